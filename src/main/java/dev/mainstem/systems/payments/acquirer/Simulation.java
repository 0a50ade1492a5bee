package dev.mainstem.systems.payments.acquirer;

import dev.mainstem.systems.payments.acquirer.Operation.Kind;
import java.util.Optional;

/**
 * What the simulator makes of an operation: a function of the operation, the card and how it is to
 * behave, so that it can be asked twice and says the same.
 */
final class Simulation {
  /** 2.9 percent and 30 minor units of what is taken. */
  private static final long FEE_BPS = 290;

  private static final long FEE_FIXED = 30;

  private Simulation() {}

  static Outcome of(Operation operation, Optional<CardSecret> card, Behaviour behaviour) {
    if (!operation.firstHand()) return Outcome.approved(fee(operation), network(operation));
    var test = TestCard.of(operation.token(), card);
    return switch (test.temper()) {
      case GOOD ->
          behaviour.declined(operation.reference())
              ? Outcome.declined("generic_decline")
              : approved(operation);
      case DECLINES -> Outcome.declined(test.decline());
      case DECLINES_LATER ->
          operation.kind() == Kind.VERIFY
              ? approved(operation)
              : Outcome.declined("generic_decline");
      case DISPUTES -> approved(operation).disputed("fraudulent");
      case ASKS -> asked(operation, approved(operation));
      case ASKS_AND_DECLINES -> asked(operation, Outcome.declined(test.decline()));
    };
  }

  private static Outcome asked(Operation operation, Outcome then) {
    if (operation.authenticated()) return then;
    return operation.offSession()
        ? Outcome.declined("authentication_required")
        : Outcome.challenge();
  }

  private static Outcome approved(Operation operation) {
    return Outcome.approved(fee(operation), network(operation));
  }

  private static long fee(Operation operation) {
    boolean takes = operation.kind() == Kind.SALE || operation.kind() == Kind.CAPTURE;
    if (!takes) return 0;
    long share = (Math.multiplyExact(operation.amount(), FEE_BPS) + 5_000) / 10_000;
    return Math.min(operation.amount(), Math.addExact(share, FEE_FIXED));
  }

  private static String network(Operation operation) {
    return "sim_" + Integer.toHexString(operation.reference().hashCode());
  }
}
