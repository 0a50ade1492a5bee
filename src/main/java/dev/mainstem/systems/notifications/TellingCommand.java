package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.TellingEvent.MailReturned;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/** What may be told to one person, each with its rule. */
public sealed interface TellingCommand<R> extends NotificationCommand<R> {
  /**
   * Tells a person something on each channel they have and did not switch off, after quiet hours if
   * it is quiet where they are. Open to other systems.
   *
   * @param person as {@code KeepPerson} named them
   */
  record Tell(
      @Pattern(regexp = PersonCommand.ID) String person,
      @Size(min = 1, max = 200) String subject,
      @Size(min = 1, max = 4_096) String text)
      implements TellingCommand<Telling> {
    @Override
    public Decision<Telling> decide(NotificationTables known, Moment at) {
      var to = known.living(person);
      var telling = new Direct(known, at);
      return happened(telling.tell(to, this)).answering(telling::told);
    }
  }

  /** It is not quiet any more; no door asks this. */
  record ReleaseTelling(String person, String id) implements TellingCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var held = known.tellings.find(new Telling.Key(person, id));
      boolean waits = held.flatMap(Telling::heldUntil).isPresent();
      if (!waits) return unchanged();
      var to = known.people.require(person);
      return happened(new Direct(known, at).release(to, held.get()));
    }
  }

  /** What came of one mail; no door asks this. */
  record RecordMail(String person, String id, String state) implements TellingCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      if (!known.tellings.has(new Telling.Key(person, id))) return unchanged();
      return happened(new MailReturned(person, id, state));
    }
  }

  /**
   * What came of a batch of a broadcast's mails; no door asks this.
   *
   * @param taken bits of their chunk
   * @param refused who has no such mailbox
   * @param later who may be tried again
   * @param lost who could not be told for days, whoever's fault that is
   */
  record RecordMails(
      String broadcast,
      int chunk,
      List<Integer> taken,
      List<Integer> refused,
      List<Integer> later,
      List<Integer> lost)
      implements TellingCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      return happened(new Returning(known, at).events(this));
    }
  }
}
