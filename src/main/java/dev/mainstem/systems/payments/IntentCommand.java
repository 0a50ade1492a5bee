package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.BUSY_STILL;
import static dev.mainstem.systems.payments.PaymentProblem.ID_TAKEN;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_CHALLENGE;
import static dev.mainstem.systems.payments.PaymentProblem.WRONG_STATE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.IntentEvent.ContactMoved;
import dev.mainstem.systems.payments.IntentEvent.IntentAmended;
import dev.mainstem.systems.payments.IntentEvent.IntentOpened;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be asked of payments by their own id, each with its rule. */
sealed interface IntentCommand<R> extends PaymentCommand<R> {
  String ID = "[a-z]{2,6}_[0-9a-z]{26}";

  /**
   * @param id made at the door, so that what is personal can be sealed for it
   * @param confirm whether the payer has said yes already
   * @param payer what risk rules may know of who pays
   */
  record OpenIntent(
      @Pattern(regexp = ID) String id,
      Terms terms,
      Optional<Sealed<Contact>> contact,
      boolean confirm,
      Optional<Payer> payer)
      implements IntentCommand<Intent>, Personal {
    /** A customer's own, so that forgetting them forgets where the goods went. */
    @Override
    public String whom() {
      return "payments/" + terms.customer().orElse(id);
    }

    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      if (known.intents.has(id)) throw ID_TAKEN.of(id);
      Source.checkAmount(terms);
      terms.customer().ifPresent(known::customer);
      if (terms.method().isEmpty() && !confirm) return opened(known, terms, List.of());
      var source =
          Source.of(known, terms, at).within(Optional.empty(), Optional.empty(), at.time());
      if (!confirm) return opened(known, source.terms(), source.fresh());
      var all = source.after(new IntentOpened(id, none(), source.terms(), contact, payer));
      all.addAll(new Paying(known, at).started(id, none(), source, payer));
      return happened(all).answering(() -> known.intents.get(id));
    }

    private static Optional<String> none() {
      return Optional.empty();
    }

    private Decision<Intent> opened(
        PaymentTables known, Terms terms, List<? extends PaymentEvent> before) {
      var all = new ArrayList<PaymentEvent>(before);
      all.add(new IntentOpened(id, none(), terms, contact, payer));
      return happened(all).answering(() -> known.intents.get(id));
    }
  }

  /** What is to be paid can be changed until it is confirmed; words about it, always. */
  record AmendIntent(
      @Pattern(regexp = ID) String id,
      Terms terms,
      Optional<Sealed<Contact>> contact,
      Optional<Payer> payer)
      implements IntentCommand<Intent>, Personal {
    @Override
    public String whom() {
      return "payments/" + terms.customer().orElse(id);
    }

    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      var before = known.intents.require(id);
      if (!before.status().open() && !terms.sameMoney(before.terms()))
        throw WRONG_STATE.of(before.status());
      Source.checkAmount(terms);
      terms.customer().ifPresent(known::customer);
      boolean other = terms.method().isPresent() && !terms.method().equals(before.terms().method());
      var source = other ? Source.of(known, terms, at) : Source.none(terms);
      var kept = contact.or(before::contact);
      var who = payer.or(before::payer);
      var amended = new IntentAmended(id, before.reference(), source.terms(), kept, who);
      var all = source.after(amended);
      if (moved(before)) all.add(new ContactMoved(id, before.reference()));
      return happened(all).answering(() -> known.intents.get(id));
    }

    /** Whether what was sealed for the payment is sealed for a customer now. */
    private boolean moved(Intent before) {
      boolean own = before.contact().isPresent() && before.terms().customer().isEmpty();
      return own && contact.isPresent() && terms.customer().isPresent();
    }
  }

  /**
   * The payer says yes.
   *
   * @param method to pay with, instead of the one named before
   * @param payer what risk rules may know of who pays, more than before
   */
  record Confirm(
      @Pattern(regexp = ID) String id,
      Optional<@Size(min = 1, max = 80) String> method,
      Optional<Boolean> offSession,
      Optional<@Size(max = 2_048) String> returnUrl,
      Optional<Payer> payer)
      implements IntentCommand<Intent> {
    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      var before = known.intents.require(id);
      if (!before.status().open() && before.status() != Status.REQUIRES_ACTION)
        throw WRONG_STATE.of(before.status());
      var proved = new Paying(known, at).proved(before, method);
      if (proved.isPresent()) return proved(known, at, proved.get());
      var terms = before.terms().with(method.or(before.terms()::method));
      var now = terms.away(offSession.orElse(terms.offSession())).returning(url(terms));
      var source = Source.of(known, now, at).within(Optional.empty(), Optional.empty(), at.time());
      var started = new Paying(known, at).started(id, before.reference(), source, who(before));
      return happened(source.after(started)).answering(() -> known.intents.get(id));
    }

    private Optional<Payer> who(Intent before) {
      return payer.map(it -> it.or(before.payer().orElse(Payer.NOBODY))).or(before::payer);
    }

    /** Who confirms by hand confirms again once the payer has proved who they are. */
    private Decision<Intent> proved(PaymentTables known, Moment at, Charge charge) {
      var again = new Paying(known, at).again(known.intents.get(id), charge, true, 1);
      return happened(again).answering(() -> known.intents.get(id));
    }

    private Optional<String> url(Terms terms) {
      return returnUrl.or(terms::returnUrl);
    }
  }

  /**
   * The payer has proved who they are, or could not.
   *
   * @param challenge where they were asked
   */
  record Authenticate(@Size(min = 1, max = 40) String challenge, boolean passed)
      implements IntentCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var asked = known.challenges.find(challenge).orElseThrow(NO_SUCH_CHALLENGE::refusal);
      if (known.setups.has(asked.about())) {
        return happened(new SettingUp(known, at).authenticated(asked.about(), passed));
      }
      var intent = known.intents.get(asked.about());
      boolean over = intent.status() != Status.REQUIRES_ACTION;
      if (over || !intent.charge().equals(Optional.of(asked.charge()))) return unchanged();
      return happened(new Paying(known, at).authenticated(intent, passed));
    }
  }

  /** Ends it before anything is taken; refused while nobody knows whether something was. */
  record CancelIntent(@Pattern(regexp = ID) String id, @Size(min = 1, max = 40) String reason)
      implements IntentCommand<Intent> {
    @Override
    public Decision<Intent> decide(PaymentTables known, Moment at) {
      var intent = known.intents.require(id);
      if (intent.status().ended() || intent.status() == Status.PROCESSING)
        throw WRONG_STATE.of(intent.status());
      if (intent.busy().isPresent()) throw BUSY_STILL.of(id);
      var all = new Paying(known, at).canceled(intent, reason);
      return happened(all).answering(() -> known.intents.get(id));
    }
  }

  /** An authorization that nobody captured in time is freed; no door asks this. */
  record ExpireIntent(@Pattern(regexp = ID) String id, @Size(max = 40) String charge)
      implements IntentCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var intent = known.intents.require(id);
      boolean waits = intent.status() == Status.REQUIRES_CAPTURE && intent.busy().isEmpty();
      if (!waits || !intent.charge().equals(Optional.of(charge))) return unchanged();
      return happened(new Paying(known, at).canceled(intent, "automatic"));
    }
  }
}
