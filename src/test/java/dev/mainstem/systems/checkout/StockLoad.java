package dev.mainstem.systems.checkout;

import dev.mainstem.engine.Pipeline;
import dev.mainstem.systems.checkout.CartCommand.Complete;
import dev.mainstem.systems.checkout.CartCommand.OpenSession;
import dev.mainstem.systems.checkout.OrderCommand.Abandon;
import dev.mainstem.systems.checkout.StockCommand.Receive;
import dev.mainstem.systems.checkout.StockCommand.Reserve;
import dev.mainstem.systems.checkout.stock.Units;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Units that are held and let go of again, by buyers who begin to pay and give up: three decisions
 * each time, of which the first prices a cart.
 */
public final class StockLoad {
  private static final int BUYERS = 1_000;
  private static final int OUTSTANDING = 4_096;
  private static final int STEPS = 3;
  private static final long SETTING_UP_NANOS = 1_000_000_000L;

  private StockLoad() {}

  /**
   * How many a second.
   *
   * @param things among which the buyers are spread
   */
  public static double perSecond(Path scratch, Duration time, int things) throws Exception {
    try (var house = new Pipeline<>(scratch, Counter.checkout())) {
      house.run(OUTSTANDING, SETTING_UP_NANOS, opening(things));
      var round = new Rounds();
      house.run(OUTSTANDING, time.toNanos() / 2, round);
      long began = System.nanoTime();
      long done = house.run(OUTSTANDING, time.toNanos(), round);
      return done / (double) STEPS * 1e9 / (System.nanoTime() - began);
    }
  }

  /** The shop and all carts; what comes after changes nothing. */
  private static Supplier<CheckoutCommand<?>> opening(int things) {
    var all = new ArrayList<CheckoutCommand<?>>();
    all.add(new CatalogueCommand.PutProduct("p", "P", "", Optional.empty()));
    for (int i = 0; i < things; i++) {
      var none = Optional.<Integer>empty();
      var bare = Optional.of(true);
      all.add(
          new CatalogueCommand.PutVariant(
              "s" + i, "p", "S", Map.of(), none, List.of(), bare, Optional.empty()));
      all.add(new CatalogueCommand.SetPrices("s" + i, Map.of("usd", 100L)));
      all.add(new Receive("s" + i, 1_000_000));
    }
    for (int i = 0; i < BUYERS; i++) {
      var items = List.of(new Units("s" + i % things, 1));
      var nobody = Optional.<Session.Spot>empty();
      var who = Counter.buyer("b" + i);
      all.add(
          new OpenSession("cs_" + i, Optional.empty(), items, List.of(), who, nobody, Set.of()));
    }
    var next = all.iterator();
    return () -> next.hasNext() ? next.next() : new Abandon("cs_0", 1, "", "");
  }

  /** All buyers begin, all hold, all give up; and again. Owned by one thread. */
  private static final class Rounds implements Supplier<CheckoutCommand<?>> {
    private int buyer;
    private int step;
    private int attempt = 1;

    @Override
    public CheckoutCommand<?> get() {
      var command = command("cs_" + buyer);
      if (++buyer == BUYERS) {
        buyer = 0;
        if (++step == STEPS) {
          step = 0;
          attempt++;
        }
      }
      return command;
    }

    private CheckoutCommand<?> command(String session) {
      return switch (step) {
        case 0 ->
            new Complete(
                session,
                Customer.UNKNOWN,
                "pm_card_visa",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        case 1 -> new Reserve(session, attempt);
        default -> new Abandon(session, attempt, "payment_declined", "");
      };
    }
  }
}
