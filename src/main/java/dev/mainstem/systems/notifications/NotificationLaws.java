package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Span;
import java.util.List;
import java.util.Optional;

/** What holds of notifications' rows, whatever has happened. */
final class NotificationLaws {
  private NotificationLaws() {}

  static List<Invariant<NotificationTables>> all() {
    return List.of(
        new Invariant<>("no message has a number that was not given", NotificationLaws::numbered),
        new Invariant<>("a message is scheduled or given out, not both", NotificationLaws::once));
  }

  private static Optional<String> numbered(NotificationTables known) {
    long latest = known.latest();
    return known.messages.walk(
        Span.of(), row -> row.value().n() > latest ? row.key() + " is past " + latest : null);
  }

  private static Optional<String> once(NotificationTables known) {
    return known.scheduled.walk(
        Span.of(), row -> known.byId.first(row.key()).map(m -> m.id() + " is both").orElse(null));
  }
}
