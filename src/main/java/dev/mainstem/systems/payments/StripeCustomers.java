package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.PeopleCommand.DeleteCustomer;
import dev.mainstem.systems.payments.PeopleCommand.KeepCustomer;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Stripe's customers. */
final class StripeCustomers {
  private static final String URL = "/v1/customers";
  private static final String[] UNUSED = {
    "balance",
    "cash_balance",
    "invoice_prefix",
    "next_invoice_sequence",
    "preferred_locales",
    "shipping",
    "source",
    "tax",
    "tax_exempt",
    "tax_id_data",
    "test_clock"
  };

  private final StripeDesk desk;

  StripeCustomers(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var contact = contact(params, Contact.NOBODY);
    var metadata = params.words("metadata", Map.of());
    var method = method(params);
    params.passing(UNUSED).done();
    var id = desk.id("cus_");
    var keep =
        new KeepCustomer(id, Sealed.of(contact), blind(call, contact), method, metadata, true);
    return desk.done(call, new StripeDesk.Deed<>(keep, Customer::id), expand);
  }

  private static Optional<String> method(Params params) {
    var named = params.text("payment_method");
    var invoicing = params.inside("invoice_settings");
    var standing = invoicing.text("default_payment_method");
    invoicing.passing("custom_fields", "footer", "rendering_options").done();
    return standing.or(() -> named);
  }

  private Optional<String> blind(ForeignCall call, Contact contact) {
    return contact.email().map(email -> blind(call, email));
  }

  private String blind(ForeignCall call, String email) {
    var plain = email.strip().toLowerCase(Locale.ROOT);
    return desk.payments().seals().blind(call.tenant(), "payments/email", plain);
  }

  private static Contact contact(Params params, Contact before) {
    return new Contact(
        changed(params, "name", before.name()),
        changed(params, "email", before.email()),
        changed(params, "phone", before.phone()),
        params.has("address") ? address(params.inside("address")) : before.address(),
        changed(params, "description", before.note()));
  }

  private static Optional<String> changed(Params params, String name, Optional<String> before) {
    var now = params.text(name);
    return params.has(name) ? now : before;
  }

  static Optional<Contact.Address> address(Params params) {
    if (params.empty()) return Optional.empty();
    var address =
        new Contact.Address(
            params.text("line1"),
            params.text("line2"),
            params.text("city"),
            params.text("state"),
            params.text("postal_code"),
            params.text("country"));
    params.done();
    return Optional.of(address);
  }

  Future<Reply> retrieve(ForeignCall call) {
    return desk.retrieve(
        call, (shapes, id) -> shapes.customer(shapes.known().customers.require(id)));
  }

  /** What there was and what is to be, put together. */
  private record Amended(Customer before, Contact contact) {}

  Future<Reply> update(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var id = call.path("id");
    return call.show(
            desk.payments(),
            (known, opener) -> {
              var before = known.customer(id);
              var contact = opener.open(before.contact(), Contact.class).orElse(Contact.NOBODY);
              return new Amended(before, contact);
            })
        .compose(
            was -> {
              var amend = new StripeDesk.Deed<>(amended(call, params, was), Customer::id);
              return desk.done(call, amend, expand);
            });
  }

  private KeepCustomer amended(ForeignCall call, Params params, Amended was) {
    var before = was.before();
    var contact = contact(params, was.contact());
    var metadata = params.words("metadata", before.metadata());
    var method = method(params).or(before::method);
    params.passing(UNUSED).done();
    return new KeepCustomer(
        before.id(), Sealed.of(contact), blind(call, contact), method, metadata, false);
  }

  Future<Reply> delete(ForeignCall call) {
    Params.of(call).done();
    var delete = new StripeDesk.Deed<>(new DeleteCustomer(call.path("id")), Customer::id);
    return desk.done(call, delete, java.util.List.of());
  }

  /** {@code email:'ann@example.org'}: what is sealed can be found by the whole of it only. */
  Future<Reply> search(ForeignCall call) {
    var params = Params.of(call);
    var email = CustomerSearch.email(params.need("query"));
    var page = params.text("page");
    long limit = StripeList.limit(params);
    params.done();
    return desk.show(
        call,
        lookup -> {
          var found =
              lookup.shapes().known().byEmail.page(blind(call, email), new Page(page, (int) limit));
          return CustomerSearch.shape(found, lookup.shapes()::customer);
        });
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "cus_");
    var email = params.text("email").map(e -> blind(call, e));
    params.passing("test_clock").done();
    return desk.show(
        call,
        lookup -> {
          var known = lookup.shapes().known();
          StripeList.Scan<Customer> scan =
              email.isPresent() ? known.byEmail::page : known.customers::page;
          var all = email.map(Span::of).orElse(Span.of());
          var shown =
              new StripeList.Shown<>(lookup.shapes()::customer, customer -> !customer.deleted());
          return lookup.expanded(list.shown(URL, all, scan, shown), list.expand());
        });
  }
}
