package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookEvent.NoticesTold;
import dev.mainstem.systems.payments.HookEvent.WebhookHeld;
import dev.mainstem.systems.payments.HookEvent.WebhookQueued;
import dev.mainstem.systems.payments.HookEvent.WebhookReleased;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which webhook is sent at once, and which waits for its turn. Used for one decision. */
final class Queueing {
  private static final int MOST = 20;
  private static final int LOOKED_AT = 100;

  private static final Comparator<Notice> IN_ORDER =
      Comparator.comparing(Notice::at).thenComparing(Notice::what).thenComparing(Notice::id);

  private final PaymentTables known;
  private final Moment at;
  private final Set<Delivery.Lane> taken = new HashSet<>();
  private final List<HookEvent> events = new ArrayList<>();

  Queueing(PaymentTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  /** What nobody was told yet, in the order in which it happened; empty if there is nothing. */
  List<HookEvent> untold() {
    var rows = known.untold.scan(Span.of(), MOST);
    if (rows.isEmpty()) return List.of();
    var notices = rows.stream().map(Row::key).map(known.notices::get).sorted(IN_ORDER).toList();
    for (var notice : notices) {
      for (var endpoint : known.hearing(notice.what())) queue(endpoint.id(), notice);
    }
    var ids = rows.stream().map(Row::key).toList();
    events.add(new NoticesTold(ids.get(0), ids));
    return events;
  }

  private void queue(String endpoint, Notice notice) {
    var id = "wh_" + at.id(events.size() + 1);
    var lane = new Delivery.Lane(endpoint, notice.object());
    boolean busy = !taken.add(lane) || known.lanes.first(lane).isPresent();
    var object = Optional.of(notice.object());
    events.add(
        busy
            ? new WebhookHeld(id, endpoint, notice.id(), object)
            : new WebhookQueued(id, endpoint, notice.id(), object));
  }

  /** Once more, after whatever is under way of the same thing. */
  HookEvent again(Delivery before) {
    queue(before.endpoint(), known.notices.require(before.notice()));
    return events.get(0);
  }

  /** What is sent now that this was delivered or given up; nothing if nothing waits for it. */
  static Optional<WebhookReleased> next(PaymentTables known, Delivery done) {
    if (done.lane() == null) return Optional.empty();
    return known.lanes.page(done.lane(), Page.first(LOOKED_AT)).items().stream()
        .filter(waiting -> waiting.state() == Delivery.State.HELD)
        .filter(waiting -> known.notices.has(waiting.notice()))
        .min(Comparator.comparing(waiting -> known.notices.get(waiting.notice()), IN_ORDER))
        .map(each -> new WebhookReleased(each.id(), each.endpoint(), each.notice()));
  }
}
