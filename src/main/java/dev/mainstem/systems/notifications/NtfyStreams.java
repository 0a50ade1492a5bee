package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.wire.http.SharedServer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The open streams of one event loop, which owns it. */
final class NtfyStreams {
  private static final int MOST = 10_000;

  private final NtfyDoor.Ground ground;
  private final Context context;
  private final Map<Tenant, TopicHub> hubs = new HashMap<>();
  private int open;

  NtfyStreams(NtfyDoor.Ground ground, Context context) {
    this.ground = ground;
    this.context = context;
  }

  Context context() {
    return context;
  }

  /** What was asked for, read off the request. */
  record Wanted(List<String> topics, NtfyFormat format, boolean poll, boolean scheduled) {}

  /** What the tables show when a stream begins. */
  private record Beginning(long after, List<Message> newest, List<Message> scheduled) {}

  Future<Void> open(HttpServerRequest request, Who who, Wanted wanted) {
    if (open >= MOST) throw NtfyProblem.TOO_MANY_SUBSCRIPTIONS.no();
    var words = NtfyWords.of(request);
    var since = NtfySince.of(words, wanted.poll(), ground.clock().instant());
    var filter = NtfyShape.Filter.of(words);
    var want = new Subscriber.Want(wanted.topics(), wanted.format(), filter, since);
    if (wanted.format() != NtfyFormat.WS)
      return body(request).compose(p -> run(who, wanted, want, p));
    var upgrade = request.getHeader("Upgrade");
    if (!"websocket".equalsIgnoreCase(upgrade)) throw NtfyProblem.NO_UPGRADE.no();
    return SharedServer.webSocket(request)
        .compose(socket -> run(who, wanted, want, new NtfyPipe.Socket(socket)));
  }

  private static Future<NtfyPipe> body(HttpServerRequest request) {
    request.response().setChunked(true);
    return Future.succeededFuture(new NtfyPipe.Body(request.response()));
  }

  private Future<Void> run(Who who, Wanted wanted, Subscriber.Want want, NtfyPipe pipe) {
    if (pipe instanceof NtfyPipe.Body body) {
      body.response().putHeader("Content-Type", want.format().type());
      body.response().putHeader("Cache-Control", "no-store").putHeader("X-Accel-Buffering", "no");
    }
    if (wanted.poll()) return poll(who.tenant(), wanted, want, pipe);
    open++;
    var hub =
        hubs.computeIfAbsent(who.tenant(), t -> new TopicHub(context, ground.engine()).open(t));
    var topics = wanted.topics();
    var subscriber =
        new Subscriber(want, pipe, n -> read(who, known -> Backlog.after(known, topics, n)));
    hub.add(subscriber);
    pipe.whenClosed(() -> over(who.tenant(), hub, subscriber));
    subscriber.tell(head("open", topics));
    return beginning(who, wanted, want)
        .onSuccess(
            beginning -> {
              beginning.scheduled().forEach(subscriber::give);
              beginning.newest().forEach(subscriber::give);
              subscriber.begin(beginning.after());
            })
        .mapEmpty();
  }

  private void over(Tenant tenant, TopicHub hub, Subscriber subscriber) {
    if (subscriber.gone()) return;
    open--;
    if (!hub.remove(subscriber)) return;
    hub.close();
    hubs.remove(tenant, hub);
  }

  private Future<Beginning> beginning(Who who, Wanted wanted, Subscriber.Want want) {
    return read(
        who,
        known ->
            new Beginning(
                want.since().begin(known),
                want.since().newest(known, wanted.topics()),
                wanted.scheduled() ? want.since().scheduled(known, wanted.topics()) : List.of()));
  }

  private Future<Void> poll(Tenant tenant, Wanted wanted, Subscriber.Want want, NtfyPipe pipe) {
    var polling = new Subscriber(want, pipe, n -> Future.succeededFuture());
    var who = new Who(tenant, null);
    return beginning(who, wanted, want)
        .compose(
            beginning -> {
              beginning.newest().forEach(polling::give);
              return polled(who, wanted, polling, beginning.after())
                  .onSuccess(all -> beginning.scheduled().forEach(polling::give));
            })
        .onComplete(all -> pipe.end());
  }

  private Future<Void> polled(Who who, Wanted wanted, Subscriber polling, long after) {
    return read(who, known -> Backlog.after(known, wanted.topics(), after))
        .compose(
            backlog -> {
              backlog.messages().forEach(polling::give);
              if (!backlog.more()) return Future.succeededFuture();
              return polled(who, wanted, polling, backlog.to());
            });
  }

  private <T> Future<T> read(Who who, java.util.function.Function<NotificationTables, T> read) {
    return ground.read(who.tenant(), read);
  }

  private Map<String, Object> head(String event, List<String> topics) {
    long now = ground.clock().instant().getEpochSecond();
    return NtfyShape.head(ground.id(), now, event, String.join(",", topics));
  }

  /** Every so often: all streams show that they live. */
  void beat() {
    for (var hub : new ArrayList<>(hubs.values())) {
      for (var each : hub.all()) each.beat(head("keepalive", each.topics()));
    }
  }

  /** A message that stands in no log. */
  void tell(Tenant tenant, Message message) {
    Optional.ofNullable(hubs.get(tenant)).ifPresent(hub -> hub.tell(message));
  }

  void close() {
    for (var hub : new ArrayList<>(hubs.values())) {
      hub.all().forEach(Subscriber::end);
      hub.close();
    }
    hubs.clear();
  }

  int open() {
    return open;
  }
}
