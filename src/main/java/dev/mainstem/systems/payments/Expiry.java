package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.ledger.Line;
import dev.mainstem.systems.payments.ledger.Transfer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Transfers that were set aside for a time. */
final class Expiry {
  private Expiry() {}

  /** What frees those whose time is over; at most a page of them. */
  static List<Line> overdue(PaymentTables known, Instant now) {
    var page = known.expiring.page(Span.of().to(now.plusNanos(1_000)), Page.first(Page.MAX));
    return page.items().stream().map(Expiry::freeing).toList();
  }

  private static Line freeing(Transfer pending) {
    return new Line(
        pending.id() + "/expired",
        pending.debit(),
        pending.credit(),
        pending.amount(),
        pending.currency(),
        Transfer.Kind.VOID,
        Optional.of(pending.id()),
        Optional.empty(),
        pending.about());
  }

  /** When the next one is to be freed; null if there is none. */
  static Instant next(PaymentTables known) {
    return known.expiring.page(Span.of(), Page.first(1)).items().stream()
        .findFirst()
        .flatMap(Transfer::expiresAt)
        .orElse(null);
  }
}
