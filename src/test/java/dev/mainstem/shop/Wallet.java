package dev.mainstem.shop;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.util.List;

/** Money that is held, then taken or given back. Knows nothing of shops. */
public final class Wallet extends Subsystem<Wallet.Known> {
  public Wallet() {
    super("wallet", Ask.class, Happened.class, Known::new);
  }

  record Purse(long cents) {}

  enum State {
    HELD,
    TAKEN,
    RELEASED
  }

  record Held(String owner, long cents, State state) {}

  public static final class Known extends Tables {
    final Table<String, Purse> purses = table("purse", String.class, Purse.class);
    final Table<String, Held> holds = table("hold", String.class, Held.class).absent(NO_HOLD);

    long cents(String owner) {
      return purses.find(owner).map(Purse::cents).orElse(0L);
    }
  }

  static final Problem TOO_LITTLE =
      Problem.unprocessable("too-little", "There is not enough in the purse");
  static final Problem NO_HOLD = Problem.notFound("no-hold", "Nothing is held for this order");
  static final Problem SETTLED = Problem.conflict("settled", "This was taken or released already");

  public sealed interface Ask<R> extends Command<Known, R> {}

  public record Fund(String owner, long cents) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Funded(owner, cents));
    }
  }

  public record Hold(String order, String owner, long cents) implements Ask<Long> {
    @Override
    public Decision<Long> decide(Known known, Moment at) {
      if (known.holds.has(order)) throw SETTLED.of(order);
      if (known.cents(owner) < cents) throw TOO_LITTLE.of(owner);
      return Decision.happened(new WasHeld(order, owner, cents))
          .answering(() -> known.cents(owner));
    }
  }

  public record Take(String order) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      if (known.holds.require(order).state() != State.HELD) throw SETTLED.of(order);
      return Decision.happened(new Taken(order));
    }
  }

  public record Release(String order) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      if (known.holds.require(order).state() != State.HELD) throw SETTLED.of(order);
      return Decision.happened(new Released(order));
    }
  }

  public sealed interface Happened extends Event<Known> {}

  public record Funded(String owner, long cents) implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {
      known.purses.put(owner, new Purse(known.cents(owner) + cents));
    }
  }

  public record WasHeld(String order, String owner, long cents) implements Happened {
    @Override
    public List<Subject> subjects() {
      return List.of(new Subject("wallet", order));
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.purses.put(owner, new Purse(known.cents(owner) - cents));
      known.holds.put(order, new Held(owner, cents, State.HELD));
    }
  }

  public record Taken(String order) implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {
      var held = known.holds.get(order);
      known.holds.put(order, new Held(held.owner(), held.cents(), State.TAKEN));
    }
  }

  public record Released(String order) implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {
      var held = known.holds.get(order);
      var back = known.cents(held.owner()) + held.cents();
      known.purses.put(held.owner(), new Purse(back));
      known.holds.put(order, new Held(held.owner(), held.cents(), State.RELEASED));
    }
  }
}
