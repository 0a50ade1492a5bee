package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.BEYOND_ALLOWANCE;
import static dev.mainstem.systems.payments.PaymentProblem.METHOD_TAKEN;
import static dev.mainstem.systems.payments.PaymentProblem.NO_METHOD;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_METHOD;
import static dev.mainstem.systems.payments.PaymentProblem.TOKEN_EXPIRED;
import static dev.mainstem.systems.payments.PaymentProblem.TOKEN_USED;
import static dev.mainstem.systems.payments.PaymentProblem.TOO_SMALL;
import static dev.mainstem.systems.payments.PaymentProblem.UNKNOWN_CURRENCY;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.PeopleEvent.MethodKept;
import dev.mainstem.systems.payments.acquirer.TestCard;
import dev.mainstem.systems.payments.ledger.Currency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a payment is paid with: a card, under the name of a payment method or of a delegated token.
 *
 * @param terms of the payment, with that name in them
 * @param card null if nothing to pay with is named
 * @param fresh what must happen first: a published test card becomes a method of its own
 */
record Source(
    Terms terms, Card card, Optional<Delegation> delegation, List<? extends PaymentEvent> fresh) {
  private static final int TEST_CARD_YEAR = 2034;

  /** Refuses what cannot be paid with. */
  static Source of(PaymentTables known, Terms terms, Moment at) {
    var name = terms.method().orElseThrow(() -> NO_METHOD.at("/method", ""));
    var delegation = known.delegations.find(name);
    if (delegation.isPresent()) {
      return new Source(terms, delegation.get().card(), delegation, List.of());
    }
    var kept = known.methods.find(name);
    if (kept.isPresent()) return of(kept.get(), terms);
    var test = TestCard.named(name).orElseThrow(() -> NO_SUCH_METHOD.at("/method", name));
    var fresh = method("pm_" + at.id(3), test, at.time());
    return new Source(
        terms.with(Optional.of(fresh.id())),
        fresh.card(),
        Optional.empty(),
        List.of(new MethodKept(fresh.id(), fresh)));
  }

  private static Source of(Method method, Terms terms) {
    boolean others = method.customer().isPresent() && !method.customer().equals(terms.customer());
    if (method.detached() || others) throw METHOD_TAKEN.at("/method", method.id());
    return new Source(terms, method.card(), Optional.empty(), List.of());
  }

  /** Nothing to pay with is named anew. */
  static Source none(Terms terms) {
    return new Source(terms, null, Optional.empty(), List.of());
  }

  static Method method(String id, TestCard test, Instant at) {
    var card = card(test);
    var none = Optional.<Payer>empty();
    return new Method(id, card, Optional.empty(), Optional.empty(), Map.of(), false, at, none);
  }

  static Card card(TestCard test) {
    return new Card(
        test.token(),
        test.brand(),
        test.last4(),
        12,
        TEST_CARD_YEAR,
        "test" + test.brand() + test.last4() + (test.country().equals("US") ? "" : test.country()),
        test.funding(),
        Optional.of(test.country()));
  }

  static void checkAmount(Terms terms) {
    var currency =
        Currency.of(terms.currency())
            .orElseThrow(() -> UNKNOWN_CURRENCY.at("/currency", terms.currency()));
    if (terms.amount() < currency.least()) throw TOO_SMALL.at("/amount", currency.least());
  }

  /** Refuses what a delegated token does not allow. */
  Source within(Optional<String> session, Optional<String> merchant, Instant now) {
    if (delegation.isEmpty()) return this;
    var allowance = delegation.get().allowance();
    if (delegation.get().intent().isPresent()) throw TOKEN_USED.at("/method", "");
    if (!now.isBefore(allowance.expiresAt())) throw TOKEN_EXPIRED.at("/method", "");
    if (terms.amount() > allowance.maxAmount()) throw BEYOND_ALLOWANCE.at("/amount", "");
    if (!terms.currency().equals(allowance.currency()))
      throw BEYOND_ALLOWANCE.at("/currency", allowance.currency());
    if (allowance.session().isPresent() && !allowance.session().equals(session))
      throw BEYOND_ALLOWANCE.at("/session", "");
    if (allowance.merchant().isPresent() && !allowance.merchant().equals(merchant))
      throw BEYOND_ALLOWANCE.at("/merchant", "");
    return this;
  }

  /** These events, after what must happen first. */
  List<PaymentEvent> after(PaymentEvent... events) {
    return after(List.of(events));
  }

  List<PaymentEvent> after(List<? extends PaymentEvent> events) {
    var all = new ArrayList<PaymentEvent>(fresh);
    all.addAll(events);
    return all;
  }
}
