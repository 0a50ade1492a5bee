package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Moment;

/** What can have happened to flash sales. */
sealed interface SaleEvent extends CheckoutEvent {
  /** The sale it is about. */
  String sale();

  @Override
  default String about() {
    return sale();
  }

  record SaleOpened(Sale opened) implements SaleEvent {
    @Override
    public String sale() {
      return opened.id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sales.put(opened.id(), opened);
    }
  }

  record QueueJoined(String sale, String buyer, long number) implements SaleEvent {
    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      var key = new Place.Key(sale, buyer);
      known.places.put(key, new Place(sale, buyer, number, at.time()));
      known.sales.put(sale, known.sales.get(sale).joining());
    }
  }

  /**
   * @param upTo numbers below it may buy
   */
  record Admitted(String sale, long upTo) implements SaleEvent {
    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sales.put(sale, known.sales.get(sale).admitting(upTo, at.time()));
    }
  }

  /** Nobody is waiting. */
  record QueueEmptied(String sale) implements SaleEvent {
    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sales.put(sale, known.sales.get(sale).emptied(at.time()));
    }
  }

  record SaleClosed(String sale) implements SaleEvent {
    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sales.put(sale, known.sales.get(sale).closing(at.time()));
    }
  }
}
