package dev.mainstem.systems.checkout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What this shop can do, as the Agentic Commerce Protocol 2026-04-17 spells it. */
final class AcpCapabilities {
  private static final String SPEC =
      "https://github.com/agentic-commerce-protocol/agentic-commerce-protocol";

  private AcpCapabilities() {}

  static Map<String, Object> of(Shop shop, Session session) {
    var discount = new LinkedHashMap<String, Object>();
    discount.put("name", "discount");
    discount.put("extends", List.of("$.CheckoutSession.discounts"));
    return Map.of(
        "payment",
        Map.of("handlers", List.of(card(shop))),
        "interventions",
        Map.of(
            "supported",
            List.copyOf(session.interventions()),
            "required",
            List.of(),
            "enforcement",
            "conditional"),
        "extensions",
        List.of(discount));
  }

  private static Map<String, Object> card(Shop shop) {
    var handler = new LinkedHashMap<String, Object>();
    handler.put("id", "card_tokenized");
    handler.put("name", "dev.acp.tokenized.card");
    handler.put("display_name", "Card");
    handler.put("version", AcpSessions.VERSION);
    handler.put("spec", SPEC);
    handler.put("requires_delegate_payment", true);
    handler.put("requires_pci_compliance", false);
    handler.put("psp", "mainstem");
    handler.put("config_schema", SPEC);
    handler.put("instrument_schemas", List.of(SPEC));
    handler.put("config", Map.of("merchant_id", shop.merchant(), "psp", "mainstem"));
    return handler;
  }
}
