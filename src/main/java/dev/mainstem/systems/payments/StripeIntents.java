package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.IntentCommand.AmendIntent;
import dev.mainstem.systems.payments.IntentCommand.CancelIntent;
import dev.mainstem.systems.payments.IntentCommand.Confirm;
import dev.mainstem.systems.payments.IntentCommand.OpenIntent;
import dev.mainstem.systems.payments.MoneyCommand.Capture;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import dev.mainstem.wire.http.ForeignCall.Told;
import io.vertx.core.Future;
import java.util.Optional;

/** Stripe's payment intents. */
final class StripeIntents {
  private static final String URL = "/v1/payment_intents";

  private final StripeDesk desk;
  private final StripeCards cards;
  private final IntentAnswers answers;

  StripeIntents(StripeDesk desk, StripeCards cards) {
    this.desk = desk;
    this.cards = cards;
    this.answers = new IntentAnswers(desk);
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var terms = StripeTerms.fresh(params);
    var contact = StripeTerms.contact(params, Contact.NOBODY).map(Sealed::of);
    boolean confirm = params.flag("confirm").orElse(false);
    boolean actionFails = params.flag("error_on_requires_action").orElse(false);
    if (confirm) terms = terms.away(params.flag("off_session").orElse(false));
    var fresh = fresh(call, params);
    params.passing(StripeTerms.UNUSED).done();
    var wanted = terms;
    var id = desk.id("pi_");
    return method(fresh)
        .compose(
            made -> {
              var named = made.map(Method::id).or(wanted::method);
              var open = new OpenIntent(id, wanted.with(named), contact, confirm);
              return call.tell(desk.payments(), open);
            })
        .compose(
            told -> answers.of(call, told, new IntentAnswers.How(expand, confirm, actionFails)));
  }

  /** {@code payment_method_data}: a card that comes with the payment. */
  private Optional<StripeCards.Keeping> fresh(ForeignCall call, Params params) {
    if (!params.has("payment_method_data")) return Optional.empty();
    var inside = params.inside("payment_method_data");
    var keeping = cards.keep(call, inside);
    inside.done();
    return Optional.of(keeping);
  }

  private static Future<Optional<Method>> method(Optional<StripeCards.Keeping> fresh) {
    if (fresh.isEmpty()) return Future.succeededFuture(Optional.empty());
    return fresh.get().get().map(told -> Optional.of(told.value()));
  }

  Future<Reply> retrieve(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.passing("client_secret").done();
    return desk.see(
        call,
        lookup ->
            IntentAnswers.reply(
                lookup, call.path("id"), new IntentAnswers.How(expand, false, false)));
  }

  /** What there was, opened. */
  private record Was(Intent intent, Contact contact) {}

  Future<Reply> update(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var id = call.path("id");
    var fresh = fresh(call, params);
    return call.show(
            desk.payments(),
            (known, opener) -> {
              var intent = known.intents.require(id);
              var contact = intent.contact().flatMap(box -> opener.open(box, Contact.class));
              return new Was(intent, contact.orElse(Contact.NOBODY));
            })
        .compose(was -> amend(call, params, was, fresh))
        .compose(told -> answers.of(call, told, new IntentAnswers.How(expand, false, false)));
  }

  private Future<Told<Intent>> amend(
      ForeignCall call, Params params, Was was, Optional<StripeCards.Keeping> fresh) {
    var terms = StripeTerms.over(params, was.intent().terms());
    var contact = StripeTerms.contact(params, was.contact()).map(Sealed::of);
    params.passing(StripeTerms.UNUSED).done();
    return method(fresh)
        .compose(
            made -> {
              var named = terms.with(made.map(Method::id).or(terms::method));
              var amend = new AmendIntent(was.intent().id(), named, contact);
              return call.tell(desk.payments(), amend);
            });
  }

  Future<Reply> confirm(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var method = params.text("payment_method");
    var away = params.flag("off_session");
    var url = params.text("return_url");
    var fresh = fresh(call, params);
    params.passing(StripeTerms.UNUSED).passing(StripeTerms.CONFIRMING).done();
    var id = call.path("id");
    return method(fresh)
        .compose(
            made -> {
              var named = made.map(Method::id).or(() -> method);
              return call.tell(desk.payments(), new Confirm(id, named, away, url));
            })
        .compose(told -> answers.of(call, told, new IntentAnswers.How(expand, true, false)));
  }

  Future<Reply> capture(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var amount = params.whole("amount_to_capture");
    params.passing("final_capture", "metadata", "statement_descriptor").done();
    var id = call.path("id");
    return call.tell(desk.payments(), new Capture(id, StripeTerms.positive(amount)))
        .compose(told -> answers.of(call, told, new IntentAnswers.How(expand, false, false)));
  }

  Future<Reply> cancel(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var reason =
        params.word(
            "cancellation_reason", "duplicate", "fraudulent", "requested_by_customer", "abandoned");
    params.done();
    var id = call.path("id");
    return call.tell(desk.payments(), new CancelIntent(id, reason.orElse("requested_by_customer")))
        .compose(told -> answers.of(call, told, new IntentAnswers.How(expand, false, false)));
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "pi_");
    var customer = params.text("customer");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var known = lookup.shapes().known();
          StripeList.Scan<Intent> scan =
              customer.isPresent() ? known.intentsOf::page : known.intents::page;
          var all = customer.map(Span::of).orElse(Span.of());
          return lookup.expanded(
              list.shown(URL, all, scan, lookup.shapes()::intent), list.expand());
        });
  }
}
