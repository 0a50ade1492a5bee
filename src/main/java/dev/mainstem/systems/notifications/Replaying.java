package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.WebhookEvent.ReplayedUpTo;
import dev.mainstem.systems.notifications.WebhookEvent.Requeued;
import java.util.ArrayList;
import java.util.List;

/** The events by which an endpoint is told again what was announced. */
final class Replaying {
  private static final int CHUNK = 200;

  private final NotificationTables known;
  private final Dispatching dispatching;

  Replaying(NotificationTables known, Moment at) {
    this.known = known;
    this.dispatching = new Dispatching(known, at);
  }

  List<DeliveryEvent> again(String endpoint, List<Announcement> announcements) {
    var handovers = announcements.stream().map(each -> dispatching.fresh(each, endpoint)).toList();
    var events = new ArrayList<DeliveryEvent>();
    events.add(new Requeued(endpoint, handovers));
    events.addAll(dispatching.soon(endpoint, handovers));
    return events;
  }

  /** A part of what is to be told again; the rest follows. */
  List<DeliveryEvent> from(Endpoint endpoint, String from, String to) {
    var page = known.announcements.scan(Span.of().from(from), CHUNK);
    var wanted =
        page.stream()
            .map(row -> row.value())
            .filter(each -> each.id().compareTo(to) <= 0 && endpoint.wants(each.type()))
            .filter(each -> known.over(each.id(), endpoint.id()))
            .toList();
    var events = new ArrayList<DeliveryEvent>();
    if (!wanted.isEmpty()) events.addAll(again(endpoint.id(), wanted));
    if (page.size() == CHUNK && page.get(CHUNK - 1).key().compareTo(to) < 0) {
      events.add(new ReplayedUpTo(endpoint.id(), page.get(CHUNK - 1).key() + "~", to));
    }
    return events;
  }
}
