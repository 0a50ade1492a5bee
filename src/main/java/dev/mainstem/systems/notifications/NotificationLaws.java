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
        new Invariant<>("every crowd is those who belong to it", known -> known.crowds().wrong()),
        new Invariant<>("a delivery is one thing at a time", NotificationLaws::apart),
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

  /** Nobody is waiting, held, on the way, told, given up and passed over on a channel at once. */
  private static Optional<String> apart(NotificationTables known) {
    return known.chunks.walk(Span.of(), row -> row.value().twice());
  }
}
