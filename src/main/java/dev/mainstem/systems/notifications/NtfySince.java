package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.SINCE;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From when on a subscriber wants what was said before.
 *
 * @param time when what is wanted began; empty for all that is kept
 * @param id the message after which it begins, if that is known
 * @param latest only the latest of each topic
 */
record NtfySince(boolean none, Optional<Instant> time, Optional<String> id, boolean latest) {
  private static final NtfySince NONE = kept(true);
  private static final NtfySince ALL = kept(false);

  private static NtfySince kept(boolean none) {
    return new NtfySince(none, Optional.empty(), Optional.empty(), false);
  }

  static NtfySince of(NtfyWords words, boolean poll, Instant now) {
    var text = words.find("x-since", "since", "si").orElse(poll ? "all" : "none");
    if (text.equals("all")) return ALL;
    if (text.equals("none")) return NONE;
    if (text.equals("latest"))
      return new NtfySince(false, Optional.empty(), Optional.empty(), true);
    if (text.matches("[A-Za-z0-9]{" + Message.ID_LENGTH + "}")) {
      return new NtfySince(false, Optional.empty(), Optional.of(text), false);
    }
    if (text.matches("\\d{1,11}")) return from(Instant.ofEpochSecond(Long.parseLong(text)));
    return from(now.minus(NtfyDelay.span(text).orElseThrow(SINCE::no)));
  }

  private static NtfySince from(Instant time) {
    return new NtfySince(false, Optional.of(time), Optional.empty(), false);
  }

  /** The number after which a stream begins. */
  long begin(NotificationTables known) {
    if (none || latest) return known.latest();
    return id.flatMap(known.byId::first).map(Message::n).orElse(0L);
  }

  /** What the number alone does not say. */
  boolean holds(Message message) {
    return time.map(from -> !message.at().isBefore(from)).orElse(true);
  }

  /** The latest of each topic, in order, where no more is wanted. */
  List<Message> newest(NotificationTables known, List<String> topics) {
    var newest = new ArrayList<Message>();
    if (!latest) return newest;
    for (var topic : topics) {
      known.messages.scan(Span.of(topic).backwards(), 1).forEach(row -> newest.add(row.value()));
    }
    newest.sort(Comparator.comparingLong(Message::n));
    return newest;
  }

  /** What waits for its time in these topics, the next first. */
  List<Message> scheduled(NotificationTables known, List<String> topics) {
    var waiting = new ArrayList<Message>();
    if (none) return waiting;
    for (var topic : topics) {
      waiting.addAll(known.scheduledIn.page(topic, Page.first(Page.MAX)).items());
    }
    waiting.removeIf(message -> !holds(message));
    waiting.sort(Comparator.comparing(Message::at));
    return waiting;
  }
}
