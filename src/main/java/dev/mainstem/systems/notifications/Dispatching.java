package dev.mainstem.systems.notifications;

import dev.mainstem.engine.delivery.Schedule;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.Attempt.Outcome;
import dev.mainstem.systems.notifications.Attempt.Result;
import dev.mainstem.systems.notifications.Handover.State;
import dev.mainstem.systems.notifications.WebhookEvent.Announced;
import dev.mainstem.systems.notifications.WebhookEvent.AnnouncementsForgotten;
import dev.mainstem.systems.notifications.WebhookEvent.Attempted;
import dev.mainstem.systems.notifications.WebhookEvent.Dispatched;
import dev.mainstem.systems.notifications.WebhookEvent.Rested;
import dev.mainstem.systems.notifications.WebhookEvent.WentAway;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The events by which one decision sends announcements on their way, or says what came of it. */
final class Dispatching {
  private static final int FORGOTTEN = 4;
  private static final Duration KEPT = Duration.ofDays(30);

  private final NotificationTables known;
  private final Moment at;
  private final Set<Handover.Line> lined = new HashSet<>();
  private final Set<String> taken = new HashSet<>();
  private int ids = 100;
  private boolean swept;
  private long announced;
  private List<Endpoint> endpoints;

  Dispatching(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  /** An announcement to everybody who wants such. */
  Announcement announcement(String type, Optional<String> key, String payload) {
    if (announced == 0) announced = known.count(Count.ANNOUNCEMENTS);
    var id = "msg_%010x%s".formatted(++announced, Message.id(at.id(++ids).low()));
    if (endpoints == null) endpoints = known.endpoints();
    var to =
        endpoints.stream()
            .filter(each -> each.enabled() && each.wants(type))
            .map(Endpoint::id)
            .toList();
    return new Announcement(id, type, key, payload, at.time(), to);
  }

  List<DeliveryEvent> announce(Announcement announcement) {
    var events = new ArrayList<DeliveryEvent>();
    var handovers = announcement.endpoints().stream().map(to -> fresh(announcement, to)).toList();
    events.add(new Announced(announcement, handovers));
    for (var each : handovers) events.addAll(soon(each.endpoint(), List.of(each)));
    if (swept) return events;
    swept = true;
    var old = known.announced(at.time().minus(KEPT), FORGOTTEN);
    if (!old.isEmpty()) events.add(new AnnouncementsForgotten(old));
    return events;
  }

  /** To be told now, or in its turn. */
  Handover fresh(Announcement announcement, String to) {
    boolean ordered = known.endpoints.find(to).map(Endpoint::ordered).orElse(false);
    var key = announcement.key().filter(k -> ordered);
    boolean waits = key.filter(k -> !first(to, k, announcement.id())).isPresent();
    var now = at.time();
    return new Handover(
        announcement.id(),
        to,
        key,
        waits ? State.QUEUED : State.WAITING,
        0,
        0,
        waits ? Optional.empty() : Optional.of(now),
        now);
  }

  /** Also among those of this decision. */
  private boolean first(String endpoint, String key, String message) {
    boolean alone = lined.add(new Handover.Line(endpoint, key, ""));
    var lines = known.lines.scan(Span.of(endpoint, key), 1);
    return alone && (lines.isEmpty() || lines.get(0).value().message().equals(message));
  }

  /** What follows from something becoming due just now. */
  List<DeliveryEvent> soon(String endpoint, List<Handover> handovers) {
    var due = handovers.stream().filter(each -> each.due().isPresent()).toList();
    var lane = known.lane(endpoint);
    if (due.isEmpty() || lane.works() || !known.enabled(endpoint)) return List.of();
    // Another of this decision's is on its way there: what is due is looked at when that is back.
    if (!taken.add(endpoint)) return List.of();
    if (!lane.free(at.time())) return rest(lane, at.time());
    var first = due.stream().limit(lane.most()).map(Handover::message).toList();
    return List.of(new Dispatched(endpoint, at.id(++ids).toString(), first));
  }

  /** What an endpoint is sent now, or when it is looked at again. */
  List<DeliveryEvent> work(String endpoint) {
    var lane = known.lane(endpoint);
    if (lane.works() || !known.enabled(endpoint)) return List.of();
    var due = known.due.scan(Span.of(endpoint), lane.most());
    if (due.isEmpty()) return List.of();
    var now =
        due.stream().map(row -> row.value()).filter(each -> !each.at().isAfter(at.time())).toList();
    if (now.isEmpty() || !lane.free(at.time())) return rest(lane, due.get(0).value().at());
    var messages = now.stream().map(Handover.Due::message).toList();
    return List.of(new Dispatched(endpoint, at.id(++ids).toString(), messages));
  }

  private List<DeliveryEvent> rest(Lane lane, Instant due) {
    var until = lane.until().filter(due::isBefore).orElse(due);
    if (lane.looksBy(until, at.time())) return List.of();
    return List.of(new Rested(lane.endpoint(), until));
  }

  List<DeliveryEvent> record(String endpoint, List<Outcome> outcomes) {
    var results = outcomes.stream().map(outcome -> result(endpoint, outcome)).toList();
    boolean unwell = outcomes.stream().allMatch(Outcome::unwell);
    var wish = outcomes.stream().flatMap(o -> o.retryAfterS().stream()).max(Long::compare);
    var pause = known.lane(endpoint).pause();
    var longer = wish.map(Duration::ofSeconds).filter(w -> w.compareTo(pause) > 0).orElse(pause);
    var until = unwell ? Optional.of(at.time().plus(longer)) : Optional.<Instant>empty();
    var events = new ArrayList<DeliveryEvent>();
    events.add(new Attempted(endpoint, until, results));
    if (outcomes.stream().anyMatch(Outcome::gone)) events.add(new WentAway(endpoint));
    return events;
  }

  private Result result(String endpoint, Outcome outcome) {
    var before = known.handovers.get(new Handover.Key(outcome.message(), endpoint));
    int number = before.tries() + 1;
    if (outcome.taken()) return new Result(outcome, number, State.TAKEN, Optional.empty());
    var pause = Schedule.STANDARD_WEBHOOKS.pause(number);
    if (pause == null || outcome.gone()) {
      return new Result(outcome, number, State.GIVEN_UP, Optional.empty());
    }
    var wish = outcome.retryAfterS().map(Duration::ofSeconds).orElse(Duration.ZERO);
    var wait = wish.compareTo(pause) > 0 ? wish : pause;
    // Whoever failed together comes back apart: a tenth of the pause is left to chance.
    long jitterMs = Math.floorMod(at.id(++ids).low(), wait.toMillis() / 10 + 1);
    var next = at.time().plus(wait).plusMillis(jitterMs);
    return new Result(outcome, number, State.WAITING, Optional.of(next));
  }
}
