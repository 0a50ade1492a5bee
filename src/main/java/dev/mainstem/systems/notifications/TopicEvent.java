package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
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
}
