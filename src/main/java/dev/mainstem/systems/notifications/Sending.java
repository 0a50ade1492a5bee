package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.ChunkEvent.HandedOver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The events by which deliveries are handed over to their channel: messages to a person's topic and
 * webhooks there and then, mails to whoever sends them. Whether a person still wants it is looked
 * at here once more.
 */
final class Sending {
  /** What webhooks about single persons are called. */
  static final String TYPE = "notification.person";

  private static final int TOGETHER = 200;
  private static final int MAILS = 50;

  private final NotificationTables known;
  private final Moment at;
  private final Giving giving;
  private final Dispatching dispatching;
  private long taken;
  private long late;

  Sending(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
    this.giving = new Giving(known, at);
    this.dispatching = new Dispatching(known, at);
  }

  long taken() {
    return taken;
  }

  long late() {
    return late;
  }

  /** Hands over some of what waits in a chunk, on one channel. */
  List<DeliveryEvent> events(Broadcast broadcast, Chunk chunk) {
    var channel = Channel.valueOf(first(chunk).toUpperCase(java.util.Locale.ROOT));
    int most = channel == Channel.EMAIL ? MAILS : TOGETHER;
    var some = Chunk.in(chunk.waiting(), channel.word()).first(most);
    var planning = new Planning(known, at.time());
    var now = planning.eligible(broadcast.scope(), channel, chunk.chunk(), some);
    var not = some.without(now);
    var events = new ArrayList<DeliveryEvent>();
    var batch = at.id(1).toString();
    events.add(new HandedOver(broadcast.id(), chunk.chunk(), channel.word(), batch, now, not));
    late += not.size();
    if (channel == Channel.EMAIL) return events;
    taken += now.size();
    now.stream()
        .mapToObj(bit -> known.numbered(chunk.chunk() * Chunk.PEOPLE + bit))
        .forEach(person -> events.addAll(tell(person, channel, Saying.of(broadcast))));
    return events;
  }

  private static String first(Chunk chunk) {
    return chunk.waiting().keySet().iterator().next();
  }

  /** What is said. */
  record Saying(String notification, String subject, String text) {
    static Saying of(Broadcast broadcast) {
      return new Saying(broadcast.id(), broadcast.subject(), broadcast.text());
    }
  }

  List<DeliveryEvent> tell(Person person, Channel channel, Saying saying) {
    return channel == Channel.NTFY ? publish(person, saying) : announce(person, saying);
  }

  private List<DeliveryEvent> publish(Person person, Saying saying) {
    var notice = Notice.of(saying.text()).titled(saying.subject());
    var topic = person.topic().orElseThrow();
    var kind = Message.Kind.SAYS;
    var sequence = Optional.of(saying.notification());
    return giving.out(giving.made(topic, sequence, kind, notice));
  }

  private List<DeliveryEvent> announce(Person person, Saying saying) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("delivery", saying.notification() + "/" + person.id() + "/webhook");
    payload.put("notification", saying.notification());
    payload.put("person", person.id());
    payload.put("subject", saying.subject());
    payload.put("text", saying.text());
    var json = Payload.json(payload);
    return dispatching.announce(dispatching.announcement(TYPE, Optional.of(person.id()), json));
  }
}
