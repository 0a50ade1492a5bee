package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.util.List;
import java.util.Set;

/** What can have happened to people, in the main journal. */
public sealed interface PersonEvent extends NotificationEvent {
  String id();

  @Override
  default List<Subject> subjects() {
    return List.of(Person.subject(id()));
  }

  /** Is new, or is now as this says. */
  record PersonKept(Person person) implements PersonEvent {
    @Override
    public String id() {
      return person.id();
    }

    @Override
    public void applyTo(NotificationTables known, Moment at) {
      if (person.n() >= known.people()) {
        known.census.put(Count.PEOPLE, new Count(person.n() + 1L));
      }
      known.crowds().keep(person);
    }
  }

  record InterestsSet(String id, Set<String> interests) implements PersonEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.crowds().keep(known.people.get(id).liking(interests, at.time()));
    }
  }

  /**
   * Wants something or does not, of one scope on one channel.
   *
   * @param off all that is not wanted from now on
   */
  record PreferenceSet(String id, String scope, Channel channel, boolean on, Set<String> off)
      implements PersonEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.crowds().keep(known.people.get(id).without(off, at.time()));
    }
  }

  /** Nothing gets through to the person on a channel, or it does again. */
  record Suppressed(String id, Set<Channel> channels, String why) implements PersonEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.crowds().keep(known.people.get(id).suppressing(channels, at.time()));
    }
  }

  /** Is nobody any more; the key of what is sealed is destroyed. */
  record PersonForgotten(String id) implements PersonEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      known.crowds().keep(known.people.get(id).gone(at.time()));
    }
  }
}
