package dev.mainstem.log;

import static dev.mainstem.log.FrameFormat.BECAUSE;
import static dev.mainstem.log.FrameFormat.COMMAND;
import static dev.mainstem.log.FrameFormat.COUNT;
import static dev.mainstem.log.FrameFormat.CRC;
import static dev.mainstem.log.FrameFormat.DELTA;
import static dev.mainstem.log.FrameFormat.FIRST;
import static dev.mainstem.log.FrameFormat.FLAGS;
import static dev.mainstem.log.FrameFormat.HEADER;
import static dev.mainstem.log.FrameFormat.INT;
import static dev.mainstem.log.FrameFormat.LONG;
import static dev.mainstem.log.FrameFormat.MARKER;
import static dev.mainstem.log.FrameFormat.REMEMBERED;
import static dev.mainstem.log.FrameFormat.SHORT;
import static dev.mainstem.log.FrameFormat.TIME;
import static dev.mainstem.log.FrameFormat.VIA;

import dev.mainstem.kernel.Id;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Encodes frames one behind another into one array, which is reused for every group. Owned by the
 * committer's thread.
 */
final class FrameWriter {
  private static final int SMALL = 64;

  private final CRC32C crc = new CRC32C();
  private byte[] bytes = new byte[1 << 16];
  private int at;
  private byte[] seed;
  private long durable;
  private long commitTime;

  /** Begins a group for the segment with this id. */
  void begin(byte[] seed, long durable, long commitTime) {
    this.seed = seed;
    this.durable = durable;
    this.commitTime = commitTime;
    at = 0;
  }

  /** The frames that follow were committed at this time. */
  void at(long commitTime) {
    this.commitTime = commitTime;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return at;
  }

  /** Encodes one decision, whose size has been found to be at most {@code bound}. */
  void frame(Draft draft, long first, int bound) {
    if (bytes.length - at < bound) grow(bound);
    int start = at;
    var moment = draft.at();
    var because = moment.cause().because();
    int flags =
        (because.isPresent() ? BECAUSE : 0)
            | (moment.cause().via().isEmpty() ? 0 : VIA)
            | (draft.command().isEmpty() ? 0 : COMMAND)
            | (draft.remembered().isPresent() ? REMEMBERED : 0);
    header(first, flags, draft.entries().size());
    text8(draft.system());
    text8(moment.tenant().name());
    long8(micros(moment.time()));
    text16(moment.caller().name());
    id(moment.id());
    id(moment.cause().correlation());
    if (because.isPresent()) {
      text8(because.get().journal());
      long8(because.get().number());
    }
    via(moment.cause().via());
    if (!draft.command().isEmpty()) text8(draft.command());
    text16(moment.cause().trace());
    if (draft.remembered().isPresent()) remembered(draft.remembered().get());
    var entries = draft.entries();
    for (int i = 0; i < entries.size(); i++) entry(entries.get(i));
    seal(start);
  }

  /** Encodes a marker: everything before {@code next} has been forced. */
  void marker(long next) {
    int start = at;
    header(next, MARKER, 0);
    seal(start);
  }

  static long micros(Instant time) {
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1000);
  }

  private void grow(int bound) {
    bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, at + bound));
  }

  private void header(long first, int flags, int count) {
    LONG.set(bytes, at + FIRST, first);
    INT.set(bytes, at + DELTA, (int) (first - 1 - durable));
    LONG.set(bytes, at + TIME, commitTime);
    bytes[at + FLAGS] = (byte) flags;
    SHORT.set(bytes, at + COUNT, (short) count);
    at += HEADER;
  }

  private void via(List<String> systems) {
    if (systems.isEmpty()) return;
    bytes[at++] = (byte) systems.size();
    for (var system : systems) text8(system);
  }

  private void remembered(Remembered kept) {
    text16(kept.clientId());
    bytes[at++] = (byte) kept.bodyHash().length;
    raw(kept.bodyHash());
    bytes32(kept.answer());
  }

  private void entry(Entry entry) {
    text8(entry.name());
    var subjects = entry.subjects();
    bytes[at++] = (byte) subjects.size();
    for (int i = 0; i < subjects.size(); i++) {
      text8(subjects.get(i).system());
      text16(subjects.get(i).id());
    }
    bytes32(entry.payload());
  }

  private void seal(int start) {
    INT.set(bytes, start, at - start);
    crc.reset();
    crc.update(seed, 0, seed.length);
    crc.update(bytes, start + FIRST, at - start - FIRST);
    INT.set(bytes, start + CRC, (int) crc.getValue());
  }

  private void text8(String text) {
    int start = at++;
    utf8(text);
    bytes[start] = (byte) (at - start - 1);
  }

  private void text16(String text) {
    int start = at;
    at += Short.BYTES;
    utf8(text);
    SHORT.set(bytes, start, (short) (at - start - Short.BYTES));
  }

  /** Short plain texts, which nearly all are, are copied without an array in between. */
  private void utf8(String text) {
    int length = text.length();
    if (length <= SMALL && ascii(text, length)) {
      at += length;
    } else {
      raw(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private boolean ascii(String text, int length) {
    byte[] into = bytes;
    int to = at;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) return false;
      into[to + i] = (byte) c;
    }
    return true;
  }

  private void bytes32(byte[] value) {
    INT.set(bytes, at, value.length);
    at += Integer.BYTES;
    raw(value);
  }

  private void raw(byte[] value) {
    System.arraycopy(value, 0, bytes, at, value.length);
    at += value.length;
  }

  private void id(Id id) {
    long8(id.high());
    long8(id.low());
  }

  private void long8(long value) {
    LONG.set(bytes, at, value);
    at += Long.BYTES;
  }
}
