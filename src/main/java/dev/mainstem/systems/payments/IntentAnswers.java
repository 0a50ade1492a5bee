package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import dev.mainstem.wire.http.ForeignCall.Told;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** How Stripe's API answers about an intent once the acquirer has. */
final class IntentAnswers {
  private final StripeDesk desk;

  IntentAnswers(StripeDesk desk) {
    this.desk = desk;
  }

  /**
   * How an intent is shown.
   *
   * @param confirmed whether a decline is an error of this request
   * @param actionFails whether that the payer must do something is one, too
   */
  record How(List<String> expand, boolean confirmed, boolean actionFails) {}

  /** Waits for the acquirer; what was asked before is answered as it was then. */
  Future<Reply> of(ForeignCall call, Told<Intent> told, How how) {
    var id = told.value().id();
    return desk.settled(call, id, known -> waits(known.intents.require(id)))
        .compose(done -> desk.first(call, told.before(), operation(told.value())))
        .compose(then -> desk.see(call, then, lookup -> reply(lookup, id, how)));
  }

  /** What the acquirer is doing for it. */
  private static Optional<String> operation(Intent decided) {
    boolean attempted = decided.status() == Status.PROCESSING;
    return attempted ? decided.charge() : decided.busy();
  }

  private static boolean waits(Intent intent) {
    return intent.status() == Status.PROCESSING || intent.busy().isPresent();
  }

  static Reply reply(StripeLookup lookup, String id, How how) {
    var intent = lookup.shapes().known().intents.require(id);
    var shape = lookup.shapes().intent(intent);
    boolean declined = intent.status() == Status.REQUIRES_PAYMENT_METHOD;
    if (how.confirmed() && declined && intent.failure().isPresent()) {
      var error = lookup.shapes().failure(intent, intent.failure().get());
      error.put("payment_intent", shape);
      return StripeProblem.reply(402, error);
    }
    if (how.actionFails() && intent.status() == Status.REQUIRES_ACTION) {
      var error = StripeShapes.error(Failure.declined("authentication_required"));
      error.put("payment_intent", shape);
      return StripeProblem.reply(402, error);
    }
    return StripeReply.of(200, lookup.expanded(shape, how.expand()));
  }
}
