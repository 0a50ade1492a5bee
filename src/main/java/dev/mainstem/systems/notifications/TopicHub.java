package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Feeds;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.notifications.TopicEvent.Published;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All subscribers of one tenant's topics on one event loop: one feed, from which each message is
 * read and written once however many want it. Owned by its event loop; hears on the feeds' thread.
 */
final class TopicHub implements Feeds.Listener {
  private static final int AHEAD = 1_024;

  private final Context context;
  private final Engine engine;
  private final Map<String, Set<Subscriber>> byTopic = new HashMap<>();
  private final AtomicInteger unheard = new AtomicInteger();
  private Feeds.Subscription feed;

  TopicHub(Context context, Engine engine) {
    this.context = context;
    this.engine = engine;
  }

  TopicHub open(Tenant tenant) {
    var name = "notifications." + Published.class.getSimpleName();
    var wanted = new Feeds.Wanted(NotificationTables.JOURNAL, tenant, name::equals);
    feed = engine.follow(wanted, Optional.empty(), this);
    return this;
  }

  void add(Subscriber subscriber) {
    for (var topic : subscriber.topics()) {
      byTopic.computeIfAbsent(topic, t -> new LinkedHashSet<>()).add(subscriber);
    }
  }

  /** Whether nobody is left. */
  boolean remove(Subscriber subscriber) {
    subscriber.close();
    for (var topic : subscriber.topics()) {
      var all = byTopic.get(topic);
      if (all != null && all.remove(subscriber) && all.isEmpty()) byTopic.remove(topic);
    }
    return byTopic.isEmpty();
  }

  /** Everybody, each once. */
  List<Subscriber> all() {
    var all = new LinkedHashSet<Subscriber>();
    byTopic.values().forEach(all::addAll);
    return new ArrayList<>(all);
  }

  @Override
  public boolean ready() {
    return unheard.get() < AHEAD;
  }

  @Override
  public void heard(Feeds.Heard event) {
    var message = engine.codec().fromCbor(Published.class, event.payload()).message();
    unheard.incrementAndGet();
    context.runOnContext(
        now -> {
          if (unheard.getAndDecrement() >= AHEAD) engine.resume();
          tell(message);
        });
  }

  /** Also what stands in no log. */
  void tell(Message message) {
    var all = byTopic.get(message.topic());
    if (all == null) return;
    var told = new Told(message);
    for (var each : List.copyOf(all)) each.hear(told);
  }

  /** They come back, and are then told what they missed. */
  @Override
  public void ended(String reason) {
    context.runOnContext(now -> all().forEach(Subscriber::end));
  }

  void close() {
    feed.close();
    engine.resume();
  }
}
