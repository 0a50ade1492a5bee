package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Span;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.systems.notifications.Broadcast.State;
import dev.mainstem.systems.notifications.BroadcastCommand.CancelBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.OpenBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.PauseBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.ResumeBroadcast;
import dev.mainstem.systems.notifications.PersonCommand.ForgetPerson;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import dev.mainstem.systems.notifications.PersonCommand.SetInterests;
import dev.mainstem.systems.notifications.PersonCommand.SetPreference;
import dev.mainstem.systems.notifications.TellingCommand.Tell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broadcasts, stepped on one thread, to topics of people: each message is a delivery. */
class BroadcastProcessTest {
  @TempDir private Path directory;
  private final Notifications notifications = NtfyHouse.system();
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(directory, new FaultyDisk(7));
    house = new Stepped(ground, List.of(notifications));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void restart() throws Exception {
    house.close();
    house = new Stepped(ground, List.of(notifications));
  }

  private Object done(Command<?, ?> command) {
    var answer = house.settled("notifications", command).answer();
    assertTrue(answer instanceof Answer.Done, () -> command + ": " + answer);
    return ((Answer.Done) answer).value();
  }

  private static KeepPerson person(String id, String zone, Quiet quiet, String... interests) {
    return new KeepPerson(
        id,
        Optional.empty(),
        Optional.empty(),
        Optional.of("to-" + id),
        Optional.empty(),
        Set.of(interests),
        Map.of("plan", "gold"),
        Optional.of(zone),
        Optional.ofNullable(quiet));
  }

  private static OpenBroadcast news(String audience) {
    return new OpenBroadcast(
        audience, "news", List.of(Channel.NTFY), "Goal", "1:0", Optional.empty(), Optional.empty());
  }

  private String opened(OpenBroadcast asked) {
    return ((Broadcast) done(asked)).id();
  }

  /** How often each person was told. */
  private Map<String, Integer> told() {
    var told = new TreeMap<String, Integer>();
    house.read(
        notifications,
        known ->
            known.messages.<Object>walk(
                Span.of(),
                row -> {
                  told.merge(row.value().topic().substring(3), 1, Integer::sum);
                  return null;
                }));
    return told;
  }

  private State state(String broadcast) {
    return house.read(notifications, known -> known.broadcasts.get(broadcast).state());
  }

  private Progress progress(String broadcast) {
    return house.read(notifications, known -> known.progress(broadcast));
  }

  @Test
  void who_is_meant_is_told_once_and_nobody_else_over_more_chunks_than_one() throws Exception {
    int people = Chunk.PEOPLE + 700;
    for (int i = 0; i < people; i++) {
      var interests = i % 50 == 0 ? "sports" : "chess";
      house.ask("notifications", person("p" + i, "UTC", null, interests));
      if (i % 500 == 499) house.settle();
    }
    house.settle();
    done(new SetPreference("p0", "news", Channel.NTFY, false));
    done(new SetPreference("p50", "*", Channel.NTFY, false));
    done(new SetPreference("p100", "alerts", Channel.NTFY, false));
    done(new SetInterests("p1", Set.of("sports", "chess")));
    done(new ForgetPerson("p150"));
    house.ask("notifications", news("sports and not (plan:free or chess)"));
    for (int i = 0; i < 25; i++) house.step();
    restart();
    house.settle();
    var told = told();
    for (int i = 0; i < people; i++) {
      boolean meant = i % 50 == 0 && i != 0 && i != 50 && i != 150;
      assertEquals(meant ? 1 : 0, told.getOrDefault("p" + i, 0), "p" + i);
    }
    var id = house.read(notifications, k -> k.broadcasts.scan(Span.of(), 1).get(0).key());
    assertEquals(State.DONE, state(id));
    var progress = progress(id);
    assertEquals(told.size(), progress.taken());
    assertEquals(Map.of("ntfy/switched-off", 2L), progress.skipped());
    assertEquals(people / 50 - 1, progress.matched());
    assertTrue(house.engine().verification().run().sound());
  }

