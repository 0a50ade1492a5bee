package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_CHARGE;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.MoneyCommand.AmendRefund;
import dev.mainstem.systems.payments.MoneyCommand.CancelRefund;
import dev.mainstem.systems.payments.MoneyCommand.Refund;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import dev.mainstem.wire.http.ForeignCall.Told;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's charges, refunds, balance and its transactions. */
final class StripeMoney {
  private final StripeDesk desk;

  StripeMoney(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> charge(ForeignCall call) {
    return desk.retrieve(
        call,
        (shapes, id) -> {
          var charge = shapes.known().charges.require(id);
          if (!StripeShapes.tells(charge)) throw NO_SUCH_CHARGE.of(id);
          return StripeMoneyShapes.charge(shapes.known(), charge);
        });
  }

  private static List<String> expand(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.done();
    return expand;
  }

  Future<Reply> charges(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "ch_");
    var intent = params.text("payment_intent");
    var customer = params.text("customer");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var known = lookup.shapes().known();
          var shown =
              new StripeList.Shown<Charge>(
                  charge -> StripeMoneyShapes.charge(known, charge),
                  c ->
                      StripeShapes.tells(c)
                          && (customer.isEmpty() || customer.equals(c.customer())));
          StripeList.Scan<Charge> scan =
              intent.isPresent() ? known.chargesOf::page : known.charges::page;
          var all = intent.map(Span::of).orElse(Span.of());
          return lookup.expanded(list.shown("/v1/charges", all, scan, shown), list.expand());
        });
  }

  Future<Reply> refund(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var named = params.text("payment_intent");
    var charge = params.text("charge");
    var amount = StripeTerms.positive(params.whole("amount"));
    var reason = params.word("reason", "duplicate", "fraudulent", "requested_by_customer");
    var metadata = params.words("metadata", Map.of());
    params.passing("reverse_transfer", "refund_application_fee", "instructions_email").done();
    if (named.isEmpty() && charge.isEmpty()) {
      throw StripeProblem.MISSING.at("/payment_intent", "payment_intent or charge");
    }
    return call.read(
            desk.payments(),
            known -> named.orElseGet(() -> known.charges.require(charge.get()).intent()))
        .compose(id -> call.tell(desk.payments(), new Refund(id, amount, reason, metadata)))
        .compose(told -> answer(call, told, expand));
  }

  private Future<Reply> answer(ForeignCall call, Told<Giveback> told, List<String> expand) {
    var id = told.value().id();
    return desk.settled(
            call, id, known -> known.refunds.require(id).state() == Giveback.State.PENDING)
        .compose(done -> desk.first(call, told.before(), Optional.of(id)))
        .compose(then -> desk.show(call, then, id, expand));
  }

  Future<Reply> showRefund(ForeignCall call) {
    return desk.retrieve(
        call, (shapes, id) -> StripeMoneyShapes.refund(shapes.known().refunds.require(id)));
  }

  Future<Reply> updateRefund(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var id = call.path("id");
    return call.read(desk.payments(), known -> known.refunds.require(id).metadata())
        .compose(
            before -> {
              var metadata = params.words("metadata", before);
              params.done();
              var amend = new StripeDesk.Deed<>(new AmendRefund(id, metadata), Giveback::id);
              return desk.done(call, amend, expand);
            });
  }

  Future<Reply> cancelRefund(ForeignCall call) {
    var expand = expand(call);
    var id = call.path("id");
    return call.want(desk.payments(), new CancelRefund(id))
        .compose(refund -> desk.show(call, id, expand));
  }

  Future<Reply> refunds(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "re_");
    var intent = params.text("payment_intent");
    var charge = params.text("charge");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var known = lookup.shapes().known();
          StripeList.Scan<Giveback> scan =
              intent.isPresent() ? known.refundsOf::page : known.refunds::page;
          var all = intent.map(Span::of).orElse(Span.of());
          var shown =
              new StripeList.Shown<Giveback>(
                  StripeMoneyShapes::refund,
                  refund -> charge.map(refund.charge()::equals).orElse(true));
          return lookup.expanded(list.shown("/v1/refunds", all, scan, shown), list.expand());
        });
  }

  Future<Reply> balance(ForeignCall call) {
    expand(call);
    return desk.show(call, lookup -> StripeMoneyShapes.balance(lookup.shapes().known()));
  }

  Future<Reply> line(ForeignCall call) {
    return desk.retrieve(
        call, (shapes, id) -> StripeMoneyShapes.line(shapes.known().lines.require(id)));
  }

  Future<Reply> lines(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "txn_");
    var type = params.word("type", "charge", "refund", "payment", "adjustment", "payout");
    var source = params.text("source");
    var currency = params.text("currency");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var shown =
              new StripeList.Shown<BalanceLine>(
                  StripeMoneyShapes::line,
                  line ->
                      type.map(StripeShapes.word(line.kind())::equals).orElse(true)
                          && source.map(line.source()::equals).orElse(true)
                          && currency.map(line.currency()::equals).orElse(true));
          var known = lookup.shapes().known();
          return lookup.expanded(
              list.shown("/v1/balance_transactions", Span.of(), known.lines::page, shown),
              list.expand());
        });
  }
}
