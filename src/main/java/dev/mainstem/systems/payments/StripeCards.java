package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.PeopleCommand.AmendMethod;
import dev.mainstem.systems.payments.PeopleCommand.Attach;
import dev.mainstem.systems.payments.PeopleCommand.Detach;
import dev.mainstem.systems.payments.PeopleCommand.KeepMethod;
import dev.mainstem.systems.payments.PeopleCommand.UseToken;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import dev.mainstem.wire.http.ForeignCall.Told;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/** Stripe's payment methods: the only way a card number comes in. */
final class StripeCards {
  private final StripeDesk desk;

  StripeCards(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.need("type");
    params.word("type", "card");
    var kept = keep(call, params);
    params.done();
    return kept.get().compose(told -> desk.show(call, told.before(), told.value().id(), expand));
  }

  /** A method that is made once all parameters have been looked at. */
  interface Keeping {
    Future<Told<Method>> get();
  }

  /** Reads {@code card}, {@code billing_details} and {@code metadata}. */
  Keeping keep(ForeignCall call, Params params) {
    var contact = contact(params.inside("billing_details"));
    var metadata = params.words("metadata", Map.of());
    var bill = new Bill(contact.map(Sealed::of), metadata, payer(call, contact));
    params.passing("allow_redisplay", "type");
    if (!params.has("card")) throw StripeProblem.MISSING.at("/card", "card");
    var card = params.inside("card");
    var token = card.text("token");
    if (token.isPresent()) {
      card.done();
      return named(call, token.get(), bill);
    }
    var fresh = card(card);
    card.passing("networks", "name").done();
    return () ->
        Future.fromCompletionStage(desk.payments().vault().tokenise(call.tenant(), fresh))
            .compose(known -> kept(call, known, bill));
  }

  /** Whom the bill goes to, and what else is to be known. */
  private record Bill(
      Optional<Sealed<Contact>> to, Map<String, String> metadata, Optional<Payer> payer) {}

  private Optional<Payer> payer(ForeignCall call, Optional<Contact> contact) {
    var country = contact.flatMap(Contact::address).flatMap(Contact.Address::country);
    return desk.payer(call, contact.flatMap(Contact::email), Optional.empty(), country);
  }

  /** By a published test name, or a token that was made before. */
  private Keeping named(ForeignCall call, String token, Bill bill) {
    var test = desk.test(token);
    if (test.isPresent()) return () -> kept(call, test.get(), bill);
    var use = new UseToken(desk.id("pm_"), token, bill.to(), bill.metadata(), bill.payer());
    return () -> call.tell(desk.payments(), use);
  }

  private Future<Told<Method>> kept(ForeignCall call, Card known, Bill bill) {
    var keep = new KeepMethod(desk.id("pm_"), known, bill.to(), bill.metadata(), bill.payer());
    return call.tell(desk.payments(), keep)
        .compose(told -> desk.unneeded(call, known, told.value().card()).map(done -> told));
  }

  /** A card as its holder types it. */
  static NewCard card(Params card) {
    var number = card.need("number");
    if (!card.has("exp_month")) throw StripeProblem.MISSING.at("/card/exp_month", "exp_month");
    if (!card.has("exp_year")) throw StripeProblem.MISSING.at("/card/exp_year", "exp_year");
    int month = card.small("exp_month").orElse(0);
    int year = card.small("exp_year").orElse(0);
    return new NewCard(number, month, year, card.text("cvc"));
  }

  static Optional<Contact> contact(Params params) {
    if (params.empty()) return Optional.empty();
    var contact =
        new Contact(
            params.text("name"),
            params.text("email"),
            params.text("phone"),
            StripeCustomers.address(params.inside("address")),
            Optional.empty());
    params.passing("tax_id", "carrier", "tracking_number").done();
    return Optional.of(contact);
  }

  Future<Reply> retrieve(ForeignCall call) {
    return desk.retrieve(call, (shapes, id) -> shapes.method(shapes.known().methods.require(id)));
  }

  Future<Reply> update(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var contact = contact(params.inside("billing_details"));
    var card = params.inside("card");
    var month = card.small("exp_month");
    var year = card.small("exp_year");
    card.done();
    var id = call.path("id");
    return call.read(desk.payments(), known -> known.methods.require(id).metadata())
        .compose(
            before -> {
              var metadata = params.words("metadata", before);
              params.passing("allow_redisplay").done();
              var sealed = contact.map(Sealed::of);
              var payer = payer(call, contact);
              var amend = new AmendMethod(id, month, year, sealed, metadata, payer);
              return desk.done(call, new StripeDesk.Deed<>(amend, Method::id), expand);
            });
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "pm_");
    var customer = Optional.ofNullable(call.path("id")).or(() -> params.text("customer"));
    params.word("type", "card");
    params.passing("allow_redisplay").done();
    return desk.show(
        call,
        lookup -> {
          var known = lookup.shapes().known();
          customer.ifPresent(known::customer);
          return lookup.expanded(
              customer.isEmpty()
                  ? list.shown(
                      "/v1/payment_methods",
                      dev.mainstem.kernel.Span.of(),
                      known.methods::page,
                      lookup.shapes()::method)
                  : list.shown(
                      "/v1/payment_methods",
                      dev.mainstem.kernel.Span.of(customer.get()),
                      known.methodsOf::page,
                      lookup.shapes()::method),
              list.expand());
        });
  }

  Future<Reply> attach(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var customer = params.need("customer");
    params.done();
    var attach = new Attach(call.path("id"), customer);
    return desk.done(call, new StripeDesk.Deed<>(attach, Method::id), expand);
  }

  Future<Reply> detach(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.done();
    var detach = new Detach(call.path("id"));
    return desk.done(call, new StripeDesk.Deed<>(detach, Method::id), expand);
  }
}
