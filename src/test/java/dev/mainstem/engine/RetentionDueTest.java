package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.log.FaultyDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that is kept for an hour, and a timer that rings after three. */
class RetentionDueTest {
  private static final String WINDINGS = "clocks-windings";
  private static final Duration KEEP = Duration.ofHours(1);

  @TempDir private Path directory;

  private static final class Clocks extends Subsystem<Known> {
    Clocks() {
      super("clocks", Ask.class, Named.class, Known::new);
      var keep = Optional.of(KEEP);
      journal(new JournalSpec(WINDINGS, JournalSpec.Promise.ON_DISK, keep), Windings.class);
    }

    @Override
    public void reactions(Reactions<Known> when) {
      var wait = Duration.ofHours(3);
      when.after("ring", wait, Wound.class, (known, e) -> e.rings() ? new Ring(e.clock()) : null);
    }
  }

  record Clock(String name, int rung) {}

  static final class Known extends Tables {
    final Table<String, Clock> names = table("name", String.class, Clock.class);
    final Table<String, Clock> clocks = table("clock", String.class, Clock.class).in(WINDINGS);
  }

  sealed interface Ask<R> extends Command<Known, R> {}

  record Wind(String clock, boolean rings, String text) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Wound(clock, rings, text));
    }
  }

  record Ring(String clock) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Rang(clock));
    }
  }

  sealed interface Named extends Event<Known> {}

  record Renamed(String clock) implements Named {
    @Override
    public void applyTo(Known known, Moment at) {
      known.names.put(clock, new Clock(clock, 0));
    }
  }

  sealed interface Windings extends Event<Known> {}

  record Wound(String clock, boolean rings, String text) implements Windings {
    @Override
    public void applyTo(Known known, Moment at) {}
  }

  record Rang(String clock) implements Windings {
    @Override
    public void applyTo(Known known, Moment at) {
      int before = known.clocks.find(clock).map(Clock::rung).orElse(0);
      known.clocks.put(clock, new Clock(clock, before + 1));
    }
  }

  private static void windMany(Stepped house, boolean first) {
    for (int n = 0; n < 400; n++) {
      house.ask("clocks", new Wind("tower", first && n == 0, "x".repeat(200)));
      if (n % 50 == 0) house.settle();
    }
    house.settle();
  }

  @Test
  void nothing_is_cut_that_a_timer_is_still_to_read() throws Exception {
    var clocks = new Clocks();
    var ground = Stepped.Ground.on(directory, new FaultyDisk(3));
    try (var house = new Stepped(ground, List.of(clocks))) {
      windMany(house, true);
      house.nanos().addAndGet(Duration.ofHours(2).toNanos());
      windMany(house, false);
      assertEquals(0, house.engine().retention().run(done -> {}));
      house.later(Duration.ofHours(2));
      var rung = house.read(clocks, known -> known.clocks.find("tower").map(Clock::rung));
      assertEquals(Optional.of(1), rung);
      assertTrue(house.engine().retention().run(done -> {}) > 100);
    }
  }
}
