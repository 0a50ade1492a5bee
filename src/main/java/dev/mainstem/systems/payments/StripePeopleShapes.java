package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.StripeShapes.object;
import static dev.mainstem.systems.payments.StripeShapes.seconds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers and their cards in the shapes of Stripe's API. */
final class StripePeopleShapes {
  private StripePeopleShapes() {}

  static Map<String, Object> customer(Customer customer, Contact contact) {
    if (customer.deleted()) {
      var gone = new LinkedHashMap<String, Object>();
      gone.put("id", customer.id());
      gone.put("object", "customer");
      gone.put("deleted", true);
      return gone;
    }
    var shape = object("customer", customer.id());
    shape.put("address", contact.address().map(StripePeopleShapes::address).orElse(null));
    shape.put("balance", 0);
    shape.put("created", seconds(customer.createdAt()));
    shape.put("currency", null);
    shape.put("default_source", null);
    shape.put("delinquent", false);
    shape.put("description", contact.note().orElse(null));
    shape.put("discount", null);
    shape.put("email", contact.email().orElse(null));
    shape.put("invoice_settings", invoicing(customer));
    shape.put("metadata", customer.metadata());
    shape.put("name", contact.name().orElse(null));
    shape.put("phone", contact.phone().orElse(null));
    shape.put("preferred_locales", List.of());
    shape.put("shipping", null);
    shape.put("tax_exempt", "none");
    return shape;
  }

  private static Map<String, Object> invoicing(Customer customer) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("custom_fields", null);
    shape.put("default_payment_method", customer.method().orElse(null));
    shape.put("footer", null);
    return shape;
  }

  static Map<String, Object> method(Method method, Contact contact) {
    var shape = object("payment_method", method.id());
    shape.put("billing_details", billing(contact));
    shape.put("card", StripeMoneyShapes.card(method.card()));
    shape.put("created", seconds(method.createdAt()));
    shape.put("customer", method.customer().orElse(null));
    shape.put("metadata", method.metadata());
    shape.put("type", "card");
    return shape;
  }

  static Map<String, Object> billing(Contact contact) {
    var none = Optional.<String>empty();
    var empty = new Contact.Address(none, none, none, none, none, none);
    var shape = new LinkedHashMap<String, Object>();
    shape.put("address", address(contact.address().orElse(empty)));
    shape.put("email", contact.email().orElse(null));
    shape.put("name", contact.name().orElse(null));
    shape.put("phone", contact.phone().orElse(null));
    return shape;
  }

  static Map<String, Object> shipping(Contact contact) {
    if (contact.address().isEmpty() && contact.name().isEmpty()) return null;
    var shape = new LinkedHashMap<String, Object>();
    shape.put("address", contact.address().map(StripePeopleShapes::address).orElse(null));
    shape.put("carrier", null);
    shape.put("name", contact.name().orElse(null));
    shape.put("phone", contact.phone().orElse(null));
    shape.put("tracking_number", null);
    return shape;
  }

  static Map<String, Object> address(Contact.Address address) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("city", address.city().orElse(null));
    shape.put("country", address.country().orElse(null));
    shape.put("line1", address.line1().orElse(null));
    shape.put("line2", address.line2().orElse(null));
    shape.put("postal_code", address.postalCode().orElse(null));
    shape.put("state", address.state().orElse(null));
    return shape;
  }
}
