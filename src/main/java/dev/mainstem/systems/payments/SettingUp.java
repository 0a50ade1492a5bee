package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.WRONG_STATE;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.PeopleEvent.MethodAttached;
import dev.mainstem.systems.payments.SetupEvent.SetupActionRequired;
import dev.mainstem.systems.payments.SetupEvent.SetupFailed;
import dev.mainstem.systems.payments.SetupEvent.SetupStarted;
import dev.mainstem.systems.payments.SetupEvent.SetupSucceeded;
import dev.mainstem.systems.payments.acquirer.Operation;
import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import dev.mainstem.systems.payments.acquirer.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What several rules about setups share: the events by which one goes on. */
record SettingUp(PaymentTables known, Moment at) {
  /** The card is asked after with this method. */
  List<PaymentEvent> started(Setup.Wanted wanted, String setup) {
    var source = Source.of(known, terms(wanted), at);
    var named = wanted.with(source.terms().method());
    return source.after(started(setup, named, source.card(), false));
  }

  private SetupStarted started(
      String setup, Setup.Wanted wanted, Card card, boolean authenticated) {
    var reference = "setatt_" + at.id(2);
    var operation =
        new Operation(
            reference,
            Kind.VERIFY,
            reference,
            0,
            "usd",
            card.token(),
            authenticated,
            false,
            at.time(),
            known.behaviour());
    return new SetupStarted(setup, wanted, operation);
  }

  /** As far as a card cares. */
  private static Terms terms(Setup.Wanted wanted) {
    return new Terms(
        1,
        "usd",
        wanted.customer(),
        wanted.method(),
        false,
        false,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  List<PaymentEvent> answered(String id, Outcome outcome) {
    var setup = known.setups.get(id);
    if (setup.status() != Status.PROCESSING) return List.of();
    return switch (outcome.result()) {
      case APPROVED -> succeeded(setup);
      case DECLINED -> List.of(new SetupFailed(id, Failure.declined(outcome.code())));
      case NOT_DONE -> List.of(new SetupFailed(id, Failure.declined("processing_error")));
      case CHALLENGE -> {
        var challenge = at.id(5).toString();
        var url = known.premises().address().get() + "/3ds/" + challenge;
        yield List.of(new SetupActionRequired(id, challenge, url));
      }
    };
  }

  private List<PaymentEvent> succeeded(Setup setup) {
    var all = new ArrayList<PaymentEvent>();
    all.add(new SetupSucceeded(setup.id()));
    var method = setup.wanted().method().flatMap(known.methods::find);
    var customer = setup.wanted().customer();
    if (customer.isPresent() && method.filter(m -> m.customer().isEmpty()).isPresent()) {
      all.add(new MethodAttached(method.get().id(), customer.get()));
    }
    return all;
  }

  List<PaymentEvent> authenticated(String id, boolean passed) {
    var setup = known.setups.get(id);
    if (setup.status() != Status.REQUIRES_ACTION) return List.of();
    if (!passed) return List.of(new SetupFailed(id, Failure.notAuthenticated()));
    var method = known.methods.get(setup.wanted().method().orElseThrow());
    return List.of(started(id, setup.wanted(), method.card(), true));
  }

  static Setup openOnly(Setup setup) {
    if (!setup.status().open() && setup.status() != Status.REQUIRES_ACTION) {
      throw WRONG_STATE.of(setup.status());
    }
    return setup;
  }
}
