package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.RiskCommand.ApproveReview;
import dev.mainstem.systems.payments.risk.Judgement;
import dev.mainstem.systems.payments.risk.Outcome;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's reviews, and what a charge says of risk. */
final class StripeReviews {
  private static final int ELEVATED = 65;
  private static final int HIGHEST = 75;

  private final StripeDesk desk;

  StripeReviews(StripeDesk desk) {
    this.desk = desk;
  }

  /** Of those that are open, as Stripe has it. */
  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "prv_");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var shown = new StripeList.Shown<Review>(StripeReviews::shape, Review::open);
          var known = lookup.shapes().known();
          return lookup.expanded(
              list.shown("/v1/reviews", Span.of(), known.reviews::page, shown), list.expand());
        });
  }

  Future<Reply> retrieve(ForeignCall call) {
    return desk.retrieve(call, (shapes, id) -> shape(shapes.known().reviews.require(id)));
  }

  Future<Reply> approve(ForeignCall call) {
    var expand = expand(call);
    var id = call.path("id");
    return call.want(desk.payments(), new ApproveReview(id))
        .compose(review -> desk.show(call, id, expand));
  }

  private static List<String> expand(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.done();
    return expand;
  }

  static Map<String, Object> shape(Review review) {
    var closed = review.closed().map(StripeShapes::word);
    var shape = StripeShapes.object("review", review.id());
    shape.put("billing_zip", null);
    shape.put("charge", review.charge());
    shape.put("closed_reason", closed.orElse(null));
    shape.put("created", StripeShapes.seconds(review.openedAt()));
    shape.put("ip_address", null);
    shape.put("ip_address_location", null);
    shape.put("open", review.open());
    shape.put("opened_reason", "rule");
    shape.put("payment_intent", review.intent());
    shape.put("reason", closed.orElse("rule"));
    shape.put("session", null);
    return shape;
  }

  /** What a charge's {@code outcome} says: of the network, and of the merchant's rules. */
  static Map<String, Object> outcome(Charge charge) {
    boolean failed = charge.failure().isPresent();
    var code = charge.failure().flatMap(Failure::declineCode);
    var judged = charge.judgement().map(Judgement::outcome).orElse(Outcome.ALLOW);
    boolean blocked = judged == Outcome.BLOCK;
    boolean reviewed = judged == Outcome.REVIEW && !failed;
    var shape = new LinkedHashMap<String, Object>();
    shape.put("network_status", status(failed, blocked));
    shape.put("reason", blocked || reviewed ? "rule" : code.orElse(null));
    shape.put("risk_level", level(charge.judgement()));
    shape.put("risk_score", charge.judgement().map(Judgement::score).orElse(0));
    if (blocked || reviewed) shape.put("rule", rule(charge.judgement().get()));
    shape.put("seller_message", message(failed, blocked, reviewed));
    shape.put("type", type(failed, blocked, reviewed));
    return shape;
  }

  private static String status(boolean failed, boolean blocked) {
    if (blocked) return "not_sent_to_network";
    return failed ? "declined_by_network" : "approved_by_network";
  }

  private static String type(boolean failed, boolean blocked, boolean reviewed) {
    if (blocked) return "blocked";
    if (failed) return "issuer_declined";
    return reviewed ? "manual_review" : "authorized";
  }

  private static String message(boolean failed, boolean blocked, boolean reviewed) {
    if (blocked) return "A rule of yours blocked this payment.";
    if (failed) return "The bank declined.";
    return reviewed ? "Payment complete, and to be reviewed." : "Payment complete. (Simulator.)";
  }

  private static String level(Optional<Judgement> judgement) {
    int score = judgement.map(Judgement::score).orElse(0);
    if (score >= HIGHEST) return "highest";
    return score >= ELEVATED ? "elevated" : "normal";
  }

  /** The rules that hit; they have names here and no ids. */
  private static Map<String, Object> rule(Judgement judgement) {
    var rule = new LinkedHashMap<String, Object>();
    rule.put("id", "rule_" + judgement.version());
    rule.put("action", judgement.outcome() == Outcome.BLOCK ? "block" : "manual_review");
    rule.put("predicate", String.join(", ", judgement.rules()));
    return rule;
  }
}
