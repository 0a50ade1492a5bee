package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Tenant;
import dev.mainstem.wire.http.ForeignCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Bodies of the Agentic Commerce Protocol 2026-04-17 under our names. Unknown fields are passed
 * over.
 */
final class AcpRequests {
  private static final Map<String, String> CONTACT =
      Map.of(
          "first_name", "firstName",
          "last_name", "lastName",
          "full_name", "fullName",
          "email", "email",
          "phone_number", "phone");
  private static final Map<String, String> RECIPIENT =
      Map.of("name", "name", "phone_number", "phone", "email", "email");
  private static final Map<String, String> ADDRESS =
      Map.of(
          "name", "name",
          "line_one", "lineOne",
          "line_two", "lineTwo",
          "city", "city",
          "state", "state",
          "country", "country",
          "postal_code", "postalCode");

  private final Desk desk;

  AcpRequests(Desk desk) {
    this.desk = desk;
  }

  CartCommand.OpenSession opening(ForeignCall call) {
    var json = call.json();
    var fields = fields(call.tenant(), json);
    fields.put("id", desk.fresh());
    fields.put("interventions", AcpAuthentication.interventions(json));
    if (json.get("currency") instanceof String currency) {
      fields.put("currency", currency.toLowerCase(Locale.ROOT));
    }
    if (!fields.containsKey("items")) throw AcpProblem.MISSING.at("/line_items", "");
    return call.fill(CartCommand.OpenSession.class, fields);
  }

  CartCommand.UpdateSession changing(ForeignCall call) {
    var json = call.json();
    var fields = fields(call.tenant(), json);
    fields.put("id", call.path("id"));
    selected(json).ifPresent(option -> fields.put("option", option));
    return call.fill(CartCommand.UpdateSession.class, fields);
  }

  CartCommand.Complete completing(ForeignCall call) {
    var json = call.json();
    var fields = fields(call.tenant(), json);
    fields.keySet().retainAll(List.of("customer", "spot"));
    fields.put("id", call.path("id"));
    var payment = object(json, "payment_data");
    if (payment.isEmpty()) throw AcpProblem.MISSING.at("/payment_data", "");
    fields.put("method", token(payment));
    AcpAuthentication.proved(json).ifPresent(proved -> fields.put("proved", proved));
    if (object(payment, "billing_address").get("country") instanceof String country) {
      fields.put("billed", country.toUpperCase(Locale.ROOT));
    }
    return call.fill(CartCommand.Complete.class, fields);
  }

  /** Of an instrument; older examples have the token beside it. */
  private static String token(Map<String, Object> payment) {
    var credential = object(object(payment, "instrument"), "credential");
    if (credential.get("token") instanceof String token) return token;
    if (payment.get("token") instanceof String token) return token;
    if (payment.containsKey("purchase_order_number")) {
      throw AcpProblem.UNSUPPORTED.at("/payment_data/purchase_order_number", "");
    }
    throw AcpProblem.MISSING.at("/payment_data/instrument/credential/token", "");
  }

  private Map<String, Object> fields(Tenant tenant, Map<String, Object> json) {
    var fields = new HashMap<String, Object>();
    var items = json.containsKey("line_items") ? json.get("line_items") : json.get("items");
    if (items != null) fields.put("items", items(items));
    codes(json).ifPresent(codes -> fields.put("codes", codes));
    fields.put("customer", customer(tenant, json));
    if (object(json, "metadata").get("queue_ticket") instanceof String ticket) {
      var spot = desk.spot(tenant, Optional.of(ticket)).orElseThrow();
      fields.put(
          "spot", Map.of("sale", spot.sale(), "number", spot.number(), "buyer", spot.buyer()));
    }
    return fields;
  }

  /** What is no list, or no item, is left as it is, for the codec to complain of. */
  private static Object items(Object items) {
    if (!(items instanceof List<?> list)) return items;
    var all = new ArrayList<Object>();
    for (var each : list) {
      if (!(each instanceof Map<?, ?> item)) return items;
      var fields = new HashMap<String, Object>();
      var inner = item.get("item") instanceof Map<?, ?> nested ? nested : item;
      if (inner.get("id") != null) fields.put("sku", inner.get("id"));
      fields.put("quantity", item.containsKey("quantity") ? item.get("quantity") : 1);
      all.add(fields);
    }
    return all;
  }

  private static Optional<Object> codes(Map<String, Object> json) {
    var codes = object(json, "discounts").get("codes");
    return Optional.ofNullable(codes == null ? json.get("coupons") : codes);
  }

  private static Optional<Object> selected(Map<String, Object> json) {
    if (!(json.get("selected_fulfillment_options") instanceof List<?> list))
      return Optional.empty();
    if (list.isEmpty() || !(list.get(0) instanceof Map<?, ?> first)) return Optional.empty();
    if (first.get("option_id") != null) return Optional.of(first.get("option_id"));
    return first.get("shipping") instanceof Map<?, ?> older
        ? Optional.ofNullable(older.get("option_id"))
        : Optional.empty();
  }

  private Map<String, Object> customer(Tenant tenant, Map<String, Object> json) {
    var customer = new HashMap<String, Object>();
    if (json.get("buyer") instanceof Map<?, ?>) {
      var contact = renamed(object(json, "buyer"), CONTACT);
      customer.put("contact", contact);
      if (contact.get("email") instanceof String mail) {
        customer.put("buyer", desk.hash(tenant, mail));
        customer.put("domain", desk.hash(tenant, mail.substring(mail.lastIndexOf('@') + 1)));
      }
    }
    if (json.get("fulfillment_details") instanceof Map<?, ?>) {
      recipient(object(json, "fulfillment_details"), customer);
    }
    return customer;
  }

  private static void recipient(Map<String, Object> details, Map<String, Object> customer) {
    var recipient = renamed(details, RECIPIENT);
    customer.put("recipient", recipient);
    if (!(details.get("address") instanceof Map<?, ?>)) return;
    var address = renamed(object(details, "address"), ADDRESS);
    recipient.put("address", address);
    if (!(address.get("country") instanceof String text)) return;
    var country = text.strip().toUpperCase(Locale.ROOT);
    Catalogue.country(country, "/fulfillment_details/address/country");
    address.put("country", country);
    var to = new HashMap<String, Object>(Map.of("country", country));
    if (address.get("state") instanceof String state && !state.isBlank()) {
      to.put("state", state.strip());
    }
    customer.put("to", to);
  }

  private static Map<String, Object> renamed(Map<String, Object> of, Map<String, String> names) {
    var renamed = new HashMap<String, Object>();
    names.forEach(
        (theirs, ours) -> {
          if (of.get(theirs) != null) renamed.put(ours, of.get(theirs));
        });
    return renamed;
  }

  @SuppressWarnings("unchecked") // names of a JSON object are texts
  static Map<String, Object> object(Map<String, Object> json, String name) {
    return json.get(name) instanceof Map<?, ?> object ? (Map<String, Object>) object : Map.of();
  }
}
