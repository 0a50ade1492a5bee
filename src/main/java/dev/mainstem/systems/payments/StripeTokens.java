package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.PeopleCommand.KeepToken;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's tokens: a card that is in the vault and is to become a payment method, once. */
final class StripeTokens {
  private final StripeDesk desk;

  StripeTokens(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    if (!params.has("card")) throw StripeProblem.MISSING.at("/card", "card");
    var card = params.inside("card");
    var contact = contact(card);
    var fresh = StripeCards.card(card);
    card.passing("currency", "networks").done();
    params.done();
    return Future.fromCompletionStage(desk.payments().vault().tokenise(call.tenant(), fresh))
        .compose(
            known -> {
              var keep = new KeepToken(desk.id("tok_"), known, contact.map(Sealed::of));
              return call.tell(desk.payments(), keep)
                  .compose(
                      told -> desk.unneeded(call, known, told.value().card()).map(done -> told));
            })
        .compose(told -> desk.show(call, told.before(), told.value().id(), expand));
  }

  private static Optional<Contact> contact(Params card) {
    var name = card.text("name");
    var address =
        new Contact.Address(
            card.text("address_line1"),
            card.text("address_line2"),
            card.text("address_city"),
            card.text("address_state"),
            card.text("address_zip"),
            card.text("address_country"));
    var none = Optional.<String>empty();
    boolean nowhere = address.equals(new Contact.Address(none, none, none, none, none, none));
    var where = nowhere ? Optional.<Contact.Address>empty() : Optional.of(address);
    var contact = new Contact(name, none, none, where, none);
    return contact.equals(Contact.NOBODY) ? Optional.empty() : Optional.of(contact);
  }

  Future<Reply> retrieve(ForeignCall call) {
    return desk.retrieve(call, (shapes, id) -> shapes.token(shapes.known().tokens.require(id)));
  }

  static Map<String, Object> shape(CardToken token, Contact contact) {
    var shape = StripeShapes.object("token", token.id());
    shape.put("card", card(token, contact));
    shape.put("client_ip", null);
    shape.put("created", StripeShapes.seconds(token.createdAt()));
    shape.put("type", "card");
    shape.put("used", token.used());
    return shape;
  }

  private static Map<String, Object> card(CardToken token, Contact contact) {
    var card = token.card();
    var none = Optional.<String>empty();
    var address = contact.address().orElse(new Contact.Address(none, none, none, none, none, none));
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", "card_" + token.id().substring(token.id().indexOf('_') + 1));
    shape.put("object", "card");
    shape.put("address_city", address.city().orElse(null));
    shape.put("address_country", address.country().orElse(null));
    shape.put("address_line1", address.line1().orElse(null));
    shape.put("address_line2", address.line2().orElse(null));
    shape.put("address_state", address.state().orElse(null));
    shape.put("address_zip", address.postalCode().orElse(null));
    shape.put("brand", StripeMoneyShapes.spoken(card.brand()));
    shape.put("country", "US");
    shape.put("cvc_check", null);
    shape.put("dynamic_last4", null);
    shape.put("exp_month", card.expMonth());
    shape.put("exp_year", card.expYear());
    shape.put("fingerprint", card.fingerprint());
    shape.put("funding", card.funding());
    shape.put("last4", card.last4());
    shape.put("metadata", Map.of());
    shape.put("name", contact.name().orElse(null));
    shape.put("networks", Map.of("available", List.of(card.brand())));
    return shape;
  }
}
