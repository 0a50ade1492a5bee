package dev.mainstem.systems.notifications;

import jakarta.validation.constraints.Pattern;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * Hours in which somebody does not want to be told anything, in their own zone.
 *
 * @param from such as {@code 22:00}
 * @param to such as {@code 07:00}, exclusive; the day after if it is before {@code from}
 */
public record Quiet(@Pattern(regexp = TIME) String from, @Pattern(regexp = TIME) String to) {
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]";

  /** The zone of this name; empty if there is none. */
  static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** When it is over, if it is quiet now; clocks that are turned back or on are minded. */
  Optional<Instant> until(ZoneId zone, Instant now) {
    var here = now.atZone(zone);
    var begin = LocalTime.parse(from);
    var end = LocalTime.parse(to);
    var time = here.toLocalTime();
    boolean overnight = !begin.isBefore(end);
    boolean quiet =
        overnight
            ? !time.isBefore(begin) || time.isBefore(end)
            : !time.isBefore(begin) && time.isBefore(end);
    if (!quiet || begin.equals(end)) return Optional.empty();
    boolean tomorrow = overnight && !time.isBefore(begin);
    var day = tomorrow ? here.toLocalDate().plusDays(1) : here.toLocalDate();
    return Optional.of(ZonedDateTime.of(day, end, zone).toInstant()).filter(now::isBefore);
  }

  /** As a term, with its zone: people who are quiet at the same times are one crowd. */
  String term(String zone) {
    return Person.QUIET + zone + " " + from + "-" + to;
  }

  /** When people of such a term may be told again, if it is quiet there now. */
  static Optional<Instant> until(String term, Instant now) {
    var words = term.substring(Person.QUIET.length()).split("[ -](?=[0-9]{2}:)");
    return zone(words[0]).flatMap(zone -> new Quiet(words[1], words[2]).until(zone, now));
  }
}
