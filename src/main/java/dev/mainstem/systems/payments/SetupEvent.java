package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.acquirer.Operation;
import java.util.List;
import java.util.Optional;

/** What can have happened to setups, by which a card is kept for later. */
public sealed interface SetupEvent extends PaymentEvent {
  String setup();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", setup()));
  }

  record SetupOpened(String setup, Setup.Wanted wanted) implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.setups.put(setup, Setup.of(setup, wanted, at.time()));
      known.told(at, Happening.SETUP_CREATED, setup);
    }
  }

  /** Written before the acquirer is asked whether the card is good. */
  record SetupStarted(String setup, Setup.Wanted wanted, Operation operation)
      implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.attempts.put(operation.reference(), Attempt.started(setup, operation));
      var started = known.setups.get(setup).started(wanted, operation.reference());
      known.setups.put(setup, started);
    }
  }

  record SetupSucceeded(String setup) implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var none = Optional.<String>empty();
      var done = known.setups.get(setup).to(Status.SUCCEEDED, Optional.empty(), none);
      known.setups.put(setup, done);
      known.told(at, Happening.SETUP_SUCCEEDED, setup);
    }
  }

  record SetupFailed(String setup, Failure why) implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var before = known.setups.get(setup);
      var none = Optional.<String>empty();
      known.setups.put(setup, before.to(Status.REQUIRES_PAYMENT_METHOD, Optional.of(why), none));
      known.told(at, Happening.SETUP_FAILED, setup);
    }
  }

  /**
   * Its holder must prove who they are.
   *
   * @param url where
   */
  record SetupActionRequired(String setup, String challenge, String url) implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      new Applying(known).challenge(challenge, new Challenge(setup, setup));
      var before = known.setups.get(setup);
      known.setups.put(
          setup, before.to(Status.REQUIRES_ACTION, Optional.empty(), Optional.of(url)));
      known.told(at, Happening.SETUP_ACTION, setup);
    }
  }

  record SetupCanceled(String setup, String reason) implements SetupEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.setups.put(setup, known.setups.get(setup).canceled(reason));
      known.told(at, Happening.SETUP_CANCELED, setup);
    }
  }
}
