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
  private static final String EXPIRED = "/expired";

  private Expiry() {}

  /** What frees those whose time is over; at most a page of them. */
  static List<Line> overdue(PaymentTables known, Instant now) {
    var page = known.expiring.page(Span.of().to(now.plusNanos(1_000)), Page.first(Page.MAX));
    return page.items().stream().map(Expiry::freeing).toList();
  }

  private static Line freeing(Transfer pending) {
    return new Line(
        pending.id() + EXPIRED,
        pending.debit(),
        pending.credit(),
        pending.amount(),
        pending.currency(),
        Transfer.Kind.VOID,
        Optional.of(pending.id()),
        Optional.empty(),
        pending.about());
  }

  /**
   * When transfers are to be freed because of these lines; null if none is. Each has a timer of its
   * own time; only where more were overdue than go into one decision, what is left is looked for.
   */
  static Instant next(PaymentTables known, List<Line> lines) {
    var soonest = lines.stream().flatMap(line -> line.expiresAt().stream()).min(Instant::compareTo);
    if (soonest.isPresent()) return soonest.get();
    boolean expired = lines.stream().anyMatch(line -> line.id().endsWith(EXPIRED));
    return expired ? left(known) : null;
  }

  private static Instant left(PaymentTables known) {
    return known.expiring.page(Span.of(), Page.first(1)).items().stream()
        .findFirst()
        .flatMap(Transfer::expiresAt)
        .orElse(null);
  }
}
