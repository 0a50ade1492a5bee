package dev.mainstem.wire.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.AsOf;
import dev.mainstem.store.Store;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One call of a {@link ForeignApi}: what was asked, by whom, and the means to answer it. Owned by
 * the request's event loop.
 */
public final class ForeignCall {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final Works works;
  private final Readers readers;
  private final HttpServerRequest request;
  private final Content content;
  private String endpoint = "";
  private byte[] likeness;
  private int asked;

  /**
   * What a call brings.
   *
   * @param who null at a route that anybody may ask
   */
  record Content(Who who, Map<String, String> path, Map<String, List<String>> query, byte[] body) {}

  /** A system's no, on its way to be spelled. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer.Refused no;

    Refused(Answer.Refused no) {
      super(no.detail(), null, false, false);
      this.no = no;
    }

    Answer.Refused no() {
      return no;
    }
  }

  ForeignCall(Rooms door, HttpServerRequest request, Content content) {
    this(door.works(), door.readers(), request, content);
  }

  private ForeignCall(Works works, Readers readers, HttpServerRequest request, Content content) {
    this.works = works;
    this.readers = readers;
    this.request = request;
    this.content = content;
    this.likeness = content.body();
  }

  public Tenant tenant() {
    return content.who().tenant();
  }

  public Caller caller() {
    return content.who().caller();
  }

  /** The same call by somebody a route that anybody may ask has found out for itself. */
  public ForeignCall by(Tenant tenant, Caller caller) {
    var who = new Who(tenant, caller);
    var own = new Content(who, content.path(), content.query(), content.body());
    return new ForeignCall(works, readers, request, own);
  }

  /** A path parameter, percent-decoded. */
  public String path(String name) {
    return content.path().get(name);
  }

