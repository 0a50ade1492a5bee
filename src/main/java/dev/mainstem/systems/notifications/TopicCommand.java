package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.notifications.NotificationProblem.MAIL_TAKEN;
import static dev.mainstem.systems.notifications.NotificationProblem.NO_LATER_MAIL;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.notifications.AccessEvent.AccessSet;
import dev.mainstem.systems.notifications.Message.Kind;
import dev.mainstem.systems.notifications.TopicEvent.MailEnded;
import dev.mainstem.systems.notifications.TopicEvent.MailWanted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What may be asked of topics, each with its rule. */
public sealed interface TopicCommand<R> extends NotificationCommand<R> {
  Duration SOONEST = Duration.ofSeconds(10);
  Duration LATEST = Duration.ofDays(3);

  /**
   * Says something to all subscribers of a topic, now or at a time. Open to other systems: {@link
   * #of} is what they ask.
   *
   * @param sequence if a message under it waits for its time, this one takes its place
   * @param at when to say it, from 10 seconds to 3 days ahead; now if absent
   */
  record Publish(
      @Pattern(regexp = Topic.NAME) String topic,
      @Valid Notice notice,
      Optional<@Pattern(regexp = Topic.NAME) String> sequence,
      Optional<Instant> at)
      implements TopicCommand<Message> {
    /** A text under a title, now. */
    public static Publish of(String topic, String title, String text) {
      return new Publish(topic, Notice.of(text).titled(title), Optional.empty(), Optional.empty());
    }

    @Override
    public Decision<Message> decide(NotificationTables known, Moment at) {
      var giving = new Giving(known, at);
      return happened(giving.said(this)).answering(() -> giving.last());
    }
  }

  /**
   * Says something to a topic, and mails it to somebody too. The address is forgotten as soon as it
   * is known what came of the mail.
   *
   * @param mail letters and digits that nobody can guess: what the address is sealed for
   */
  record PublishByMail(
      @Pattern(regexp = Message.ID) String mail,
      Sealed<@Pattern(regexp = PersonCommand.ADDRESS) String> to,
      @Valid Publish publish)
      implements TopicCommand<Message>, Personal {
    @Override
    public String whom() {
      return TopicMail.whom(mail);
    }

    @Override
    public Decision<Message> decide(NotificationTables known, Moment at) {
      if (publish.at().isPresent()) throw NO_LATER_MAIL.at("/publish/at", "");
      if (known.topicMails.has(mail)) throw MAIL_TAKEN.at("/mail", mail);
      var giving = new Giving(known, at);
      var events = giving.said(publish);
      events.add(new MailWanted(mail, to, giving.last()));
      return happened(events).answering(() -> giving.last());
    }
  }

  /** What came of a topic's mail; no door asks this. */
  record RecordTopicMail(@Pattern(regexp = Message.ID) String mail, @Size(max = 20) String state)
      implements TopicCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var sent = known.topicMails.find(mail);
      return sent.isEmpty()
          ? unchanged()
          : happened(new MailEnded(mail, sent.get().topic(), state));
    }
  }

  /** Takes a message back, at its subscribers or before its time. */
  record Unpublish(
      @Pattern(regexp = Topic.NAME) String topic, @Pattern(regexp = Topic.NAME) String sequence)
      implements TopicCommand<Message> {
    @Override
    public Decision<Message> decide(NotificationTables known, Moment at) {
      var giving = new Giving(known, at);
      var message = giving.made(topic, Optional.of(sequence), Kind.DELETES, Notice.of(""));
      var events = giving.instead(message);
      events.addAll(giving.out(message));
      return happened(events).answering(() -> giving.last());
    }
  }

  /** Has subscribers take a message off their screens. */
  record Clear(
      @Pattern(regexp = Topic.NAME) String topic, @Pattern(regexp = Topic.NAME) String sequence)
      implements TopicCommand<Message> {
    @Override
    public Decision<Message> decide(NotificationTables known, Moment at) {
      var giving = new Giving(known, at);
      var message = giving.made(topic, Optional.of(sequence), Kind.CLEARS, Notice.of(""));
      return happened(giving.out(message)).answering(() -> giving.last());
    }
  }

  /** Its time has come; no door asks this. */
  record Release(String id) implements TopicCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var waiting = known.scheduled.find(id);
      if (waiting.isEmpty()) return unchanged();
      return happened(new Giving(known, at).out(waiting.get()));
    }
  }

  /**
   * Sets who may read and write which topics, instead of what was set before.
   *
   * @param who a key's name, or {@code *} for everybody
   */
  record SetAccess(
      @Size(min = 1, max = 200) String who,
      @Valid @Size(max = Access.MOST_RULES) List<Access.Rule> rules)
      implements TopicCommand<Access> {
    @Override
    public Decision<Access> decide(NotificationTables known, Moment at) {
      var access = new Access(who, rules, at.time());
      var before = known.access.find(who).orElse(new Access(who, List.of(), at.time()));
      if (before.rules().equals(rules)) return unchanged(() -> before);
      return happened(new AccessSet(access)).answering(() -> access);
    }
  }
}
