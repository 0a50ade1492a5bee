package dev.mainstem.codec;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** The forms of times and lengths of time. */
final class Times {
  private Times() {}

  /**
   * Microseconds since 1970. The JDK's own sum goes through nanoseconds, which end in 2262.
   *
   * @throws ArithmeticException if that is no long
   */
  static long micros(Instant time) {
    long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L);
    return Math.addExact(micros, time.getNano() / 1_000);
  }

  /** Microseconds in CBOR, RFC 3339 in JSON. */
  static final class Time extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      var time = (Instant) value;
      if (out.json()) out.to().writeString(time.toString());
      else out.to().writeNumber(micros(time));
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.strict()) return readText(in);
      return Instant.EPOCH.plus(in.parser().getLongValue(), ChronoUnit.MICROS);
    }

    @Override
    Object of(String text) {
      var time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      micros(time);
      return time;
    }

    @Override
    String what() {
      return "a time like 2026-03-01T00:00:00Z";
    }

    @Override
    String describe() {
      return "time";
    }
  }

  /** Microseconds in CBOR, ISO 8601 in JSON. */
  static final class Length extends Scalar {
    @Override
    void write(Object value, Output out) throws IOException {
      var length = (Duration) value;
      if (out.json()) out.to().writeString(length.toString());
      else out.to().writeNumber(length.toNanos() / 1_000);
    }

    @Override
    Object read(Input in) throws IOException {
      if (in.strict()) return readText(in);
      return Duration.of(in.parser().getLongValue(), ChronoUnit.MICROS);
    }

    @Override
    Object of(String text) {
      var length = Duration.parse(text);
      return Duration.of(length.toNanos() / 1_000, ChronoUnit.MICROS);
    }

    @Override
    String what() {
      return "a length of time like PT15M";
    }

    @Override
    String describe() {
      return "duration";
    }
  }
}
