package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.TERMS_DIFFER;
import static dev.mainstem.systems.payments.PaymentProblem.TOKEN_EXPIRED;
import static dev.mainstem.systems.payments.PaymentProblem.UNKNOWN_CURRENCY;
import static dev.mainstem.systems.payments.PaymentProblem.WRONG_STATE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.IntentEvent.CancelAsked;
import dev.mainstem.systems.payments.IntentEvent.IntentOpened;
import dev.mainstem.systems.payments.PeopleEvent.Delegated;
import dev.mainstem.systems.payments.ledger.Currency;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What other systems ask of payments, by a reference of their own. One reference has one payment,
 * so asking twice is harmless: who asks again for what is being done, or is done, is shown it.
 *
 * <p>None of these waits for the acquirer. What came of it is heard: {@code payments.Authorized},
 * {@code payments.Declined}, {@code payments.ActionRequired}, {@code payments.OutcomeUnknown},
 * {@code payments.Captured}, {@code payments.IntentCanceled} and {@code payments.Refunded} carry
 * the intent's id and the reference.
 */
public sealed interface ReferenceCommand<R> extends PaymentCommand<R> {
  String REFERENCE = "[A-Za-z0-9][A-Za-z0-9_.:/-]{0,119}";

  /**
   * Sets money aside, to be captured later. A payment that was declined may be asked for again
   * under its reference, with whatever method: that is a further attempt. One that is under way,
   * authorized, captured or canceled is only shown.
   *
   * @param amount in minor units of the currency
   * @param currency three letters of ISO 4217, lower case
   * @param method a payment method's id ({@code pm_…}), a published test method ({@code
   *     pm_card_visa}) or a delegated token ({@code vt_…})
   * @param customer a customer's id here ({@code cus_…})
   * @param session the checkout session, if a delegated token is for one
   * @param merchant who charges, if a delegated token is for one
   * @param present if the payer is there, so that a bank may ask who pays; else it can only decline
   * @param payer what the merchant's risk rules may know of who pays
   */
  record Authorize(
      @Pattern(regexp = REFERENCE) String reference,
      @Positive @Max(Currency.MOST) long amount,
      @Pattern(regexp = "[a-z]{3}") String currency,
      @Size(min = 1, max = 80) String method,
      Optional<@Size(min = 1, max = 80) String> customer,
      Optional<@Size(min = 1, max = 200) String> session,
      Optional<@Size(min = 1, max = 200) String> merchant,
      Optional<@Size(max = 1_000) String> description,
      Optional<Present> present,
      Optional<Payer> payer)
      implements ReferenceCommand<Payment> {
    @Override
    public Decision<Payment> decide(PaymentTables known, Moment at) {
      var before = known.byReference.first(reference);
      if (before.isPresent()) return again(known, before.get(), at);
      var id = "pi_" + at.id(1);
      var terms = terms();
      Source.checkAmount(terms);
      var source = Source.of(known, terms, at).within(session, merchant, at.time());
      var named = Optional.of(reference);
      var all = source.after(new IntentOpened(id, named, source.terms(), Optional.empty(), payer));
      all.addAll(new Paying(known, at).started(id, named, source, payer));
      return happened(all).answering(() -> Payment.of(known.intents.get(id)));
    }

    private Decision<Payment> again(PaymentTables known, Intent before, Moment at) {
      var wanted = before.terms();
      if (wanted.amount() != amount || !wanted.currency().equals(currency))
        throw TERMS_DIFFER.of(reference);
      if (before.status() != Intent.Status.REQUIRES_PAYMENT_METHOD)
        return unchanged(() -> Payment.of(before));
      var source = Source.of(known, terms(), at).within(session, merchant, at.time());
      var who = payer.or(before::payer);
      var started = new Paying(known, at).started(before.id(), before.reference(), source, who);
      return happened(source.after(started))
          .answering(() -> Payment.of(known.intents.get(before.id())));
    }

    private Terms terms() {
      return new Terms(
          amount,
          currency,
          customer,
          Optional.of(method),
          true,
          false,
          present.isEmpty(),
          Optional.empty(),
          present.flatMap(Present::returnUrl),
          description,
          Optional.empty(),
          Map.of());
    }
  }

  /**
   * That the payer is there.
   *
   * @param returnUrl where they go once they have proved who they are, or could not
   */
  record Present(Optional<@Size(max = 2_048) String> returnUrl) {}

