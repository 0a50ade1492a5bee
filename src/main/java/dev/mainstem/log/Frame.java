package dev.mainstem.log;

import static dev.mainstem.log.FrameFormat.BECAUSE;
import static dev.mainstem.log.FrameFormat.COMMAND;
import static dev.mainstem.log.FrameFormat.FLAGS;
import static dev.mainstem.log.FrameFormat.HEADER;
import static dev.mainstem.log.FrameFormat.REMEMBERED;
import static dev.mainstem.log.FrameFormat.TIME;
import static dev.mainstem.log.FrameFormat.VIA;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Tenant;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A frame read back. Nothing is decoded before it is asked for: positions, times, system, tenant
 * and event names are cheap to filter by. What was decoded is not kept; keep what is returned.
 *
 * <p>Immutable. It holds on to the block of bytes it was read from, so copy what should live long.
 */
public final class Frame {
  private final byte[] bytes;
  private final int at;

  Frame(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = at;
  }

  /** Position of the first event. */
  public long first() {
    return FrameFormat.first(bytes, at);
  }

  /** Position of the last event. */
  public long last() {
    return first() + count() - 1;
  }

  /** How many events it holds. */
  public int count() {
    return FrameFormat.count(bytes, at);
  }

  /** When it was committed, in microseconds since 1970; never less than that of earlier frames. */
  public long commitTime() {
    return FrameFormat.getLong(bytes, at + TIME);
  }

  /** Whether it only says that everything before it has been forced. It then holds no moment. */
  public boolean marker() {
    return FrameFormat.marker(bytes, at);
  }

  public String system() {
    return new Cursor(at + HEADER).text8();
  }

  public Tenant tenant() {
    var cursor = new Cursor(at + HEADER);
    cursor.skip8();
    return new Tenant(cursor.text8());
  }

  /** The event a reaction made this decision because of; empty if it was asked from outside. */
  public Optional<Position> because() {
    if (!flag(BECAUSE)) return Optional.empty();
    var cursor = new Cursor(at + HEADER);
    cursor.skip8();
    cursor.skip8();
    cursor.at += Long.BYTES;
    cursor.skip16();
    cursor.at += 4 * Long.BYTES;
    return Optional.of(new Position(cursor.text8(), cursor.long8()));
  }

  /** Whether any of its events names a subject. */
  public boolean hasSubjects() {
    if (marker()) return false;
    var cursor = atEntries();
    for (int i = 0; i < count(); i++) {
      cursor.skip8();
      if (bytes[cursor.at] != 0) return true;
      cursor.skipSubjects();
      cursor.skip32();
    }
    return false;
  }

  /** The moment of its decision; of the caller only the name was kept. */
  public Moment moment() {
    var cursor = new Cursor(at + HEADER);
    cursor.skip8();
    var tenant = new Tenant(cursor.text8());
    long micros = cursor.long8();
    var time =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    var caller = Caller.named(cursor.text16());
    var id = cursor.id();
    var correlation = cursor.id();
    Optional<Position> because =
        flag(BECAUSE)
            ? Optional.of(new Position(cursor.text8(), cursor.long8()))
            : Optional.empty();
    List<String> via = flag(VIA) ? cursor.texts() : List.of();
    if (flag(COMMAND)) cursor.skip8();
    var cause = new Cause(correlation, because, via, cursor.text16());
    return new Moment(time, tenant, caller, id, cause);
  }

  /** The name of what was asked; empty text if it is not known, or nothing was. */
  public String command() {
    if (!flag(COMMAND)) return "";
    var cursor = afterVia();
    return cursor.text8();
  }

  /** What to answer if the client asks again. */
  public Optional<Remembered> remembered() {
    if (!flag(REMEMBERED)) return Optional.empty();
    var cursor = afterMoment();
    return Optional.of(new Remembered(cursor.text16(), cursor.bytes8(), cursor.bytes32()));
  }

