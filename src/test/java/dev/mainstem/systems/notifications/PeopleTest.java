package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.systems.notifications.BroadcastCommand.OpenBroadcast;
import dev.mainstem.systems.notifications.PersonCommand.ForgetPerson;
import dev.mainstem.systems.notifications.PersonCommand.KeepPeople;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import dev.mainstem.systems.notifications.PersonCommand.Newcomer;
import dev.mainstem.systems.notifications.PersonCommand.SetInterests;
import dev.mainstem.systems.notifications.PersonCommand.SetPreference;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The law of people and of audiences. */
class PeopleTest {
  private final Story<NotificationTables> people = Story.of(NtfyHouse.system());

  private static KeepPerson keep(String id, String zone, String attribute) {
    return new KeepPerson(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.of("t"),
        Optional.of(true),
        Set.of("sports", "chess"),
        Map.of(attribute, "gold"),
        Optional.of(zone),
        Optional.of(new Quiet("22:00", "07:00")));
  }

  private boolean in(String term, int n) {
    return people.read(known -> known.crowds().of(n / Crowd.BLOCK, term).has(n % Crowd.BLOCK));
  }

  @Test
  void people_are_numbered_and_stand_in_a_crowd_for_each_thing_that_holds_of_them() {
    people
        .when("ann", keep("a", "Europe/Berlin", "plan"))
        .answered(person -> assertEquals(0, person.n()));
    people.when("ann", keep("b", "UTC", "plan")).answered(person -> assertEquals(1, person.n()));
    for (var term : List.of("everyone", "interest:sports", "plan:gold", "channel:ntfy")) {
      assertTrue(in(term, 0) && in(term, 1), term);
    }
    assertTrue(in("quiet:Europe/Berlin 22:00-07:00", 0));
    assertFalse(in("channel:email", 0));
    people.when("ann", new SetInterests("a", Set.of("chess"))).answered(person -> {});
    assertFalse(in("interest:sports", 0));
    assertTrue(in("interest:sports", 1));
    people.when("ann", new SetInterests("a", Set.of("chess"))).unchanged();
    assertEquals(Optional.empty(), people.read(known -> known.crowds().wrong()));
  }

  @Test
  void a_preference_is_kept_when_the_rest_is_told_anew() {
    people.when("ann", keep("a", "UTC", "plan")).answered(person -> {});
    people
        .when("ann", new SetPreference("a", "news", Channel.NTFY, false))
        .answered(person -> assertEquals(Set.of("news:ntfy"), person.off()));
    people.when("ann", new SetPreference("a", "news", Channel.NTFY, false)).unchanged();
    people
        .when("ann", keep("a", "UTC", "plan"))
        .answered(person -> assertEquals(Set.of("news:ntfy"), person.off()));
    assertTrue(in("off:news:ntfy", 0));
    people.when("ann", new SetPreference("a", "news", Channel.NTFY, true)).answered(p -> {});
    assertFalse(in("off:news:ntfy", 0));
  }

  @Test
  void who_is_forgotten_is_in_no_crowd_and_can_come_again_as_somebody_new() {
    people.when("ann", keep("a", "UTC", "plan")).answered(person -> {});
    people.when("ann", new SetPreference("a", "*", Channel.NTFY, false)).answered(person -> {});
    people.when("ann", new ForgetPerson("a")).happened(new PersonEvent.PersonForgotten("a"));
    assertFalse(in("everyone", 0));
    people.when("ann", new SetInterests("a", Set.of())).refused("no-such-person");
    people
        .when("ann", keep("a", "UTC", "plan"))
        .answered(person -> assertEquals(0, person.n()))
        .answered(person -> assertEquals(Set.of(), person.off()));
    assertEquals(Optional.empty(), people.read(known -> known.crowds().wrong()));
  }

  private static Newcomer newcomer(String id, String zone) {
    return new Newcomer(
        id,
        Optional.empty(),
        Optional.of(true),
        Set.of("golf"),
        Map.of(),
        Optional.of(zone),
        Optional.empty());
  }

