package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.BAD_ATTRIBUTE;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import java.util.Map;
import java.util.Set;

/** What is made of what is told of people. */
final class People {
  /** Kinds of terms that are ours. */
  private static final Set<String> TAKEN =
      Set.of("interest", "channel", "off", "suppressed", "quiet", "zone");

  private final NotificationTables known;
  private final Moment at;

  People(NotificationTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  static void check(Map<String, String> attributes) {
    for (var name : attributes.keySet()) {
      if (TAKEN.contains(name)) throw BAD_ATTRIBUTE.at("/attributes", name);
    }
  }

  /** Who was forgotten and comes again is somebody new, under the same number. */
  Person kept(KeepPerson asked) {
    var before = known.people.find(asked.id());
    return new Person(
        asked.id(),
        before.map(Person::n).orElseGet(() -> (int) known.people()),
        asked.name(),
        asked.email(),
        asked.topic(),
        asked.webhook().orElse(false),
        asked.interests(),
        asked.attributes(),
        asked.zone().orElse("UTC"),
        asked.quiet(),
        before.map(Person::off).orElse(Set.of()),
        before.map(Person::suppressed).orElse(Set.of()),
        false,
        at.time());
  }
}
