package dev.mainstem.shop;

import static java.time.Duration.ofMinutes;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.util.List;

/** Orders paid from a {@link Wallet} and shipped by a carrier nobody can rely on. */
public final class Shop extends Subsystem<Shop.Known> {
  private final Effect<Parcel> carrier;

  public Shop(Effect<Parcel> carrier) {
    super("shop", Ask.class, Happened.class, Known::new);
    this.carrier = carrier;
  }

  @Override
  public void reactions(Reactions<Known> when) {
    when.on(
            "hold money",
            Bought.class,
            (known, e) -> new Wallet.Hold(e.order(), e.owner(), e.cents()))
        .ifRefused((e, no) -> new Cancel(e.order(), no.problem().name()));
    when.on("pack", Wallet.WasHeld.class, (known, e) -> new Pack(e.order()))
        .ifRefused((e, no) -> new Wallet.Release(e.order()));
    when.effect("ship", Packed.class, (known, e) -> new Parcel(e.order()), carrier)
        .ifRefused((e, no) -> new CallBack(e.order()))
        .ifGivenUp((e, why) -> new Cancel(e.order(), "lost"));
    when.on("take money", Shipped.class, (known, e) -> new Wallet.Take(e.order()));

    when.after("too slow", ofMinutes(15), Bought.class, (known, e) -> slow(known, e.order()));
    when.on("give money back", Cancelled.class, (known, e) -> new Wallet.Release(e.order()));
    when.watch("greet", Wallet.Funded.class, (known, e) -> new Greet(e.owner()));
  }

  private static Command<?, ?> slow(Known known, String order) {
    return known.state(order) == State.BOUGHT ? new Cancel(order, "too slow") : null;
  }

  /** What the carrier is to carry. */
  public record Parcel(String order) {}

  enum State {
    BOUGHT,
    PACKED,
    SHIPPED,
    CANCELLED
  }

  record Order(String owner, long cents, State state, String why) {}

  record Greeted(long times) {}

  public static final class Known extends Tables {
    final Table<String, Order> orders = table("order", String.class, Order.class).absent(NO_ORDER);
    final Table<String, Greeted> greeted = table("greeted", String.class, Greeted.class);

    State state(String order) {
      return orders.get(order).state();
    }

    void turn(String order, State state, String why) {
      var now = orders.get(order);
      orders.put(order, new Order(now.owner(), now.cents(), state, why));
    }
  }

  static final String CALLED_BACK = "called back";

  static final Problem NO_ORDER = Problem.notFound("no-order", "There is no such order");
  static final Problem TAKEN = Problem.conflict("taken", "There is such an order already");
  static final Problem TOO_LATE = Problem.conflict("too-late", "It is too late for that");

  public sealed interface Ask<R> extends Command<Known, R> {}

  public record Buy(String order, String owner, long cents) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      if (known.orders.has(order)) throw TAKEN.of(order);
      return Decision.happened(new Bought(order, owner, cents));
    }
  }

  public record Pack(String order) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      if (known.orders.require(order).state() != State.BOUGHT) throw TOO_LATE.of(order);
      return Decision.happened(new Packed(order));
    }
  }

  public record MarkShipped(String order) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      if (known.orders.require(order).state() != State.PACKED) throw TOO_LATE.of(order);
      return Decision.happened(new Shipped(order));
    }
  }

  public record Cancel(String order, String why) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      var state = known.orders.require(order).state();
      if (state == State.CANCELLED) return Decision.unchanged();
      if (state == State.SHIPPED) throw TOO_LATE.of(order);
      return Decision.happened(new Cancelled(order, why));
    }
  }

  /** What was shipped although nobody wanted it any more. */
  public record CallBack(String order) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      var now = known.orders.require(order);
      boolean wanted = now.state() == State.CANCELLED && !now.why().equals(CALLED_BACK);
      return wanted ? Decision.happened(new CalledBack(order)) : Decision.unchanged();
    }
  }

  public record Greet(String owner) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new WasGreeted(owner));
    }
  }

  public sealed interface Happened extends Event<Known> {
    String about();

    @Override
    default List<Subject> subjects() {
      return List.of(new Subject("shop", about()));
    }
  }

  public record Bought(String order, String owner, long cents) implements Happened {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.orders.put(order, new Order(owner, cents, State.BOUGHT, ""));
    }
  }

  public record Packed(String order) implements Happened {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.turn(order, State.PACKED, "");
    }
  }

  public record Shipped(String order) implements Happened {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.turn(order, State.SHIPPED, "");
    }
  }

  public record Cancelled(String order, String why) implements Happened {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.turn(order, State.CANCELLED, why);
    }
  }

  public record CalledBack(String order) implements Happened {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      known.turn(order, State.CANCELLED, CALLED_BACK);
    }
  }

  public record WasGreeted(String owner) implements Happened {
    @Override
    public String about() {
      return owner;
    }

    @Override
    public void applyTo(Known known, Moment at) {
      var times = known.greeted.find(owner).map(Greeted::times).orElse(0L);
      known.greeted.put(owner, new Greeted(times + 1));
    }
  }
}
