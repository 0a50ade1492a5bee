package dev.mainstem.simulation;

import java.util.List;
import java.util.Map;

/** What chance must be told of checkout. */
final class CheckoutSeasoning {
  private static final List<String> THINGS = List.of("a", "b", "c");
  private static final List<String> SESSIONS = List.of("cs_a", "cs_b", "cs_c", "cs_d");

  static final Seasoning ALL =
      new Seasoning(
          Map.ofEntries(
              Map.entry("id", List.of("a", "b", "c", "cs_a", "cs_b", "cs_c", "cs_d")),
              Map.entry("sku", THINGS),
              Map.entry("product", THINGS),
              Map.entry("sale", THINGS),
              Map.entry("session", SESSIONS),
              Map.entry("order", List.of("ord_a", "ord_b", "ord_c", "ord_d")),
              Map.entry("currency", List.of("usd", "usd", "eur")),
              Map.entry("country", List.of("DE", "US")),
              Map.entry("countries", List.of("DE", "US")),
              Map.entry("email", List.of("a@b.example")),
              Map.entry("buyer", List.of("ann", "bob")),
              Map.entry("code", List.of("X", "y")),
              Map.entry("interventions", List.of("3ds")),
              Map.entry("returnUrl", List.of("https://a.example/")),
              Map.entry(
                  "method",
                  List.of(
                      "pm_card_visa", "pm_card_chargeDeclined", "pm_card_threeDSecure2Required"))),
          Map.of(
              "quantity", List.of(1L, 3L),
              "counted", List.of(0L, 40L),
              "attempt", List.of(1L, 2L)),
          Map.of("session", "id"),
          Map.ofEntries(
              Map.entry("OpenSession", 12),
              Map.entry("Complete", 16),
              Map.entry("Receive", 8),
              Map.entry("Reserve", 0),
              Map.entry("Screen", 0),
              Map.entry("AskAuthentication", 0),
              Map.entry("Place", 0),
              Map.entry("Abandon", 0),
              Map.entry("Lapse", 0),
              Map.entry("MarkPaid", 0),
              Map.entry("MarkUnpaid", 0),
              Map.entry("ReturnMoney", 0),
              Map.entry("SettleRefund", 0),
              Map.entry("Admit", 0)));

  private CheckoutSeasoning() {}
}
