package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.TellingCommand.Tell;
import dev.mainstem.systems.notifications.TellingEvent.MailAsked;
import dev.mainstem.systems.notifications.TellingEvent.PersonTold;
import dev.mainstem.systems.notifications.TellingEvent.TellingHeld;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The events by which one decision tells one person something. */
final class Direct {
  private final NotificationTables known;
  private final Moment at;
  private Telling told;

  Direct(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  Telling told() {
    return told;
  }

  List<DeliveryEvent> tell(Person to, Tell asked) {
    var id = at.id(1).toString();
    var none = Optional.<Instant>empty();
    var telling =
        new Telling(id, to.id(), asked.subject(), asked.text(), Map.of(), none, at.time());
    var zone = Quiet.zone(to.zone()).orElseThrow();
    var until = to.quiet().flatMap(quiet -> quiet.until(zone, at.time()));
    if (until.isEmpty()) return now(to, telling);
    told = states(to, telling, "held", until);
    var events = new ArrayList<DeliveryEvent>();
    events.add(new PersonTold(told));
    events.add(new TellingHeld(to.id(), id, until.get()));
    return events;
  }

  List<DeliveryEvent> release(Person to, Telling held) {
    return now(to, held);
  }

  private List<DeliveryEvent> now(Person to, Telling telling) {
    told = states(to, telling, "taken", Optional.empty());
    var events = new ArrayList<DeliveryEvent>();
    var sending = new Sending(known, at);
    var saying = new Sending.Saying(telling.id(), telling.subject(), telling.text());
    for (var channel : Channel.values()) {
      if (!told.states().get(channel.word()).equals("taken")) continue;
      if (channel == Channel.EMAIL) told = told.with(channel.word(), "sending");
      else events.addAll(sending.tell(to, channel, saying));
    }
    if (told.states().containsValue("sending")) events.add(new MailAsked(to.id(), told.id()));
    events.add(0, new PersonTold(told));
    return events;
  }

  /** What becomes of it on each channel: this, or why not. */
  private static Telling states(Person to, Telling telling, String good, Optional<Instant> until) {
    var states = new TreeMap<String, String>();
    for (var channel : Channel.values()) {
      var no = to.refusal(Telling.SCOPE, channel);
      states.put(channel.word(), no.isEmpty() ? good : no);
    }
    return new Telling(
        telling.id(),
        telling.person(),
        telling.subject(),
        telling.text(),
        states,
        until,
        telling.at());
  }
}
