package dev.mainstem.systems.notifications;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.notifications.NotificationProblem.BAD_ZONE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.notifications.PersonEvent.InterestsSet;
import dev.mainstem.systems.notifications.PersonEvent.PersonForgotten;
import dev.mainstem.systems.notifications.PersonEvent.PersonKept;
import dev.mainstem.systems.notifications.PersonEvent.PreferenceSet;
import dev.mainstem.systems.notifications.PersonEvent.Suppressed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What may be asked of people, each with its rule. */
public sealed interface PersonCommand<R> extends NotificationCommand<R> {
  String ID = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";
  String WORD = "[A-Za-z0-9_-]{1,64}";
  String SCOPE = "\\*|[A-Za-z0-9_-]{1,64}";
  String ADDRESS = "[^\\s@<>,;:\"()\\\\\\[\\]]{1,64}@[A-Za-z0-9.-]{1,255}";

  /**
   * Keeps what is known of a person, instead of what was known. Preferences stay.
   *
   * @param id an id that says nothing, never a name or an address: it stands in the log
   */
  record KeepPerson(
      @Pattern(regexp = ID) String id,
      Optional<Sealed<@Size(min = 1, max = 200) String>> name,
      Optional<Sealed<@Pattern(regexp = ADDRESS) String>> email,
      Optional<@Pattern(regexp = Topic.NAME) String> topic,
      Optional<Boolean> webhook,
      @Size(max = 100) Set<@Pattern(regexp = WORD) String> interests,
      @Size(max = 20)
          Map<@Pattern(regexp = "[a-z]{1,32}") String, @Pattern(regexp = WORD) String> attributes,
      Optional<@Size(max = 64) String> zone,
      @Valid Optional<Quiet> quiet)
      implements PersonCommand<Person>, Personal {
    @Override
    public String whom() {
      return Person.whom(id);
    }

    @Override
    public Decision<Person> decide(NotificationTables known, Moment at) {
      if (zone.flatMap(Quiet::zone).isEmpty() && zone.isPresent()) throw BAD_ZONE.at("/zone", zone);
      People.check(attributes);
      var person = new People(known, at).kept(this);
      return happened(new PersonKept(person)).answering(() -> known.people.get(id));
    }
  }

  /**
   * Keeps many people at once, instead of what was known of them. What is personal stays, as
   * preferences do, and comes with {@link KeepPerson}.
   */
  record KeepPeople(@NotEmpty @Size(max = 500) @Valid List<Newcomer> people)
      implements PersonCommand<Count> {
    @Override
    public Decision<Count> decide(NotificationTables known, Moment at) {
      var all = new People(known, at).kept(people);
      var events = all.stream().map(PersonKept::new).toList();
      return happened(events).answering(() -> new Count(known.people()));
    }
  }

  /**
   * One of many.
   *
   * @param id an id that says nothing, never a name or an address: it stands in the log
   */
  record Newcomer(
      @Pattern(regexp = ID) String id,
      Optional<@Pattern(regexp = Topic.NAME) String> topic,
      Optional<Boolean> webhook,
      @Size(max = 100) Set<@Pattern(regexp = WORD) String> interests,
      @Size(max = 20)
          Map<@Pattern(regexp = "[a-z]{1,32}") String, @Pattern(regexp = WORD) String> attributes,
      Optional<@Size(max = 64) String> zone,
      @Valid Optional<Quiet> quiet) {}

  record SetInterests(String id, @Size(max = 100) Set<@Pattern(regexp = WORD) String> interests)
      implements PersonCommand<Person> {
    @Override
    public Decision<Person> decide(NotificationTables known, Moment at) {
      var person = known.living(id);
      if (person.interests().equals(interests)) return unchanged(() -> person);
      return happened(new InterestsSet(id, interests)).answering(() -> known.people.get(id));
    }
  }

  /**
   * What a person wants of one scope on one channel.
   *
   * @param scope a kind of news, as broadcasts name it; {@code *} for all
   */
  record SetPreference(
      String id, @Pattern(regexp = SCOPE) String scope, Channel channel, boolean on)
      implements PersonCommand<Person> {
    @Override
    public Decision<Person> decide(NotificationTables known, Moment at) {
      var person = known.living(id);
      var off = new TreeSet<>(person.off());
      var what = scope + ":" + channel.word();
      boolean changed = on ? off.remove(what) : off.add(what);
      if (!changed) return unchanged(() -> person);
      if (off.size() > 200) throw NotificationProblem.TOO_MANY_PREFERENCES.of(id);
      return happened(new PreferenceSet(id, scope, channel, on, off))
          .answering(() -> known.people.get(id));
    }
  }

  /** Nothing gets through to the person on this channel, until it is lifted. */
  record Suppress(String id, Channel channel, @Size(max = 200) String why)
      implements PersonCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var person = known.people.find(id).filter(each -> !each.forgotten());
      if (person.isEmpty() || person.get().suppressed().contains(channel)) return unchanged();
      var channels = new TreeSet<>(person.get().suppressed());
      channels.add(channel);
      return happened(new Suppressed(id, channels, why));
    }
  }

  /** The same for some of a chunk; no door asks this. */
  record SuppressMany(int chunk, List<Integer> bits, Channel channel, String why)
      implements PersonCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      var events = new ArrayList<Suppressed>();
      for (int bit : bits) {
        var person = known.numbered(chunk * Chunk.PEOPLE + bit);
        if (person.forgotten() || person.suppressed().contains(channel)) continue;
        var channels = new TreeSet<>(person.suppressed());
        channels.add(channel);
        events.add(new Suppressed(person.id(), channels, why));
      }
      return happened(events);
    }
  }

  /** The person can be told on this channel again. */
  record LiftSuppression(String id, Channel channel) implements PersonCommand<Person> {
    @Override
    public Decision<Person> decide(NotificationTables known, Moment at) {
      var person = known.living(id);
      var channels = new TreeSet<>(person.suppressed());
      if (!channels.remove(channel)) return unchanged(() -> person);
      return happened(new Suppressed(id, channels, "")).answering(() -> known.people.get(id));
    }
  }

  /** Forgets a person: whatever is sealed of them is never read again, at no earlier moment. */
  record ForgetPerson(String id) implements PersonCommand<Void> {
    @Override
    public Decision<Void> decide(NotificationTables known, Moment at) {
      known.living(id);
      return happened(new PersonForgotten(id));
    }
  }
}