  @Test
  void many_come_in_one_decision_and_who_is_known_keeps_number_and_preferences() {
    people.when("ann", keep("a", "UTC", "plan")).answered(person -> {});
    people.when("ann", new SetPreference("a", "news", Channel.WEBHOOK, false)).answered(p -> {});
    var all = List.of(newcomer("b", "UTC"), newcomer("a", "UTC"), newcomer("c", "Asia/Tokyo"));
    people.when("ann", new KeepPeople(all)).answered(count -> assertEquals(3, count.n()));
    assertTrue(in("interest:golf", 0) && in("interest:golf", 1) && in("interest:golf", 2));
    assertFalse(in("interest:chess", 0));
    assertTrue(in("off:news:webhook", 0));
    assertTrue(in("zone:Asia/Tokyo", 2));
    assertEquals(Optional.empty(), people.read(known -> known.crowds().wrong()));
    var twice = List.of(newcomer("d", "UTC"), newcomer("d", "UTC"));
    people.when("ann", new KeepPeople(twice)).refused("person-twice", "/people");
    var nowhere = List.of(newcomer("d", "Mars/Olympus"));
    people.when("ann", new KeepPeople(nowhere)).refused("bad-zone", "/people");
  }

  @Test
  void zones_are_real_and_attributes_have_names_of_their_own() {
    people.when("ann", keep("a", "Mars/Olympus", "plan")).refused("bad-zone", "/zone");
    people.when("ann", keep("a", "UTC", "channel")).refused("bad-attribute", "/attributes");
  }

  @Test
  void an_audience_is_read_from_left_to_right_and_and_binds_closer() {
    var terms = Set.of("everyone", "interest:sports", "plan:gold");
    for (var yes :
        List.of(
            "sports",
            "everyone",
            "sports and plan:gold",
            "chess or sports",
            "not chess",
            "chess and chess or sports",
            "not (chess or golf) and sports")) {
      assertTrue(Audience.parse(yes).means(terms, new java.util.HashMap<>()), yes);
    }
    for (var no : List.of("chess", "not everyone", "sports and (chess or golf)", "not sports")) {
      assertFalse(Audience.parse(no).means(terms, new java.util.HashMap<>()), no);
    }
    assertEquals(
        Map.of("interest:chess", false, "interest:sports", true),
        Audience.explain("chess and sports", terms));
  }

  @Test
  void what_is_no_audience_is_refused_with_its_place() {
    for (var bad :
        List.of("sports and", "(sports", "sports)", "and", "sports golf", "a ; b", "()", "not")) {
      var open =
          new OpenBroadcast(
              bad, "news", List.of(Channel.NTFY), "s", "t", Optional.empty(), Optional.empty());
      people.when("ann", open).refused("bad-audience", "/audience");
    }
    var twice = List.of(Channel.NTFY, Channel.NTFY);
    people
        .when(
            "ann", new OpenBroadcast("a", "n", twice, "s", "t", Optional.empty(), Optional.empty()))
        .refused("channel-twice", "/channels");
  }

  @Test
  void quiet_hours_mind_clocks_that_are_turned() {
    var berlin = ZoneId.of("Europe/Berlin");
    var night = new Quiet("22:00", "07:00");
    assertEquals(Optional.empty(), night.until(berlin, Instant.parse("2026-03-28T20:59:00Z")));
    assertEquals(
        Optional.of(Instant.parse("2026-03-29T05:00:00Z")),
        night.until(berlin, Instant.parse("2026-03-28T21:00:00Z")),
        "the night in which an hour is missing");
    assertEquals(
        Optional.of(Instant.parse("2026-10-25T06:00:00Z")),
        night.until(berlin, Instant.parse("2026-10-24T20:00:00Z")),
        "the night with an hour more");
    var gap = new Quiet("01:00", "02:30");
    assertEquals(
        Optional.of(Instant.parse("2026-03-29T01:30:00Z")),
        gap.until(berlin, Instant.parse("2026-03-29T00:30:00Z")),
        "an end that does not exist is when it would have been");
    assertEquals(
        Optional.of(Instant.parse("2026-03-01T06:00:00Z")),
        Quiet.until("quiet:Europe/Berlin 22:00-07:00", Instant.parse("2026-03-01T00:00:00Z")));
    assertEquals(
        Optional.empty(),
        new Quiet("12:00", "13:00").until(berlin, Instant.parse("2026-03-01T12:00:00Z")));
  }
}
