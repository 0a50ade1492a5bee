package dev.mainstem.house;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.util.Optional;

/**
 * A bank that also counts looks at it, in a journal of their own. Each event says how much of the
 * other journal it was decided on, so that what rests on what can be seen in the log.
 */
public final class Till extends Subsystem<Till.Known> {
  static final String LOOKS = "till-looks";
  static final long ACCOUNTS = 8;
  static final long CENTS = 1_000;

  public Till() {
    super("till", Ask.class, Paid.class, Known::new);
    journal(new JournalSpec(LOOKS, JournalSpec.Promise.SOON, Optional.empty()), Look.class);
  }

  record Purse(long cents) {}

  record Tally(long n) {}

  record Receipt(long payment, long left) {}

  public static final class Known extends Tables {
    final Table<Long, Purse> purses = table("purse", Long.class, Purse.class);
    final Table<String, Tally> payments = table("payments", String.class, Tally.class);
    final Table<String, Tally> looks = table("looks", String.class, Tally.class).in(LOOKS);

    long cents(long purse) {
      return purses.find(purse).map(Purse::cents).orElse(CENTS);
    }

    long paid() {
      return payments.find("all").map(Tally::n).orElse(0L);
    }

    long looked() {
      return looks.find("all").map(Tally::n).orElse(0L);
    }
  }

  public sealed interface Ask<R> extends Command<Known, R> {}

  record Pay(long payment, long from, long to, long cents) implements Ask<Receipt> {
    private static final Problem TOO_LITTLE =
        Problem.unprocessable("too-little", "There is not enough in the purse");

    @Override
    public Decision<Receipt> decide(Known known, Moment at) {
      if (known.cents(from) < cents) throw TOO_LITTLE.of(from);
      return Decision.happened(new Paid.Out(from, cents), in(known))
          .answering(() -> new Receipt(payment, known.cents(from)));
    }

    private Paid.In in(Known known) {
      return new Paid.In(payment, to, cents, known.looked());
    }
  }

  /** Meets a bug when half of it is applied. */
  record Stumble(long purse) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Paid.Out(purse, 1), new Paid.Stumbled());
    }
  }

  public record LookIn(long look) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Look.Looked(look, known.paid()));
    }
  }

  sealed interface Paid extends Event<Known> {
    record Out(long from, long cents) implements Paid {
      @Override
      public void applyTo(Known known, Moment at) {
        known.purses.put(from, new Purse(known.cents(from) - cents));
      }
    }

    /**
     * @param looks how many looks there had been
     */
    record In(long payment, long to, long cents, long looks) implements Paid {
      @Override
      public void applyTo(Known known, Moment at) {
        known.purses.put(to, new Purse(known.cents(to) + cents));
        known.payments.put("all", new Tally(known.paid() + 1));
      }
    }

    /** Never stands in any log. */
    record Stumbled() implements Paid {
      @Override
      public void applyTo(Known known, Moment at) {
        throw new IllegalStateException("planted");
      }
    }
  }

  sealed interface Look extends Event<Known> {
    /**
     * @param payments how many payments there had been
     */
    record Looked(long look, long payments) implements Look {
      @Override
      public void applyTo(Known known, Moment at) {
        known.looks.put("all", new Tally(known.looked() + 1));
      }
    }
  }
}
