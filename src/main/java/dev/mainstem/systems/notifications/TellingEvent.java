package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;

/** What can have happened to what is told to one person, in the journal of notifications. */
public sealed interface TellingEvent extends DeliveryEvent {
  /** Was told, or is held for quiet hours. */
  record PersonTold(Telling telling) implements TellingEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.tellings.put(telling.key(), telling);
    }

    @Override
    public List<Subject> subjects() {
      return telling.subjects();
    }
  }

  /** Waits until it is not quiet any more. */
  record TellingHeld(String person, String id, Instant until) implements TellingEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}
  }

  /** Is to be mailed now. */
  record MailAsked(String person, String id) implements TellingEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {}
  }

  /** What came of the mail. */
  record MailReturned(String person, String id, String state) implements TellingEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      var telling = known.tellings.get(new Telling.Key(person, id));
      known.tellings.put(telling.key(), telling.with(Channel.EMAIL.word(), state));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Person.subject(person), new Subject("notifications", id));
    }
  }
}