  /** A query parameter, the first if it is given more than once. */
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /** All values of a query parameter, in order. */
  public List<String> queries(String name) {
    return content.query().getOrDefault(name, List.of());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  /** Path and query as they came. */
  public String uri() {
    return request.uri();
  }

  /** Why the house can write nothing now, or empty text. */
  public String broken() {
    return works.engine().broken();
  }

  /** The body as it came, within the house's bound. */
  public byte[] body() {
    return content.body();
  }

  /** The body as a JSON object, an empty one if there is no body; anything else is refused. */
  @SuppressWarnings("unchecked") // names of a JSON object are texts
  public Map<String, Object> json() {
    if (content.body().length == 0) return Map.of();
    try {
      if (JSON.readValue(content.body(), Object.class) instanceof Map<?, ?> object) {
        return (Map<String, Object>) object;
      }
    } catch (JsonProcessingException e) {
      throw HttpProblem.BAD_FIELDS.of("This is not well-formed JSON");
    } catch (IOException e) {
      throw HttpProblem.BAD_FIELDS.of("This is not UTF-8");
    }
    throw HttpProblem.BAD_FIELDS.of("This is not a JSON object");
  }

  /** A record made of these fields, with its constraints checked. */
  public <T> T fill(Class<T> type, Map<String, Object> fields) {
    return works.codec().fill(type, Map.of(), works.codec().toJson(fields), false);
  }

  /** The same for a merge patch: an absent field stays, a null one is cleared. */
  public <T> T patch(Class<T> type, Map<String, Object> fields) {
    return works.codec().fill(type, Map.of(), works.codec().toJson(fields), true);
  }

  /** Reads the caller's tables at one published state, on a reader thread if memory cannot. */
  public <S extends Tables, T> Future<T> read(Subsystem<S> system, Function<S, T> read) {
    return readers
        .read(
            memoryOnly -> {
              var reader = new Store.Reader(tenant(), Optional.empty(), memoryOnly);
              return works.store().read(system, reader, read);
            })
        .recover(why -> Future.failedFuture(of(system, why)));
  }

  /** As {@link #read}, for what takes long: not on the event loop. */
  public <S extends Tables, T> Future<T> study(Subsystem<S> system, Function<S, T> read) {
    return readers
        .aside(memoryOnly -> works.store().read(system, Store.Reader.of(tenant()), read))
        .recover(why -> Future.failedFuture(of(system, why)));
  }

  /** Makes something of a long body, not on the event loop. */
  public <T> Future<T> aside(Supplier<T> work) {
    return readers.aside(memoryOnly -> work.get());
  }

  private static Throwable of(Subsystem<?> system, Throwable why) {
    if (!(why instanceof Refusal no)) return why;
    var pointer = no.pointer().orElse("");
    return new Refused(new Answer.Refused(system.name(), no.problem(), no.detail(), pointer));
  }

  /** Opens what is personal, while tables are read. */
  public interface Opener {
    /** Empty once its person is forgotten. */
    <T> Optional<T> open(Sealed<T> sealed, Class<T> type);
  }

  /** What a read is given. */
  public interface Opened<S, T> {
    T read(S known, Opener opener);
  }

  /** As {@link #read}, for who shows what is personal. */
  public <S extends Tables, T> Future<T> show(Subsystem<S> system, Opened<S, T> read) {
    return show(system, Optional.empty(), read);
  }

  /** As {@link #show}, of the tables as they were at a position. */
  public <S extends Tables, T> Future<T> show(
      Subsystem<S> system, Optional<Position> then, Opened<S, T> read) {
    return readers
        .read(
            memoryOnly -> {
              var reader = new Store.Reader(tenant(), then.map(AsOf::of), memoryOnly);
              var opener = opener(memoryOnly);
              return works.store().read(system, reader, known -> read.read(known, opener));
            })
        .recover(why -> Future.failedFuture(of(system, why)));
  }

  private Opener opener(boolean memoryOnly) {
    var opening = works.seals().opening(memoryOnly);
    return new Opener() {
      @Override
      public <T> Optional<T> open(Sealed<T> sealed, Class<T> type) {
        return opening.open(sealed).map(box -> works.codec().fromCbor(type, box));
      }
    };
  }

  /** Every query parameter as it was given, in no order. */
  public Map<String, List<String>> queries() {
    return content.query();
  }

  /** Asks a command; its refusal is an answer. */
  public <S extends Tables> Future<Answer> ask(Subsystem<S> system, Command<S, ?> command) {
    var trace = Optional.ofNullable(request.getHeader("traceparent")).filter(Traces::valid);
    var from = Asked.From.outside(tenant(), caller(), trace.orElse(""));
    var once = Onces.of(request, likeness).map(this::numbered);
    var terms = new Bus.Terms<S>(from, once, Asked.Guard.none());
    return works.bus().ask(system.name(), command, terms).map(this::told);
  }

  /**
   * Has the caller's ids of deeds mean what they mean at this endpoint, and to this caller, only.
   */
  public void scoped(String endpoint) {
    this.endpoint = endpoint;
  }

  /** Has requests be the same if this of them is, though their bodies may be spelled otherwise. */
  public void likened(byte[] likeness) {
    this.likeness = likeness;
  }

  /** A call that asks several commands asks each of them once. */
  private Asked.Once numbered(Asked.Once once) {
    int number = asked++;
    var id = endpoint.isEmpty() ? once.id() : Onces.scoped(endpoint, caller().name(), once.id());
    return new Asked.Once(number == 0 ? id : id + "#" + number, once.hash());
  }

  private Answer told(Answer answer) {
    if (!(answer instanceof Answer.Done done)) return answer;
    done.position().ifPresent(p -> request.response().putHeader("Mainstem-Position", p.toString()));
    if (done.again()) request.response().putHeader("Idempotent-Replayed", "true");
    return answer;
  }

  /** Asks a command for its answer; a refusal fails the future and is spelled by the API. */
  public <S extends Tables, R> Future<R> want(Subsystem<S> system, Command<S, R> command) {
    return tell(system, command).map(Told::value);
  }

  /**
   * What a command answered.
   *
   * @param before when it was decided, if it was asked before under the same key and changed
   *     something then
   */
  public record Told<R>(R value, Optional<Position> before) {}

  /** As {@link #want}, for who answers a repeated request as the first one was answered. */
  @SuppressWarnings("unchecked") // the writer answers what the command says it answers
  public <S extends Tables, R> Future<Told<R>> tell(Subsystem<S> system, Command<S, R> command) {
    return ask(system, command)
        .compose(
            answer -> {
              if (answer instanceof Answer.Refused no) return Future.failedFuture(new Refused(no));
              var done = (Answer.Done) answer;
              var before = done.position().filter(at -> done.again());
              return Future.succeededFuture(new Told<>((R) done.value(), before));
            });
  }
}
