package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Subject;
import java.util.List;

/** What can have happened to topics, in the journal of notifications. */
public sealed interface TopicEvent extends DeliveryEvent {
  /** A message was given out. */
  record Published(Message message) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.scheduled.remove(message.id());
      known.messages.put(message.key(), message);
      known.topics.put(message.topic(), Topic.after(message));
      known.counts.put(Count.MESSAGES, new Count(message.n()));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Topic.subject(message.topic()));
    }
  }

  /** A message waits for its time. */
  record Scheduled(Message message) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.scheduled.put(message.id(), message);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Topic.subject(message.topic()));
    }
  }

  /** A message that waited for its time is not given out. */
  record Unscheduled(String topic, String id) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.scheduled.remove(id);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Topic.subject(topic));
    }
  }

  /** Messages that are not given to anybody any more are forgotten. */
  record Expired(List<Message.Key> messages) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      messages.forEach(known.messages::remove);
    }
  }

  /** A message is to be mailed to somebody. */
  record MailWanted(String mail, Sealed<String> to, Message message) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.topicMails.put(mail, new TopicMail(mail, message.topic(), at.time()));
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Topic.subject(message.topic()));
    }
  }

  /** It is known what came of the mail, and nobody needs the address any more. */
  record MailEnded(String mail, String topic, String state) implements TopicEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.topicMails.remove(mail);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(Topic.subject(topic));
    }
  }
}