  /**
   * The payer has proved elsewhere who they are, or could not: for whoever asks payers with means
   * of its own. Only of a payment that waits for it; for any other it changes nothing.
   */
  record AuthenticatePayment(@Pattern(regexp = REFERENCE) String reference, boolean passed)
      implements ReferenceCommand<Payment> {
    @Override
    public Decision<Payment> decide(PaymentTables known, Moment at) {
      var intent = known.referred(reference);
      if (intent.status() != Intent.Status.REQUIRES_ACTION)
        return unchanged(() -> Payment.of(intent));
      return happened(new Paying(known, at).authenticated(intent, passed))
          .answering(() -> Payment.of(known.intents.get(intent.id())));
    }
  }

  /**
   * Takes money that was set aside; what is not taken of it is free again. Refused until it is
   * authorized, and if it was canceled.
   *
   * @param amount in minor units, at most what was set aside
   */
  record CapturePayment(
      @Pattern(regexp = REFERENCE) String reference, @Positive @Max(Currency.MOST) long amount)
      implements ReferenceCommand<Payment> {
    @Override
    public Decision<Payment> decide(PaymentTables known, Moment at) {
      var intent = known.referred(reference);
      var paying = new Paying(known, at);
      boolean done = intent.status() == Intent.Status.SUCCEEDED && intent.received() == amount;
      if (done || paying.capturing(intent, amount)) {
        return unchanged(() -> Payment.of(intent));
      }
      var started = paying.capture(intent, amount);
      return happened(started).answering(() -> Payment.of(known.intents.get(intent.id())));
    }
  }

  /**
   * Frees what was set aside, and makes sure that nothing will be. If the acquirer has not answered
   * yet, the payment is canceled as soon as it has. Refused once money was taken.
   */
  record CancelPayment(@Pattern(regexp = REFERENCE) String reference)
      implements ReferenceCommand<Payment> {
    @Override
    public Decision<Payment> decide(PaymentTables known, Moment at) {
      var intent = known.referred(reference);
      boolean asked = intent.cancelAsked().isPresent();
      if (intent.status() == Intent.Status.CANCELED || asked) {
        return unchanged(() -> Payment.of(intent));
      }
      if (intent.status() == Intent.Status.SUCCEEDED || intent.busy().isPresent())
        throw WRONG_STATE.of(intent.status());
      List<? extends PaymentEvent> all =
          intent.status() == Intent.Status.PROCESSING
              ? List.of(new CancelAsked(intent.id(), intent.reference(), "abandoned"))
              : new Paying(known, at).canceled(intent, "abandoned");
      return happened(all).answering(() -> Payment.of(known.intents.get(intent.id())));
    }
  }

  /**
   * Gives money back that was taken.
   *
   * @param amount in minor units, at most what is left of it
   * @param key the asker's own name for this refund: asked again, it is the same
   */
  record RefundPayment(
      @Pattern(regexp = REFERENCE) String reference,
      @Positive @Max(Currency.MOST) long amount,
      @Pattern(regexp = REFERENCE) String key)
      implements ReferenceCommand<Payment> {
    @Override
    public Decision<Payment> decide(PaymentTables known, Moment at) {
      var intent = known.referred(reference);
      if (known.refundKeys.has(new Giveback.Key(intent.id(), key)))
        return unchanged(() -> Payment.of(intent));
      var wanted = new Refunding(Optional.of(amount), Optional.of(key), Optional.empty(), Map.of());
      var started = wanted.started(new Paying(known, at), intent, "re_" + at.id(1));
      return happened(started).answering(() -> Payment.of(known.intents.get(intent.id())));
    }
  }

  /**
   * Lets somebody charge a card once, within an allowance; the card is in the {@link Vault}
   * already. The answer's id is the token.
   */
  record Delegate(Card card, Allowance allowance) implements ReferenceCommand<Delegation> {
    @Override
    public Decision<Delegation> decide(PaymentTables known, Moment at) {
      if (Currency.of(allowance.currency()).isEmpty())
        throw UNKNOWN_CURRENCY.at("/allowance/currency", allowance.currency());
      if (!allowance.expiresAt().isAfter(at.time()))
        throw TOKEN_EXPIRED.at("/allowance/expiresAt", allowance.expiresAt());
      var id = "vt_" + at.id(1);
      return happened(new Delegated(id, card, allowance))
          .answering(() -> known.delegations.get(id));
    }
  }
}
