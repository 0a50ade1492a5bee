package dev.mainstem.systems.payments;

import static dev.mainstem.systems.payments.StripeShapes.object;
import static dev.mainstem.systems.payments.StripeShapes.seconds;
import static dev.mainstem.systems.payments.StripeShapes.word;

import dev.mainstem.systems.payments.ledger.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Money in the shapes of Stripe's API. */
final class StripeMoneyShapes {
  private StripeMoneyShapes() {}

  static Map<String, Object> card(Card card) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("brand", card.brand());
    shape.put("checks", checks());
    shape.put("country", card.country().orElse(null));
    shape.put("display_brand", card.brand());
    shape.put("exp_month", card.expMonth());
    shape.put("exp_year", card.expYear());
    shape.put("fingerprint", card.fingerprint());
    shape.put("funding", card.funding());
    shape.put("generated_from", null);
    shape.put("last4", card.last4());
    shape.put("networks", Map.of("available", List.of(card.brand())));
    shape.put("three_d_secure_usage", Map.of("supported", true));
    shape.put("wallet", null);
    return shape;
  }

  /** As Stripe's older shapes name brands. */
  static String spoken(String brand) {
    return switch (brand) {
      case "visa" -> "Visa";
      case "mastercard" -> "MasterCard";
      case "amex" -> "American Express";
      case "discover" -> "Discover";
      case "diners" -> "Diners Club";
      case "jcb" -> "JCB";
      case "unionpay" -> "UnionPay";
      default -> "Unknown";
    };
  }

  private static Map<String, Object> checks() {
    var checks = new LinkedHashMap<String, Object>();
    checks.put("address_line1_check", null);
    checks.put("address_postal_code_check", null);
    checks.put("cvc_check", null);
    return checks;
  }

  static Map<String, Object> charge(PaymentTables known, Charge charge) {
    var intent = known.intents.get(charge.intent());
    boolean failed = charge.state() == Charge.State.FAILED;
    boolean taken = charge.state() == Charge.State.CAPTURED;
    var shape = object("charge", charge.id());
    shape.put("amount", charge.amount());
    shape.put("amount_captured", charge.captured());
    shape.put("amount_refunded", charge.refunded());
    shape.put("application", null);
    shape.put("balance_transaction", charge.transaction().orElse(null));
    shape.put("billing_details", StripePeopleShapes.billing(Contact.NOBODY));
    shape.put("calculated_statement_descriptor", intent.terms().statement().orElse("SIMULATOR"));
    shape.put("captured", taken);
    shape.put("created", seconds(charge.createdAt()));
    shape.put("currency", charge.currency());
    shape.put("customer", charge.customer().orElse(null));
    shape.put("description", intent.terms().description().orElse(null));
    shape.put("disputed", charge.disputed());
    shape.put("failure_code", charge.failure().map(Failure::code).orElse(null));
    shape.put("failure_message", charge.failure().map(Failure::message).orElse(null));
    shape.put("fraud_details", Map.of());
    shape.put("metadata", intent.terms().metadata());
    shape.put("outcome", StripeReviews.outcome(charge));
    shape.put("paid", !failed);
    shape.put("payment_intent", charge.intent());
    shape.put("payment_method", charge.method());
    shape.put("payment_method_details", Map.of("type", "card", "card", card(charge.card())));
    shape.put("receipt_email", null);
    shape.put("receipt_url", null);
    shape.put("refunded", taken && charge.refunded() == charge.captured());
    shape.put("review", known.reviews.find(Review.of(charge.id())).map(Review::id).orElse(null));
    shape.put("shipping", null);
    shape.put("statement_descriptor", intent.terms().statement().orElse(null));
    shape.put("status", failed ? "failed" : "succeeded");
    return shape;
  }

  static Map<String, Object> refund(Giveback refund) {
    var shape = object("refund", refund.id());
    shape.put("amount", refund.amount());
    shape.put("balance_transaction", refund.transaction().orElse(null));
    shape.put("charge", refund.charge());
    shape.put("created", seconds(refund.createdAt()));
    shape.put("currency", refund.currency());
    shape.put("metadata", refund.metadata());
    shape.put("payment_intent", refund.intent());
    shape.put("reason", refund.reason().orElse(null));
    shape.put("receipt_number", null);
    shape.put("status", word(refund.state()));
    shape.remove("livemode");
    return shape;
  }

  static Map<String, Object> line(BalanceLine line) {
    var shape = object("balance_transaction", line.id());
    shape.put("amount", line.amount());
    shape.put("available_on", seconds(line.availableAt()));
    shape.put("created", seconds(line.createdAt()));
    shape.put("currency", line.currency());
    shape.put("description", null);
    shape.put("exchange_rate", null);
    shape.put("fee", line.fee());
    shape.put("fee_details", fees(line));
    shape.put("net", line.net());
    boolean disputed = line.kind() == BalanceLine.Kind.ADJUSTMENT;
    shape.put("reporting_category", disputed ? "dispute" : word(line.kind()));
    shape.put("source", line.source());
    shape.put("status", line.available() ? "available" : "pending");
    shape.put("type", word(line.kind()));
    shape.remove("livemode");
    return shape;
  }

  private static List<Map<String, Object>> fees(BalanceLine line) {
    if (line.fee() == 0) return List.of();
    var fee = new LinkedHashMap<String, Object>();
    fee.put("amount", line.fee());
    fee.put("application", null);
    fee.put("currency", line.currency());
    fee.put("description", "Acquirer's fee (simulator)");
    fee.put("type", "stripe_fee");
    return List.of(fee);
  }

  /** What is there in each currency; one that was never used is not. */
  static Map<String, Object> balance(PaymentTables known) {
    var available = new ArrayList<Map<String, Object>>();
    var pending = new ArrayList<Map<String, Object>>();
    known.accounts.walk(
        dev.mainstem.kernel.Span.of().from(Books.OWN).to(Books.OWN + "\uffff"),
        row -> {
          if (row.key().endsWith("/available")) available.add(funds(row.value()));
          if (row.key().endsWith("/pending")) pending.add(funds(row.value()));
          return null;
        });
    var shape = new LinkedHashMap<String, Object>();
    shape.put("object", "balance");
    shape.put("available", available);
    shape.put("livemode", false);
    shape.put("pending", pending);
    return shape;
  }

  private static Map<String, Object> funds(Account account) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("amount", account.balance());
    shape.put("currency", account.currency());
    shape.put("source_types", Map.of("card", account.balance()));
    return shape;
  }

  static Map<String, Object> endpoint(Endpoint endpoint, Optional<String> secret) {
    var shape = object("webhook_endpoint", endpoint.id());
    shape.put("api_version", null);
    shape.put("application", null);
    shape.put("created", seconds(endpoint.createdAt()));
    shape.put("description", endpoint.description().orElse(null));
    shape.put("enabled_events", endpoint.types());
    shape.put("metadata", endpoint.metadata());
    secret.ifPresent(s -> shape.put("secret", s));
    shape.put("status", endpoint.enabled() ? "enabled" : "disabled");
    shape.put("url", endpoint.url());
    return shape;
  }
}
