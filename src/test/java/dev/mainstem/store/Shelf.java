package dev.mainstem.store;

import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.util.Optional;
import java.util.Set;

/** A system with every sort of table, for tests of the store alone. */
final class Shelf extends Subsystem<Shelf.Known> {
  static final String HEAP = "shelf-heap";

  Shelf() {
    super("shelf", Ask.class, Fact.class, Known::new);
    journal(new JournalSpec(HEAP, JournalSpec.Promise.SOON, Optional.empty()), HeapFact.class);
  }

  /** Nothing is asked of it: tests change its tables themselves. */
  sealed interface Ask extends Command<Known, Void> {
    record Nothing() implements Ask {
      @Override
      public Decision<Void> decide(Known known, Moment at) {
        return Decision.unchanged();
      }
    }
  }

  sealed interface Fact extends Event<Known> {
    record Happened() implements Fact {
      @Override
      public void applyTo(Known known, Moment at) {}
    }
  }

  sealed interface HeapFact extends Event<Known> {
    record Heaped() implements HeapFact {
      @Override
      public void applyTo(Known known, Moment at) {}
    }
  }

  /** Two components, so that there are prefixes; texts of any length, so that there are zeros. */
  record Spot(String board, long at) {}

  record Thing(String colour, long weight, Set<String> tags) {}

  record Count(long n) {}

  static final class Known extends Tables {
    final Table<Spot, Thing> things = table("thing", Spot.class, Thing.class);
    final Index<String, Spot, Thing> byColour =
        things.index("colour", String.class, thing -> thing.weight() < 0 ? null : thing.colour());
    final Index<String, Spot, Thing> byTag = things.indexAll("tag", String.class, Thing::tags);
    final Table<String, Count> counts = table("count", String.class, Count.class).in(HEAP);
    final Claim<String> names = claim("name", String.class);
  }
}
