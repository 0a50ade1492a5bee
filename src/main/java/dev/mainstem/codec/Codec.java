package dev.mainstem.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Subsystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Records to CBOR and JSON and back, by shapes made once per class. CBOR is what we write for
 * ourselves: unknown fields are passed over, absent ones get their default. JSON is what others
 * write: nothing is passed over. Safe for all threads.
 */
public final class Codec {
  static final int DEEPEST = 32;
  private static final byte[] NOTHING = {'{', '}'};

  private final CBORFactory cbor = new CBORFactory();
  private final JsonFactory json =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .rootValueSeparator((String) null)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();
  private final ThreadLocal<Scribe> cborScribe;
  private final ThreadLocal<Scribe> jsonScribe;
  private final Forms forms;
  private final Constraints constraints;

  /** What this writes with sealed values in it has their boxes, and in JSON null instead. */
  public Codec() {
    this(new Forms(), box -> Optional.empty(), false);
  }

  private Codec(Forms forms, Opening opening, boolean carries) {
    this.forms = forms;
    constraints = new Constraints(forms);
    var keys =
        new Form.Keys() {
          @Override
          public Optional<Object> open(Sealed<?> sealed, Form of) {
            return opening.open(sealed).map(box -> read(of, box, 0));
          }

          @Override
          public boolean carries() {
            return carries;
          }
        };
    cborScribe = ThreadLocal.withInitial(() -> new Scribe(cbor, false, keys));
    jsonScribe = ThreadLocal.withInitial(() -> new Scribe(json, true, keys));
  }

  /** The same codec for a door, whose JSON shows what is sealed. */
  public Codec opening(Opening opening) {
    return new Codec(forms, opening, false);
  }

  /** The same codec for commands on their way to another node, before they are sealed. */
  public Codec carrying() {
    return new Codec(forms, box -> Optional.empty(), true);
  }

  /**
   * The same record with every plain value in it sealed.
   *
   * @param box makes a box of a value in CBOR
   */
  public <T extends Record> T seal(T record, Function<byte[], Sealed<?>> box) {
    var form = forms.record(record.getClass());
    @SuppressWarnings("unchecked") // a record form makes records of its type
    var closed = (T) form.seal(record, (of, plain) -> box.apply(cborScribe.get().write(of, plain)));
    return closed;
  }

  /** Any record, list, map or scalar, by its class. */
  public byte[] toCbor(Object value) {
    return cborScribe.get().write(top(value), value);
  }

  /** Any record, list, map or scalar as JSON in UTF-8. */
  public byte[] toJson(Object value) {
    return jsonScribe.get().write(top(value), value);
  }

  private Form top(Object value) {
    if (value instanceof Sealed<?>) return forms.of(Sealed.class);
    return value instanceof Record r ? forms.whole(r.getClass()) : forms.anything();
  }

  /** Reads what {@link #toCbor} wrote. */
  public <T> T fromCbor(Class<T> type, byte[] bytes) {
    return type.cast(fromCbor((Type) type, bytes));
  }

  /** Reads what {@link #toCbor} wrote, by generic type. */
  public Object fromCbor(Type type, byte[] bytes) {
    return fromCbor(type, bytes, 0);
  }

  /** Reads what {@link #toCbor} wrote, after the first bytes. */
  public Object fromCbor(Type type, byte[] bytes, int offset) {
    return read(type instanceof Class<?> c ? forms.top(c) : forms.of(type), bytes, offset);
  }

  private Object read(Form form, byte[] bytes, int offset) {
    try (var parser = cbor.createParser(bytes, offset, bytes.length - offset)) {
      parser.nextToken();
      return form.read(Input.trusted(parser));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was written, without its class: maps, lists, texts, numbers, bytes. */
  public Object tree(byte[] bytes) {
    return read(forms.anything(), bytes, 0);
  }

  /** A record from a client's JSON, with its constraints checked; refuses with {@link BadInput}. */
  public <T> T fromJson(Class<T> type, byte[] body) {
    return fill(type, Map.of(), body, false);
  }

  /**
   * A record from a client's request.
   *
   * @param given path and query parameters, by component; they may not stand in the body too
   * @param body a JSON object, or nothing
   * @param patch whether the body is a merge patch
   */
  public <T> T fill(Class<T> type, Map<String, String> given, byte[] body, boolean patch) {
    var bytes = body.length == 0 ? NOTHING : body;
    Malformed.checkUtf8(bytes);
    try (var parser = json.createParser(bytes)) {
      Input.Again again =
          offset -> json.createParser(bytes, (int) offset, bytes.length - (int) offset);
      var value = fill(forms.record(type), given, Input.strict(parser, again, patch));
      constraints.check(value);
      return type.cast(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object fill(RecordForm form, Map<String, String> given, Input in) {
    try {
      var value = read(form, given, in);
      in.check();
      return value;
    } catch (IOException e) {
      throw Malformed.at(in.parser(), e);
    }
  }

  private static Object read(RecordForm form, Map<String, String> given, Input in)
      throws IOException {
    var values = new Object[form.parts().size()];
    for (var each : given.entrySet()) {
      if (form.given(each.getKey(), each.getValue(), values, in)) continue;
      in.enter(each.getKey());
      in.note("unknown", "This parameter is not known here.");
      in.leave();
    }
    in.check();
    var parser = in.parser();
    if (parser.nextToken() != JsonToken.START_OBJECT) return in.expected("an object");
    var value = form.readParts(in, values);
    if (parser.nextToken() != null) in.note("malformed", "Something follows the object.");
    return value;
  }

  /** What a record looks like when written. */
  public Shape shape(Class<?> type) {
    return Shape.of(forms.record(type));
  }

  /**
   * A number that changes when the rows, keys or the fold of a system change, so that tables folded
   * with the old ones can be told.
   */
  public long rowHash(Subsystem<?> system) {
    var text = new StringBuilder("fold ").append(system.foldVersion()).append('\n');
    var known = system.tables();
    for (var table : known.tables()) {
      text.append(table.name()).append(" in ").append(table.journal()).append('\n');
      text.append(key(table.keyType())).append(" -> ").append(shape(table.rowType()).describe());
    }
    for (var index : known.indexes()) {
      text.append(index.table().name()).append(" by ").append(index.name());
      text.append(' ').append(key(index.by())).append('\n');
    }
    for (var claim : known.claims()) {
      text.append("claim ").append(claim.name()).append(' ').append(key(claim.keyType()));
    }
    return Hash.of(text.toString());
  }

  private String key(Class<?> type) {
    return forms.of(type).describe();
  }

  Forms forms() {
    return forms;
  }
}
