package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.IntentEvent.AttemptBlocked;
import dev.mainstem.systems.payments.IntentEvent.AttemptStarted;
import dev.mainstem.systems.payments.IntentEvent.IntentAmended;
import dev.mainstem.systems.payments.IntentEvent.IntentOpened;
import java.time.Instant;
import java.util.Optional;

/** Rows as they begin. */
final class Opening {
  private Opening() {}

  static Intent of(IntentOpened opened, Instant at) {
    return new Intent(
        opened.intent(),
        opened.reference(),
        opened.terms(),
        opened.contact(),
        status(opened.terms()),
        0,
        0,
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        at,
        opened.payer());
  }

  private static Status status(Terms terms) {
    return terms.method().isPresent()
        ? Status.REQUIRES_CONFIRMATION
        : Status.REQUIRES_PAYMENT_METHOD;
  }

  /** What was set aside already keeps its state: then only words are amended. */
  static Intent amended(Intent before, IntentAmended to) {
    var status = before.status().open() ? status(to.terms()) : before.status();
    var next = before.change().terms(to.terms()).whom(to.contact(), to.payer());
    return next.to(status).made();
  }

  static Charge charge(AttemptStarted started, Instant at) {
    return new Charge(
        started.charge(),
        started.intent(),
        started.operation().amount(),
        started.operation().currency(),
        started.terms().customer(),
        started.method(),
        started.card(),
        Charge.State.STARTED,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        started.operation().authenticated(),
        started.tries(),
        at,
        started.payer(),
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  static Charge blocked(AttemptBlocked blocked, Instant at) {
    return new Charge(
        blocked.charge(),
        blocked.intent(),
        blocked.terms().amount(),
        blocked.terms().currency(),
        blocked.terms().customer(),
        blocked.method(),
        blocked.card(),
        Charge.State.STARTED,
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        1,
        at,
        blocked.payer(),
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }
}
