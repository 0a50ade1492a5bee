package dev.mainstem.systems.payments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Disputes in the shape of Stripe's API. */
final class DisputeShapes {
  /** What there can be of evidence; files are not taken. */
  static final List<String> EVIDENCE =
      List.of(
          "access_activity_log",
          "billing_address",
          "cancellation_policy_disclosure",
          "cancellation_rebuttal",
          "customer_email_address",
          "customer_name",
          "customer_purchase_ip",
          "duplicate_charge_explanation",
          "duplicate_charge_id",
          "product_description",
          "refund_policy_disclosure",
          "refund_refusal_explanation",
          "service_date",
          "shipping_address",
          "shipping_carrier",
          "shipping_date",
          "shipping_tracking_number",
          "uncategorized_text");

  private DisputeShapes() {}

  static Map<String, Object> of(
      PaymentTables known, Dispute dispute, Map<String, String> evidence) {
    var shape = StripeShapes.object("dispute", dispute.id());
    shape.put("amount", dispute.amount());
    shape.put(
        "balance_transactions",
        dispute.transactions().stream()
            .map(known.lines::get)
            .map(StripeMoneyShapes::line)
            .toList());
    shape.put("charge", dispute.charge());
    shape.put("created", StripeShapes.seconds(dispute.createdAt()));
    shape.put("currency", dispute.currency());
    shape.put("enhanced_eligibility_types", List.of());
    shape.put("evidence", fields(evidence));
    shape.put("evidence_details", details(dispute, !evidence.isEmpty()));
    shape.put("is_charge_refundable", false);
    shape.put("metadata", dispute.metadata());
    shape.put("network_reason_code", null);
    shape.put("payment_intent", dispute.intent());
    shape.put("reason", dispute.reason());
    shape.put("status", StripeShapes.word(dispute.state()));
    return shape;
  }

  private static Map<String, Object> fields(Map<String, String> evidence) {
    var shape = new LinkedHashMap<String, Object>();
    for (var name : EVIDENCE) shape.put(name, evidence.get(name));
    return shape;
  }

  private static Map<String, Object> details(Dispute dispute, boolean evidence) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("due_by", StripeShapes.seconds(dispute.dueBy()));
    shape.put("has_evidence", evidence);
    shape.put("past_due", false);
    shape.put("submission_count", dispute.submissions());
    return shape;
  }
}
