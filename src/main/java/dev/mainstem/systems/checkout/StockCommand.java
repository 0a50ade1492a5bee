package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.checkout.CheckoutProblem.BUNDLE_HAS_NO_STOCK;
import static dev.mainstem.systems.checkout.CheckoutProblem.PROMISED;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.stock.Level;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** What may be asked of stock, each question with its rule. */
sealed interface StockCommand<R> extends CheckoutCommand<R> {
  /** Units came in. */
  record Receive(@Size(min = 1, max = 64) String sku, @Min(1) @Max(1_000_000_000) int quantity)
      implements StockCommand<Level> {
    @Override
    public Decision<Level> decide(CheckoutTables known, Moment at) {
      if (!known.variants.require(sku).bundle().isEmpty()) throw BUNDLE_HAS_NO_STOCK.of(sku);
      return happened(new StockEvent.Received(sku, quantity))
          .answering(() -> known.stocks.level(sku));
    }
  }

  /**
   * Somebody counted.
   *
   * @param counted units on the shelf, reserved ones included and sold ones not
   */
  record Count(@Size(min = 1, max = 64) String sku, @Min(0) @Max(1_000_000_000) long counted)
      implements StockCommand<Level> {
    @Override
    public Decision<Level> decide(CheckoutTables known, Moment at) {
      if (!known.variants.require(sku).bundle().isEmpty()) throw BUNDLE_HAS_NO_STOCK.of(sku);
      var level = known.stocks.level(sku);
      if (counted < level.reserved()) throw PROMISED.at("/counted", level.reserved());
      long difference = counted - (level.onHand() - level.sold());
      if (difference == 0) return unchanged(() -> level);
      return happened(new StockEvent.Counted(sku, counted, difference))
          .answering(() -> known.stocks.level(sku));
    }
  }

  /** Holds all that an attempt wants, or nothing; no door asks this. */
  record Reserve(String session, int attempt) implements StockCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      var cart = known.sessions.require(session);
      boolean held = known.reservations.has(session);
      if (!cart.trying(attempt) || held) return unchanged();
      return happened(new StockEvent.Reserved(new Holding(known, cart, at.time()).reservation()));
    }
  }
}
