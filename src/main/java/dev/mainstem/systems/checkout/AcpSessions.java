package dev.mainstem.systems.checkout;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.systems.checkout.pricing.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Sessions as the Agentic Commerce Protocol 2026-04-17 spells them. Safe for all threads. */
final class AcpSessions {
  static final String VERSION = "2026-04-17";
  static final String LANGUAGE = "en";

  private final AcpPeople people;
  private final AcpOrders orders;
  private final Supplier<String> address;

  AcpSessions(Seals seals, Supplier<String> address) {
    this.people = new AcpPeople(seals);
    this.orders = new AcpOrders(address);
    this.address = address;
  }

  /** The order a session has, or will have, as far as it is. */
  Map<String, Object> order(Session session, Optional<Order> placed) {
    if (placed.isPresent()) return orders.shape(placed.get());
    var status =
        switch (session.state()) {
          case REVIEW -> "manual_review";
          case AUTHENTICATION -> "requires_authentication";
          default -> "processing";
        };
    return orders.named(session.order(), session.id(), status);
  }

  Map<String, Object> shape(Quote quote, Shop shop, Instant now) {
    var session = quote.session();
    boolean open = session.state() == Session.State.OPEN;
    var agreed = open ? Optional.<Attempt>empty() : session.attempt();
    var totals = agreed.map(Attempt::totals).orElse(quote.totals());
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", session.id());
    shape.put("protocol", Map.of("version", VERSION));
    shape.put("capabilities", AcpCapabilities.of(shop, session));
    people.buyer(session.customer()).ifPresent(buyer -> shape.put("buyer", buyer));
    shape.put("status", status(quote, now));
    shape.put("currency", session.currency());
    shape.put("locale", LANGUAGE);
    shape.put("line_items", lines(quote, totals));
    people.details(session.customer()).ifPresent(d -> shape.put("fulfillment_details", d));
    shape.put("fulfillment_options", quote.options().stream().map(o -> option(o, now)).toList());
    shape.put("selected_fulfillment_options", selected(quote));
    shape.put("totals", AcpTotals.of(totals));
    shape.put("messages", messages(quote));
    AcpAuthentication.metadata(session, shop)
        .ifPresent(metadata -> shape.put("authentication_metadata", metadata));
    shape.put("links", links(shop));
    shape.put("discounts", AcpDiscounts.of(quote, totals));
    shape.put("created_at", session.times().opened().toString());
    shape.put("updated_at", session.times().updated().toString());
    shape.put("expires_at", session.times().expires().toString());
    shape.put("continue_url", goOn(session));
    return shape;
  }

  /** Where people go on: with their bank, or in the shop. */
  private String goOn(Session session) {
    var challenge = session.attempt().flatMap(Attempt::challenge);
    return session.asked() && challenge.isPresent()
        ? challenge.get()
        : address.get() + "/#/shop/" + session.id();
  }

  private static String status(Quote quote, Instant now) {
    var session = quote.session();
    if (session.expired(now)) return "expired";
    return switch (session.state()) {
      case OPEN -> quote.payable() ? "ready_for_payment" : "not_ready_for_payment";
      case COMPLETING -> "complete_in_progress";
      case REVIEW -> "pending_approval";
      case AUTHENTICATION -> AcpAuthentication.status(session);
      case COMPLETED -> "completed";
      case CANCELED -> "canceled";
    };
  }

  private static List<Map<String, Object>> lines(Quote quote, Totals totals) {
    var all = new ArrayList<Map<String, Object>>();
    for (var line : quote.lines()) {
      var priced = totals.lines().stream().filter(t -> t.key().equals(line.key())).findFirst();
      priced.ifPresent(each -> all.add(line(line, each)));
    }
    return all;
  }

  private static Map<String, Object> line(Quote.Line line, Totals.Line priced) {
    long price = priced.base() / line.quantity();
    var shape = new LinkedHashMap<String, Object>();
    shape.put("id", line.key());
    var name = line.product().title() + ", " + line.title();
    shape.put("item", Map.of("id", line.sku(), "name", name, "unit_amount", price));
    shape.put("quantity", line.quantity());
    shape.put("name", name);
    shape.put("description", line.product().description());
    line.product().image().ifPresent(image -> shape.put("images", List.of(image)));
    shape.put("unit_amount", price);
    shape.put("product_id", line.product().id());
    shape.put("sku", line.sku());
    shape.put("available_quantity", line.available());
    shape.put("availability_status", line.available() > 0 ? "in_stock" : "out_of_stock");
    line.cap().ifPresent(cap -> shape.put("max_quantity_per_order", cap));
    var choices = new ArrayList<Map<String, Object>>();
    line.choices().forEach((k, v) -> choices.add(Map.of("name", k, "value", v)));
    if (!choices.isEmpty()) shape.put("variant_options", choices);
    shape.put("totals", AcpTotals.of(priced));
    return shape;
  }

  private static Map<String, Object> option(Quote.Option option, Instant now) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", option.digital() ? "digital" : "shipping");
    shape.put("id", option.id());
    shape.put("title", option.title());
    if (!option.digital()) {
      if (!option.carrier().isEmpty()) shape.put("carrier", option.carrier());
      shape.put("earliest_delivery_time", days(now, option.from()));
      shape.put("latest_delivery_time", days(now, option.to()));
    }
    shape.put("totals", List.of(AcpTotals.total("total", option.title(), option.price())));
    return shape;
  }

  private static String days(Instant now, int days) {
    var day = java.time.temporal.ChronoUnit.DAYS;
    return now.truncatedTo(day).plus(days, day).toString();
  }

  private static List<Map<String, Object>> selected(Quote quote) {
    if (quote.option().isEmpty()) return List.of();
    var items = quote.lines().stream().map(Quote.Line::key).toList();
    boolean digital = quote.options().stream().anyMatch(Quote.Option::digital);
    var type = digital ? "digital" : "shipping";
    return List.of(Map.of("type", type, "option_id", quote.option().get(), "item_ids", items));
  }

  private static List<Map<String, Object>> messages(Quote quote) {
    var all = new ArrayList<Map<String, Object>>();
    var session = quote.session();
    session
        .trouble()
        .filter(why -> !why.code().equals("canceled"))
        .ifPresent(why -> all.add(message("error", why.code(), "$", why.text())));
    if (session.asked()) {
      var text = "The card's bank asks who pays, at continue_url";
      all.add(message("error", "requires_3ds", "$.authentication_result", text));
    }
    if (session.state() != Session.State.OPEN) return all;
    for (var each : quote.messages()) {
      var type = each.kind() == Quote.Message.Kind.ERROR ? "error" : "warning";
      all.add(message(type, each.code(), AcpProblem.path(each.param()), each.text()));
    }
    return all;
  }

  private static Map<String, Object> message(String type, String code, String param, String text) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", type);
    shape.put("code", code);
    shape.put("param", param);
    shape.put("content_type", "plain");
    shape.put("content", text);
    return shape;
  }

  private static List<Map<String, Object>> links(Shop shop) {
    var all = new ArrayList<Map<String, Object>>();
    shop.terms().ifPresent(url -> all.add(Map.of("type", "terms_of_use", "url", url)));
    shop.privacy().ifPresent(url -> all.add(Map.of("type", "privacy_policy", "url", url)));
    shop.returns().ifPresent(url -> all.add(Map.of("type", "return_policy", "url", url)));
    return all;
  }
}