  /** The names of its events, without their payloads. */
  public List<String> names() {
    var names = new ArrayList<String>(count());
    var cursor = atEntries();
    for (int i = 0; i < count(); i++) {
      names.add(cursor.text8());
      cursor.skipSubjects();
      cursor.skip32();
    }
    return names;
  }

  public List<Entry> entries() {
    var entries = new ArrayList<Entry>(count());
    var cursor = atEntries();
    for (int i = 0; i < count(); i++) {
      entries.add(new Entry(cursor.text8(), cursor.subjects(), cursor.bytes32()));
    }
    return entries;
  }

  @Override
  public String toString() {
    return marker() ? "marker before " + first() : first() + "-" + last() + " " + names();
  }

  /** The same, without the block it was read from. */
  Frame alone() {
    return new Frame(Arrays.copyOfRange(bytes, at, at + length()), 0);
  }

  /** Its bytes as they lie in the segment, checksum and all. */
  ByteBuffer raw() {
    return ByteBuffer.wrap(bytes, at, length());
  }

  /** Bytes of the whole frame. */
  public int length() {
    return FrameFormat.getInt(bytes, at);
  }

  /** How far the journal was known to be forced when this was written. */
  long durable() {
    return FrameFormat.durable(bytes, at);
  }

  private boolean flag(int flag) {
    return (bytes[at + FLAGS] & flag) != 0;
  }

  private Cursor afterMoment() {
    var cursor = afterVia();
    if (flag(COMMAND)) cursor.skip8();
    cursor.skip16();
    return cursor;
  }

  private Cursor afterVia() {
    var cursor = new Cursor(at + HEADER);
    cursor.skip8();
    cursor.skip8();
    cursor.at += Long.BYTES;
    cursor.skip16();
    cursor.at += 4 * Long.BYTES;
    if (flag(BECAUSE)) {
      cursor.skip8();
      cursor.at += Long.BYTES;
    }
    if (flag(VIA)) cursor.texts();
    return cursor;
  }

  private Cursor atEntries() {
    var cursor = afterMoment();
    if (flag(REMEMBERED)) {
      cursor.skip16();
      cursor.skip8();
      cursor.skip32();
    }
    return cursor;
  }

  /** Walks the fields. */
  private final class Cursor {
    int at;

    Cursor(int at) {
      this.at = at;
    }

    String text8() {
      return text(bytes[at++] & 0xff);
    }

    String text16() {
      int length = FrameFormat.getShort(bytes, at);
      at += Short.BYTES;
      return text(length);
    }

    byte[] bytes8() {
      return raw(bytes[at++] & 0xff);
    }

    byte[] bytes32() {
      int length = FrameFormat.getInt(bytes, at);
      at += Integer.BYTES;
      return raw(length);
    }

    long long8() {
      long value = FrameFormat.getLong(bytes, at);
      at += Long.BYTES;
      return value;
    }

    List<String> texts() {
      int count = bytes[at++] & 0xff;
      var texts = new ArrayList<String>(count);
      for (int i = 0; i < count; i++) texts.add(text8());
      return texts;
    }

    Id id() {
      return new Id(long8(), long8());
    }

    List<Subject> subjects() {
      int count = bytes[at++];
      if (count == 0) return List.of();
      var subjects = new ArrayList<Subject>(count);
      for (int i = 0; i < count; i++) subjects.add(new Subject(text8(), text16()));
      return List.copyOf(subjects);
    }

    void skipSubjects() {
      int count = bytes[at++];
      for (int i = 0; i < count; i++) {
        skip8();
        skip16();
      }
    }

    void skip8() {
      at += 1 + (bytes[at] & 0xff);
    }

    void skip16() {
      at += Short.BYTES + FrameFormat.getShort(bytes, at);
    }

    void skip32() {
      at += Integer.BYTES + FrameFormat.getInt(bytes, at);
    }

    private String text(int length) {
      var text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }

    private byte[] raw(int length) {
      var value = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return value;
    }
  }
}
