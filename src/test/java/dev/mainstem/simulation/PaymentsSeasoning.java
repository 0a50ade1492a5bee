package dev.mainstem.simulation;

import java.util.List;
import java.util.Map;

/** What chance must be told of payments. The acquirer is the simulator inside the house. */
final class PaymentsSeasoning {
  private static final List<String> IDS =
      List.of(
          "pi_00000000000000000000000001",
          "pi_00000000000000000000000002",
          "cus_00000000000000000000000001",
          "pm_00000000000000000000000001");
  private static final List<String> METHODS =
      List.of(
          "pm_card_visa",
          "pm_card_visa",
          "pm_card_amex",
          "pm_card_chargeDeclined",
          "pm_card_createDispute",
          "pm_card_threeDSecure2Required",
          "pm_00000000000000000000000001");

  private static final List<String> SENTENCES =
      List.of(
          "amount > 5 usd",
          "attempts(card, 1h) > 1",
          "declines(email, 1d) > 0 or cards(ip, 30d) > 1",
          "card_country != billing_country",
          "email in @friends or email_age > 1h",
          "not a rule");

  /** Nothing can be called from here, and there is no vault: what would need them is not asked. */
  static final Seasoning ALL =
      new Seasoning(
          Map.ofEntries(
              Map.entry("id", IDS),
              Map.entry("intent", IDS),
              Map.entry("method", METHODS),
              Map.entry("customer", List.of("cus_00000000000000000000000001")),
              Map.entry("reference", List.of("r1", "r2", "r3", "r4", "r5")),
              Map.entry("key", List.of("k1", "k2")),
              Map.entry("currency", List.of("usd", "usd", "jpy", "bhd", "xxx")),
              Map.entry("keepFor", List.of("on_session", "off_session")),
              Map.entry("debit", List.of("a", "b", "c", "payments:usd/fees")),
              Map.entry("credit", List.of("a", "b", "c")),
              Map.entry("of", List.of("a", "b", "c")),
              Map.entry("token", List.of("test/VISA")),
              Map.entry("brand", List.of("visa")),
              Map.entry("last4", List.of("4242")),
              Map.entry("funding", List.of("credit")),
              Map.entry("country", List.of("US", "DE")),
              Map.entry("email", List.of("e1", "e2")),
              Map.entry("ip", List.of("i1")),
              Map.entry("value", List.of("e1", "US")),
              Map.entry("list", List.of("friends")),
              Map.entry("when", SENTENCES)),
          Map.of(
              "amount", List.of(1L, 900L),
              "declines", List.of(0L, 3_000L),
              "timeouts", List.of(0L, 3_000L),
              "lost", List.of(0L, 3_000L),
              "latencyMs", List.of(0L, 0L)),
          Map.of("id", "id", "intent", "intent"),
          Map.ofEntries(
              Map.entry("Authorize", 20),
              Map.entry("OpenIntent", 20),
              Map.entry("Confirm", 8),
              Map.entry("CapturePayment", 10),
              Map.entry("PostTransfers", 10),
              Map.entry("OpenAccount", 8),
              Map.entry("RecordOutcome", 0),
              Map.entry("RecordUnknown", 0),
              Map.entry("ExpireIntent", 0),
              Map.entry("ExpireTransfers", 0),
              Map.entry("Settle", 0),
              Map.entry("EndDelegation", 0),
              Map.entry("EndToken", 0),
              Map.entry("KeepToken", 0),
              Map.entry("UseToken", 0),
              Map.entry("ForgetMethods", 0),
              Map.entry("RecordChargeback", 0),
              Map.entry("ExpireDispute", 0),
              Map.entry("TrimNotices", 0),
              Map.entry("DeleteCustomer", 0),
              Map.entry("KeepEndpoint", 0),
              Map.entry("QueueWebhooks", 0),
              Map.entry("MarkWebhook", 0),
              Map.entry("SetSimulator", 1)));

  private PaymentsSeasoning() {}
}
