package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.ledger.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold of payments' rows, whatever has happened. */
final class PaymentLaws {
  private PaymentLaws() {}

  static List<Invariant<PaymentTables>> all() {
    return List.of(
        new Invariant<>("every currency sums to zero", PaymentLaws::unbalanced),
        new Invariant<>("no account is beyond its limit", PaymentLaws::beyond),
        new Invariant<>("the balance is what its lines come to", PaymentLaws::misjudged),
        new Invariant<>("a payment has what its charge has", PaymentLaws::torn));
  }

  private static Optional<String> unbalanced(PaymentTables known) {
    Map<String, Long> sums = new HashMap<>();
    known.accounts.walk(
        Span.of(),
        row -> {
          var it = row.value();
          sums.merge(it.currency(), it.creditsPosted() - it.debitsPosted(), Math::addExact);
          var pending = it.currency() + ", pending";
          sums.merge(pending, it.creditsPending() - it.debitsPending(), Math::addExact);
          return null;
        });
    return sums.entrySet().stream()
        .filter(sum -> sum.getValue() != 0)
        .map(sum -> sum.getKey() + " sums to " + sum.getValue())
        .findFirst();
  }

  private static Optional<String> beyond(PaymentTables known) {
    return known.accounts.walk(
        Span.of(), row -> row.value().exceeded() ? row.value().toString() : null);
  }

  private static Optional<String> misjudged(PaymentTables known) {
    Map<String, Long> sums = new HashMap<>();
    known.lines.walk(
        Span.of(),
        row -> {
          var line = row.value();
          var part = line.available() ? "available" : "pending";
          sums.merge(Books.account(line.currency(), part), line.net(), Math::addExact);
          return null;
        });
    return known.accounts.walk(
        Span.of(),
        row -> {
          var id = row.value().id();
          boolean merchants = id.endsWith("/pending") || id.endsWith("/available");
          if (!id.startsWith(Books.OWN) || !merchants) return null;
          long said = sums.getOrDefault(id, 0L);
          return said == row.value().balance() ? null : differs(row.value(), said);
        });
  }

  private static String differs(Account account, long said) {
    return account.id() + " stands at " + account.balance() + ", its lines say " + said;
  }

  private static Optional<String> torn(PaymentTables known) {
    return known.intents.walk(
        Span.of(),
        row -> {
          var intent = row.value();
          var charge = intent.charge().map(known.charges::get);
          long taken = charge.map(Charge::captured).orElse(0L);
          long back = charge.map(Charge::refunded).orElse(0L);
          boolean whole = taken == intent.received() && back == intent.refunded();
          return whole && back <= taken ? null : intent.toString();
        });
  }
}
