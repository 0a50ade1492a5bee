package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Mishaps.Raise;
import dev.mainstem.engine.Mishaps.Twice;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.FaultyDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subscribers hear, and what they cost. */
class FeedsTest {
  private static final long ANY = Long.MAX_VALUE;

  @TempDir private Path data;

  private Stepped house;

  @BeforeEach
  void open() {
    house = new Stepped(Stepped.Ground.on(data, new FaultyDisk(1)), List.of(new Mishaps()));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  /** Keeps what it hears; takes only so much, and fails at one position. */
  private final class Ear implements Feeds.Listener {
    private final List<Long> heard = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private long failsAt;

    @Override
    public boolean ready() {
      return heard.size() < room;
    }

    @Override
    public void heard(Feeds.Heard event) {
      if (event.position().number() == failsAt) throw new IllegalStateException("planted");
      assertTrue(event.position().number() <= house.engine().store().visible("main"));
      heard.add(event.position().number());
    }

    @Override
    public void ended(String reason) {
      ends.add(reason);
    }

    Ear after(long position) {
      house.engine().follow(wanted(), Optional.of(new Position("main", position)), this);
      return this;
    }
  }

  private static Feeds.Wanted wanted() {
    return new Feeds.Wanted(JournalSpec.MAIN, Stepped.TENANT, name -> true);
  }

  @Test
  void a_subscriber_may_come_back_in_the_middle_of_a_decision() {
    for (int i = 0; i < 3; i++) house.settled("mishaps", new Twice("a"));
    var ear = new Ear().after(3);
    house.settle();
    assertEquals(List.of(4L, 5L, 6L), ear.heard);
  }

  @Test
  void a_subscriber_hears_nothing_of_other_tenants() {
    house.settled("mishaps", new Raise("a", ANY));
    house.ask("mishaps", new Raise("a", ANY), new Tenant("other"), Optional.empty());
    house.settled("mishaps", new Raise("a", ANY));
    var ear = new Ear().after(0);
    house.settle();
    assertEquals(List.of(1L, 3L), ear.heard);
  }

  @Test
  void a_slow_subscriber_is_read_to_from_the_log_in_its_own_time() {
    var slow = new Ear().after(0);
    slow.room = 1;
    for (int i = 0; i < 300; i++) house.ask("mishaps", new Raise("a", ANY));
    house.settle();
    assertEquals(List.of(1L), slow.heard);
    slow.room = Integer.MAX_VALUE;
    house.settle();
    assertEquals(300, slow.heard.size());
    assertEquals(300, slow.heard.get(299));
  }

  @Test
  void one_that_is_never_ready_is_ended_and_may_come_back() {
    var feeds = new Feeds(house.engine().journals(), house.engine().store()::visible, 1_000);
    for (int i = 0; i < 3; i++) house.settled("mishaps", new Raise("a", ANY));
    var stuck = new Ear();
    stuck.room = 1;
    var other = new Ear();
    feeds.follow(wanted(), Optional.of(new Position("main", 0)), stuck);
    feeds.follow(wanted(), Optional.of(new Position("main", 0)), other);
    feeds.step(5_000);
    feeds.step(5_900);
    assertEquals(List.of(), stuck.ends);
    feeds.step(6_100);
    assertEquals(1, stuck.ends.size());
    assertEquals(List.of(1L, 2L, 3L), other.heard);
    feeds.step(6_200);
    assertEquals(1, feeds.size());
    var back = new Ear().after(1);
    house.settle();
    assertEquals(List.of(2L, 3L), back.heard);
  }

  @Test
  void a_subscriber_with_a_bug_ends_alone() {
    for (int i = 0; i < 3; i++) house.settled("mishaps", new Raise("a", ANY));
    var faulty = new Ear();
    faulty.failsAt = 2;
    faulty.after(0);
    var other = new Ear().after(0);
    house.settle();
    assertEquals(List.of(1L), faulty.heard);
    assertEquals(1, faulty.ends.size());
    assertEquals(List.of(1L, 2L, 3L), other.heard);
    assertEquals("", house.engine().broken());
  }

  @Test
  void a_position_that_is_not_there_is_refused() {
    assertThrows(Refusal.class, () -> new Ear().after(1));
  }
}
