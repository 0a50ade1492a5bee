package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.checkout.stock.Units;
import java.util.List;

/** What can have happened to stock. */
sealed interface StockEvent extends CheckoutEvent {
  record Received(String sku, int quantity) implements StockEvent {
    @Override
    public String about() {
      return sku;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.supply(sku, quantity);
    }
  }

  /**
   * @param counted units found on the shelf
   * @param difference to what should have been there
   */
  record Counted(String sku, long counted, long difference) implements StockEvent {
    @Override
    public String about() {
      return sku;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.supply(sku, difference);
    }
  }

  record Reserved(Reservation held) implements StockEvent {
    @Override
    public String about() {
      return held.session();
    }

    @Override
    public List<Subject> subjects() {
      var all = held.units().stream().limit(MAX_SUBJECTS - 1).map(Units::sku);
      return java.util.stream.Stream.concat(java.util.stream.Stream.of(held.session()), all)
          .map(name -> new Subject("checkout", name))
          .toList();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.reserve(held);
    }
  }

  record Released(String session, String why) implements StockEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.release(session);
    }
  }

  /** What was held has become an order's. */
  record Sold(String session, String order) implements StockEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.sell(session);
    }
  }

  /**
   * @param lines how many of which line, by its key
   */
  record Restocked(String order, List<Units> lines) implements StockEvent {
    @Override
    public String about() {
      return order;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.stocks.restock(known.orders.get(order), lines);
    }
  }
}
