package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.LedgerEvent.AccountOpened;
import dev.mainstem.systems.payments.LedgerEvent.Posted;
import dev.mainstem.systems.payments.ledger.Account;
import dev.mainstem.systems.payments.ledger.Account.Limit;
import dev.mainstem.systems.payments.ledger.Batch;
import dev.mainstem.systems.payments.ledger.Book;
import dev.mainstem.systems.payments.ledger.Transfer;
import dev.mainstem.systems.payments.ledger.Verdict;
import dev.mainstem.systems.payments.ledger.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The house's own accounts of one currency, and what payments enter there. The chart: what the
 * acquirer owes us, the merchant's money that is not available yet and that is, and what the
 * acquirer has kept.
 */
record Books(PaymentTables known, String currency, Instant now) implements Book {
  /** What ids of the house's own accounts begin with. */
  static final String OWN = "payments:";

  private static final List<String> STEPS =
      List.of("/hold", "/take", "/fee", "/available", "/give", "/void");
  private static final List<String> CHART = List.of("receivable", "pending", "available", "fees");

  static String account(String currency, String name) {
    return OWN + currency + "/" + name;
  }

  private String own(String name) {
    return account(currency, name);
  }

  /** Sets aside what an acquirer has authorized. */
  Wish hold(String charge, long amount) {
    return Wish.pending(charge + "/hold", own("receivable"), own("pending"), amount).about(charge);
  }

  /** Takes without setting aside. */
  Wish sale(String charge, long amount) {
    return Wish.direct(charge + "/take", own("receivable"), own("pending"), amount).about(charge);
  }

  /** Takes what was set aside. */
  static Wish take(String charge, long amount) {
    return Wish.post(charge + "/take", charge + "/hold", Optional.of(amount));
  }

  Wish fee(String charge, long fee) {
    return Wish.direct(charge + "/fee", own("pending"), own("fees"), fee).about(charge);
  }

  Wish available(String charge, long net) {
    var id = charge + "/available";
    return Wish.direct(id, own("pending"), own("available"), net).about(charge);
  }

  Wish giveBack(String refund, long amount) {
    var id = refund + "/hold";
    return Wish.pending(id, own("available"), own("receivable"), amount).about(refund);
  }

  static Wish givenBack(String refund) {
    return Wish.post(refund + "/give", refund + "/hold", Optional.empty());
  }

  static Wish notGivenBack(String refund) {
    return Wish.voided(refund + "/void", refund + "/hold");
  }

  /** What stands in the books because of a charge or a refund, in the order of its life. */
  static List<Transfer> lines(PaymentTables known, String about) {
    return STEPS.stream().flatMap(step -> known.transfer(about + step).stream()).toList();
  }

  /** The events by which these are entered: all of them, or it is a bug. */
  List<PaymentEvent> posted(Wish... wishes) {
    return posted(List.of(wishes));
  }

  List<PaymentEvent> posted(List<Wish> wishes) {
    var outcome = Batch.decide(this, wishes, now);
    if (!outcome.verdicts().stream().allMatch(v -> v == Verdict.DONE)) {
      throw new IllegalStateException("the books say " + outcome.verdicts() + " to " + wishes);
    }
    var all = new ArrayList<PaymentEvent>();
    for (var name : CHART) {
      if (known.account(own(name)).isEmpty()) {
        all.add(new AccountOpened(own(name), currency, Limit.NONE));
      }
    }
    all.add(new Posted(outcome.lines()));
    return all;
  }

  /** An account of the chart is there from the first time it is needed. */
  @Override
  public Optional<Account> account(String id) {
    var there = known.account(id);
    if (there.isPresent() || !id.startsWith(own(""))) return there;
    return Optional.of(Account.opened(id, currency, Limit.NONE, now));
  }

  @Override
  public Optional<Transfer> transfer(String id) {
    return known.transfer(id);
  }
}
