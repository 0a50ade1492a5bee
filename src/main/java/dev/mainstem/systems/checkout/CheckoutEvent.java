package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Subject;
import java.util.List;

/** What can have happened in checkout, by subject. */
sealed interface CheckoutEvent extends Event<CheckoutTables>
    permits CatalogueEvent, StockEvent, CartEvent, OrderEvent, SaleEvent {
  /** The name of what it is about. */
  String about();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("checkout", about()));
  }

  /** Subjects for an event that is about several things. */
  static List<Subject> about(String... names) {
    return java.util.Arrays.stream(names).map(name -> new Subject("checkout", name)).toList();
  }
}
