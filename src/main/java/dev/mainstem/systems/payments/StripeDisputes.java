package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.Dispute.Evidence;
import dev.mainstem.systems.payments.DisputeCommand.AnswerDispute;
import dev.mainstem.systems.payments.DisputeCommand.CloseDispute;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Stripe's disputes. As in its test mode, evidence that says {@code winning_evidence} or {@code
 * losing_evidence} is decided at once; no bank is there to look at any other.
 */
final class StripeDisputes {
  private static final String WINS = "winning_evidence";
  private static final String LOSES = "losing_evidence";

  private final StripeDesk desk;

  StripeDisputes(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> retrieve(ForeignCall call) {
    return desk.retrieve(call, (shapes, id) -> shapes.dispute(shapes.known().disputes.require(id)));
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "dp_");
    var charge = params.text("charge");
    var intent = params.text("payment_intent");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var shown =
              new StripeList.Shown<Dispute>(
                  lookup.shapes()::dispute,
                  each ->
                      charge.map(each.charge()::equals).orElse(true)
                          && intent.map(each.intent()::equals).orElse(true));
          var known = lookup.shapes().known();
          return lookup.expanded(
              list.shown("/v1/disputes", Span.of(), known.disputes::page, shown), list.expand());
        });
  }

  /** A dispute as it was, whose key its evidence is sealed with, and what was said before. */
  private record Was(Dispute dispute, String of, Map<String, String> evidence) {}

  Future<Reply> update(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    boolean submit = params.flag("submit").orElse(true);
    var id = call.path("id");
    return call.show(
            desk.payments(),
            (known, opener) -> {
              var before = known.disputes.require(id);
              var said = before.evidence().flatMap(box -> opener.open(box, Evidence.class));
              var customer = known.intents.get(before.intent()).terms().customer();
              return new Was(
                  before, customer.orElse(id), said.map(Evidence::fields).orElse(Map.of()));
            })
        .compose(was -> answer(call, params, was, submit))
        .compose(told -> desk.show(call, told.before(), id, expand));
  }

  private Future<ForeignCall.Told<Dispute>> answer(
      ForeignCall call, Params params, Was was, boolean submit) {
    boolean says = params.has("evidence");
    var fields = params.words("evidence", was.evidence());
    var metadata = params.words("metadata", was.dispute().metadata());
    params.done();
    for (var name : fields.keySet()) {
      boolean known = DisputeShapes.EVIDENCE.contains(name);
      if (!known) throw StripeProblem.UNKNOWN.at("/evidence/" + name, "evidence[" + name + "]");
    }
    var evidence = Optional.of(Sealed.of(new Evidence(fields))).filter(box -> says);
    var command = new AnswerDispute(was.dispute().id(), was.of(), evidence, metadata, submit);
    var text = submit && says ? fields.getOrDefault("uncategorized_text", "") : "";
    return call.tell(desk.payments(), command)
        .compose(
            told -> {
              if (!text.equals(WINS) && !text.equals(LOSES)) return Future.succeededFuture(told);
              var close = new CloseDispute(told.value().id(), text.equals(WINS));
              return call.tell(desk.payments(), close);
            });
  }

  Future<Reply> close(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.done();
    var close = new StripeDesk.Deed<>(new CloseDispute(call.path("id"), false), Dispute::id);
    return desk.done(call, close, expand);
  }
}