  @Test
  void who_changes_their_mind_before_they_are_told_is_not_told() {
    for (int i = 0; i < 600; i++) house.ask("notifications", person("p" + i, "UTC", null, "news"));
    house.settle();
    house.ask("notifications", news("news"));
    for (int i = 0; i < 500 && told().isEmpty(); i++) house.step();
    var id = house.read(notifications, k -> k.broadcasts.scan(Span.of(), 1).get(0).key());
    done(new PauseBroadcast(id));
    int before = told().size();
    assertTrue(before > 0 && before < 600, before + " were told before it was paused");
    done(new SetPreference("p599", "news", Channel.NTFY, false));
    assertEquals(before, told().size(), "nobody is told while it rests");
    done(new ResumeBroadcast(id));
    assertEquals(599, told().size());
    assertEquals(0, told().getOrDefault("p599", 0));
    assertEquals(1, progress(id).late());
    assertEquals(State.DONE, state(id));
  }

  @Test
  void nobody_more_is_told_once_it_is_cancelled() {
    for (int i = 0; i < 600; i++) house.ask("notifications", person("p" + i, "UTC", null, "news"));
    house.settle();
    house.ask("notifications", news("news"));
    for (int i = 0; i < 500 && told().isEmpty(); i++) house.step();
    var id = house.read(notifications, k -> k.broadcasts.scan(Span.of(), 1).get(0).key());
    done(new CancelBroadcast(id));
    assertTrue(told().size() < 600);
    var refused = house.settled("notifications", new ResumeBroadcast(id));
    assertEquals("notifications/broadcast-over", refused.problem());
  }

  @Test
  void quiet_hours_are_those_of_the_persons_zone_and_end_once() throws Exception {
    var now = Instant.EPOCH.plusNanos(house.nanos().get());
    var night = new Quiet("16:00", "20:00");
    done(person("berlin", "Europe/Berlin", night, "news"));
    done(person("tokyo", "Asia/Tokyo", night, "news"));
    done(person("nowhere", "UTC", null, "news"));
    var id = opened(news("news"));
    int quiet = 0;
    for (var zone : List.of("Europe/Berlin", "Asia/Tokyo")) {
      if (night.until(Quiet.zone(zone).orElseThrow(), now).isPresent()) quiet++;
    }
    assertEquals(1, quiet, "the test's clock is chosen so that one of them sleeps");
    assertEquals(2, told().size());
    assertEquals(1, progress(id).held());
    restart();
    house.later(Duration.ofHours(10));
    assertEquals(Map.of("berlin", 1, "nowhere", 1, "tokyo", 1), told());
    assertEquals(State.DONE, state(id));
  }

  @Test
  void a_broadcast_begins_at_its_time() {
    done(person("ann", "UTC", null, "news"));
    var at = Instant.EPOCH.plusNanos(house.nanos().get()).plus(Duration.ofHours(2));
    var plan = news("everyone");
    var id =
        opened(
            new OpenBroadcast(
                plan.audience(),
                plan.scope(),
                plan.channels(),
                plan.subject(),
                plan.text(),
                plan.urgent(),
                Optional.of(at)));
    house.later(Duration.ofMinutes(110));
    assertEquals(State.SCHEDULED, state(id));
    house.later(Duration.ofMinutes(20));
    assertEquals(State.DONE, state(id));
    assertEquals(Map.of("ann", 1), told());
  }

  @Test
  void one_person_is_told_on_the_channels_they_have_and_want() {
    done(person("ann", "UTC", null, "news"));
    var telling = (Telling) done(new Tell("ann", "Paid", "Order 7 is paid"));
    assertEquals(
        Map.of("email", "no-channel", "ntfy", "taken", "webhook", "no-channel"), telling.states());
    done(new SetPreference("ann", "direct", Channel.NTFY, false));
    telling = (Telling) done(new Tell("ann", "Sent", "Order 7 is sent"));
    assertEquals("switched-off", telling.states().get("ntfy"));
    assertEquals(Map.of("ann", 1), told());
    var nobody = house.settled("notifications", new Tell("bob", "x", "y"));
    assertEquals("notifications/no-such-person", nobody.problem());
  }
}
