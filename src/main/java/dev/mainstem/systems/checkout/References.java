package dev.mainstem.systems.checkout;

import java.util.Optional;

/** What payments know attempts by: the session's id, a dot, and the attempt's number. */
final class References {
  private References() {}

  /** One attempt. */
  record Attempted(String session, int attempt) {}

  /** Money on its way back. */
  record Pending(String order, String id) {}

  /** Empty if the payment is not one of ours. */
  static Optional<Attempted> of(CheckoutTables known, Optional<String> reference) {
    return reference
        .filter(text -> text.matches("cs_[a-z0-9]+\\.\\d{1,9}"))
        .map(
            text -> {
              int dot = text.lastIndexOf('.');
              int attempt = Integer.parseInt(text.substring(dot + 1));
              return new Attempted(text.substring(0, dot), attempt);
            })
        .filter(each -> known.sessions.has(each.session()));
  }

  /** The order that came of the attempt. */
  static Optional<String> order(CheckoutTables known, Optional<String> reference) {
    return of(known, reference)
        .flatMap(
            each ->
                known
                    .orders
                    .find(known.sessions.get(each.session()).order())
                    .filter(order -> order.attempt() == each.attempt()))
        .map(Order::id);
  }

  static Optional<Pending> pending(CheckoutTables known, Optional<String> reference) {
    return order(known, reference)
        .flatMap(id -> known.orders.get(id).pending().map(refund -> new Pending(id, refund.id())));
  }
}
