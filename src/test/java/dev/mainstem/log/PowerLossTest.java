package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Position;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The power goes at any operation, and again at any operation of the recovery. Every acknowledged
 * frame survives, nothing is doubled, nothing appears that was never appended. A failing round
 * prints its seed.
 */
class PowerLossTest {
  private static final int ROUNDS = Integer.getInteger("powerloss.rounds", 200);
  private static final int LIVES = 5;

  @Test
  void what_was_acknowledged_survives() {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        new Round(round).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + round, e);
      }
    }
  }

  /** One disk through several lives of a house. */
  private static final class Round {
    private final SplittableRandom random;
    private final List<Draft> main = new ArrayList<>();
    private final List<Draft> soon = new ArrayList<>();

    /** The main position each soon frame rests on. */
    private final List<Long> rests = new ArrayList<>();

    private FaultyDisk disk;
    private long acknowledged;
    private long forcedSoon;

    Round(long seed) {
      random = new SplittableRandom(seed);
      disk = new FaultyDisk(random.nextLong());
    }

    void run() {
      for (int life = 0; life < LIVES; life++) {
        var small = opened();
        survived(small);
        live(small);
        disk = random.nextInt(4) == 0 ? disk.killed() : disk.powerLoss();
      }
      survived(opened());
    }

    /** Opens the log, the power going several times meanwhile. */
    private Small opened() {
      for (int i = random.nextInt(4); i > 0; i--) {
        disk.powerFailsAfter(random.nextInt(12));
        try {
          new Small(disk, 8 << 10);
        } catch (UncheckedIOException e) {
          assertTrue(e.getCause().getMessage().contains("power"), e.toString());
        }
        disk = disk.powerLoss();
      }
      return new Small(disk, 8 << 10);
    }

    private void live(Small small) {
      disk.powerFailsAfter(random.nextInt(150));
      for (int i = random.nextInt(200); i > 0 && small.main.health().ok(); i--) {
        int what = random.nextInt(8);
        if (what < 3) append(small);
        else if (what < 5) appendSoon(small);
        else if (what < 7) small.log.step();
        else small.time.addAndGet(random.nextLong(60_000_000));
        acknowledged = Math.max(acknowledged, small.heard.last());
        forcedSoon = Math.max(forcedSoon, small.soon.durable());
      }
    }

    private void append(Small small) {
      try {
        var draft = Drafts.any(random);
        small.main.append(draft, null, List.of());
        main.add(draft);
      } catch (JournalStopped e) {
        assertEquals(1, small.heard.stops().size());
      }
    }

    private void appendSoon(Small small) {
      try {
        var draft = Drafts.any(random);
        long on = random.nextBoolean() ? small.main.last() : 0;
        small.soon.append(draft, null, on == 0 ? List.of() : List.of(new Position("main", on)));
        soon.add(draft);
        rests.add(on);
      } catch (JournalStopped e) {
        assertTrue(small.soon.health().failure().isPresent());
      }
    }

    private void survived(Small small) {
      assertTrue(small.main.last() >= acknowledged, "acknowledged " + acknowledged);
      assertTrue(small.soon.last() >= forcedSoon, "forced " + forcedSoon);
      assertEquals(small.main.last(), small.main.durable());
      prefix(main, Small.read(small.main), small.main.last());
      prefix(soon, Small.read(small.soon), small.soon.last());
      rests.subList(soon.size(), rests.size()).clear();
      for (long on : rests) assertTrue(on <= small.main.last(), "rests on lost " + on);
    }

    /** What is read is how the list begins; what was lost behind it never happened. */
    private static void prefix(List<Draft> appended, List<Draft> read, long last) {
      assertEquals(appended.subList(0, read.size()), read);
      appended.subList(read.size(), appended.size()).clear();
      assertEquals(last, read.stream().mapToLong(draft -> draft.entries().size()).sum());
    }
  }
}
