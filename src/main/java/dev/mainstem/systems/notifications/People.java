package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.BAD_ATTRIBUTE;
import static dev.mainstem.systems.notifications.NotificationProblem.BAD_ZONE;
import static dev.mainstem.systems.notifications.NotificationProblem.PERSON_TWICE;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import dev.mainstem.systems.notifications.PersonCommand.Newcomer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Each under a number of their own. */
  List<Person> kept(List<Newcomer> all) {
    var ids = new HashSet<String>();
    int next = (int) known.people();
    var people = new ArrayList<Person>();
    for (var each : all) {
      if (!ids.add(each.id())) throw PERSON_TWICE.at("/people", each.id());
      if (each.zone().isPresent() && each.zone().flatMap(Quiet::zone).isEmpty())
        throw BAD_ZONE.at("/people", each.zone().get());
      check(each.attributes());
      var before = known.people.find(each.id());
      people.add(kept(each, before, before.isPresent() ? 0 : next++));
    }
    return people;
  }

  private Person kept(Newcomer asked, Optional<Person> before, int fresh) {
    return new Person(
        asked.id(),
        before.map(Person::n).orElse(fresh),
        before.flatMap(Person::name),
        before.flatMap(Person::email),
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
