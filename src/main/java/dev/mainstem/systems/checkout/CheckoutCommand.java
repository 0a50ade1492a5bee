package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Command;

/** What may be asked of checkout, by subject. */
sealed interface CheckoutCommand<R> extends Command<CheckoutTables, R>
    permits CatalogueCommand, StockCommand, CartCommand, OrderCommand, SaleCommand {
  /** Names of things: letters, digits and marks that need no escaping in a path. */
  String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

  String CURRENCY = "[a-z]{3}";
  String COUNTRY = "[A-Z]{2}";
}
