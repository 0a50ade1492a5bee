package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.DELAY_UNREADABLE;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * When a message is to be given out, in the words ntfy takes: seconds since 1970, a time span such
 * as {@code 30m}, {@code 1h30m} or {@code 2 days}, or a time such as {@code 8:30pm}, {@code
 * tomorrow}, {@code tomorrow, 10am} or {@code Tuesday, 7am}.
 */
final class NtfyDelay {
  private static final Pattern SPANS =
      Pattern.compile("(?:in )?((?:\\d+(?:\\.\\d+)?\\s*[a-z]+\\s*)+)");
  private static final Pattern SPAN = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]+)");
  private static final Pattern TIME =
      Pattern.compile("(?:at )?(\\d{1,2})(?::(\\d{2}))?\\s*(am|pm)?");
  private static final LocalTime MORNING = LocalTime.of(9, 0);
  private static final Map<String, Double> SECONDS =
      Map.of("ms", 0.001, "s", 1.0, "m", 60.0, "h", 3_600.0, "d", 86_400.0);

  private final Instant now;
  private final ZoneId zone;

  /**
   * @param zone in which times of the day are meant
   */
  NtfyDelay(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  Instant parse(String given) {
    var text = given.strip().toLowerCase(Locale.ROOT);
    if (text.matches("\\d{9,11}")) return Instant.ofEpochSecond(Long.parseLong(text));
    return span(text).map(now::plus).or(() -> named(text)).orElseThrow(DELAY_UNREADABLE::no);
  }

  /** A span such as {@code 1h30m}. */
  static Optional<Duration> span(String text) {
    var whole = SPANS.matcher(text);
    if (!whole.matches()) return Optional.empty();
    double seconds = 0;
    var each = SPAN.matcher(whole.group(1));
    while (each.find()) {
      var unit = unit(each.group(2));
      if (unit == null) return Optional.empty();
      seconds += Double.parseDouble(each.group(1)) * SECONDS.get(unit);
    }
    return seconds > 1e9
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(seconds * 1_000)));
  }

  private static String unit(String word) {
    return switch (word) {
      case "ms" -> "ms";
      case "s", "sec", "secs", "second", "seconds" -> "s";
      case "m", "min", "mins", "minute", "minutes" -> "m";
      case "h", "hour", "hours" -> "h";
      case "d", "day", "days" -> "d";
      default -> null;
    };
  }

  /** A day, a time, or both. */
  private Optional<Instant> named(String text) {
    var parts = text.split("\\s*,\\s*|\\s+at\\s+", 2);
    var today = now.atZone(zone);
    var day = day(parts[0], today);
    if (day.isEmpty()) {
      if (parts.length > 1) return Optional.empty();
      return time(parts[0]).map(time -> next(today, time)).map(ZonedDateTime::toInstant);
    }
    var time = parts.length > 1 ? time(parts[1]) : Optional.of(MORNING);
    return time.map(then -> day.get().with(then).toInstant());
  }

  private static ZonedDateTime next(ZonedDateTime today, LocalTime time) {
    var then = today.with(time);
    return then.isAfter(today) ? then : then.plusDays(1);
  }

  private static Optional<ZonedDateTime> day(String word, ZonedDateTime today) {
    if (word.equals("today")) return Optional.of(today);
    if (word.equals("tomorrow")) return Optional.of(today.plusDays(1));
    for (var day : DayOfWeek.values()) {
      var name = day.name().toLowerCase(Locale.ROOT);
      if (word.equals(name) || word.equals(name.substring(0, 3))) {
        return Optional.of(today.with(TemporalAdjusters.next(day)));
      }
    }
    return Optional.empty();
  }

  private static Optional<LocalTime> time(String word) {
    var match = TIME.matcher(word);
    if (!match.matches()) return Optional.empty();
    int hour = Integer.parseInt(match.group(1));
    int minute = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
    var half = match.group(3);
    if (half == null && match.group(2) == null) return Optional.empty();
    if (half != null && (hour < 1 || hour > 12) || hour > 23 || minute > 59) {
      return Optional.empty();
    }
    if (half != null) hour = hour % 12 + (half.equals("pm") ? 12 : 0);
    return Optional.of(LocalTime.of(hour, minute));
  }
}
