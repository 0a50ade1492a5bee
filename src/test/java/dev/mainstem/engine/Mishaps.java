package dev.mainstem.engine;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.time.Instant;
import java.util.Optional;

/** A system in which every bug can be planted, for tests of what it costs. */
final class Mishaps extends Subsystem<Mishaps.Known> {
  static final String HEAP = "mishaps-heap";
  private final int foldVersion;

  Mishaps() {
    this("", 1);
  }

  /**
   * @param poison the key no event of which can be applied
   * @param foldVersion what each event counts
   */
  Mishaps(String poison, int foldVersion) {
    super("mishaps", Ask.class, Fact.class, () -> new Known(poison, foldVersion));
    journal(new JournalSpec(HEAP, JournalSpec.Promise.SOON, Optional.empty()), Heaped.class);
    this.foldVersion = foldVersion;
  }

  @Override
  public int foldVersion() {
    return foldVersion;
  }

  enum Bug {
    IN_DECIDE,
    IN_APPLY,
    IN_ANSWER,
    OVERFLOW,
    ASSERTION,
    TWO_JOURNALS,
    HUGE_ANSWER,
    LONG_ANSWER,
    HUGE_EVENT
  }

  record Num(long n, Instant at) {}

  static final class Known extends Tables {
    final Table<String, Num> nums = table("num", String.class, Num.class);
    final Table<String, Num> heap = table("heap", String.class, Num.class).in(HEAP);
    final String poison;
    final int step;

    Known(String poison, int step) {
      this.poison = poison;
      this.step = step;
    }

    long of(String key) {
      return nums.find(key).map(Num::n).orElse(0L);
    }

    long heaped(String key) {
      return heap.find(key).map(Num::n).orElse(0L);
    }
  }

  sealed interface Ask<R> extends Command<Known, R> {}

  /** Counts one more, or is told that there are enough. */
  record Raise(String key, long most) implements Ask<Num> {
    static final Problem ENOUGH = Problem.conflict("enough", "There are enough");

    @Override
    public Decision<Num> decide(Known known, Moment at) {
      if (known.of(key) >= most) throw ENOUGH.of(key);
      return Decision.happened(new Fact.Raised(key)).answering(() -> known.nums.get(key));
    }
  }

  record Twice(String key) implements Ask<Num> {
    @Override
    public Decision<Num> decide(Known known, Moment at) {
      return Decision.happened(new Fact.Raised(key), new Fact.Raised(key))
          .answering(() -> known.nums.get(key));
    }
  }

  record Heap(String key) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Heaped.Thrown(key));
    }
  }

  record Fail(String key, Bug bug) implements Ask<String> {
    @Override
    public Decision<String> decide(Known known, Moment at) {
      if (bug == Bug.IN_DECIDE) throw new IllegalStateException("planted");
      if (bug == Bug.ASSERTION) throw new AssertionError("planted");
      if (bug == Bug.OVERFLOW) deeper(0);
      return (bug == Bug.TWO_JOURNALS
              ? Decision.happened(new Fact.Raised(key), new Heaped.Thrown(key))
              : Decision.happened(new Fact.Raised(key), new Fact.Odd(text(), bug)))
          .answering(this::answer);
    }

    private String text() {
      return bug == Bug.HUGE_EVENT ? "x".repeat(17 << 20) : key;
    }

    private String answer() {
      if (bug == Bug.IN_ANSWER) throw new IllegalStateException("planted");
      if (bug == Bug.LONG_ANSWER) return "y".repeat(70_000);
      return bug == Bug.HUGE_ANSWER ? "x".repeat(17 << 20) : "";
    }

    private static int deeper(int n) {
      return n < 0 ? n : deeper(n + 1) + 1;
    }
  }

  sealed interface Fact extends Event<Known> {
    record Raised(String key) implements Fact {
      @Override
      public void applyTo(Known known, Moment at) {
        if (key.equals(known.poison)) throw new IllegalStateException("planted");
        known.nums.put(key, new Num(known.of(key) + known.step, at.time()));
      }
    }

    record Odd(String key, Bug bug) implements Fact {
      @Override
      public void applyTo(Known known, Moment at) {
        if (bug == Bug.IN_APPLY) throw new IllegalStateException("planted");
      }
    }
  }

  sealed interface Heaped extends Event<Known> {
    record Thrown(String key) implements Heaped {
      @Override
      public void applyTo(Known known, Moment at) {
        known.heap.put(key, new Num(known.heaped(key) + 1, at.time()));
      }
    }
  }
}
