package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_WINDOW;
import static dev.mainstem.systems.checkout.CheckoutProblem.SALE_OVER;
import static dev.mainstem.systems.checkout.CheckoutProblem.SALE_TAKEN;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.SaleEvent.Admitted;
import dev.mainstem.systems.checkout.SaleEvent.QueueEmptied;
import dev.mainstem.systems.checkout.SaleEvent.QueueJoined;
import dev.mainstem.systems.checkout.SaleEvent.SaleClosed;
import dev.mainstem.systems.checkout.SaleEvent.SaleOpened;
import dev.mainstem.systems.checkout.stock.Units;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;

/** What may be asked of flash sales, each question with its rule. */
sealed interface SaleCommand<R> extends CheckoutCommand<R> {
  /** How often somebody is admitted. */
  Duration TURN = Duration.ofSeconds(1);

  record OpenSale(
      @Pattern(regexp = NAME) String id,
      @Size(min = 1, max = 64) String sku,
      Instant opensAt,
      Instant closesAt,
      @Min(1) @Max(Units.MOST) int cap,
      @Min(1) @Max(100_000) int perSecond)
      implements SaleCommand<Sale> {
    @Override
    public Decision<Sale> decide(CheckoutTables known, Moment at) {
      known.variants.require(sku);
      if (!closesAt.isAfter(opensAt) || !closesAt.isAfter(at.time())) {
        throw BAD_WINDOW.at("/closesAt", closesAt);
      }
      boolean taken = known.saleOf(sku).filter(sale -> !sale.over(at.time())).isPresent();
      if (taken || known.sales.has(id)) throw SALE_TAKEN.at("/sku", sku);
      var sale = new Sale(id, sku, opensAt, closesAt, cap, perSecond, 0, 0, false, true, at.time());
      return happened(new SaleOpened(sale)).answering(() -> sale);
    }
  }

  /**
   * Takes the next place in line; who has one keeps it.
   *
   * @param buyer a keyed hash of the mail address
   */
  record JoinQueue(String sale, @Size(max = 80) String buyer) implements SaleCommand<Place> {
    @Override
    public Decision<Place> decide(CheckoutTables known, Moment at) {
      var line = known.sales.require(sale);
      var key = new Place.Key(sale, buyer);
      var before = known.places.find(key);
      if (before.isPresent()) return unchanged(before::get);
      if (line.over(at.time())) throw SALE_OVER.of(sale);
      return happened(new QueueJoined(sale, buyer, line.joined()))
          .answering(() -> known.places.get(key));
    }
  }

  /** Lets the next ones in, if it is time; no door asks this. */
  record Admit(String sale) implements SaleCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var line = known.sales.require(sale);
      boolean due =
          !line.opened() || line.idle() || !line.admittedAt().plus(TURN).isAfter(at.time());
      if (!line.open(at.time()) || !due) return unchanged();
      if (line.waiting() > 0) {
        long upTo = line.admitted() + Math.min(line.perSecond(), line.waiting());
        return happened(new Admitted(sale, upTo));
      }
      return line.opened() && line.idle() ? unchanged() : happened(new QueueEmptied(sale));
    }
  }

  record CloseSale(String id) implements SaleCommand<Sale> {
    @Override
    public Decision<Sale> decide(CheckoutTables known, Moment at) {
      var line = known.sales.require(id);
      if (line.over(at.time())) return unchanged(() -> line);
      return happened(new SaleClosed(id)).answering(() -> known.sales.get(id));
    }
  }
}
