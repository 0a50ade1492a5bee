package dev.mainstem.systems.checkout;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * 3-D Secure as the Agentic Commerce Protocol 2026-04-17 spells it: what a shop says of itself so
 * that an agent can have its buyer asked, and what the agent says came of it. The agent may as well
 * send its buyer to {@code continue_url}, where the card's bank asks. What an authentication is
 * proved with (a cryptogram) is asked for and kept nowhere: the simulator has no directory server
 * to hold it against.
 */
final class AcpAuthentication {
  private static final String RESULT = "authentication_result";
  private static final String DETAILS = "outcome_details";

  /** The networks whose directory servers the protocol knows, by brand of the card. */
  private static final Map<String, String> DIRECTORIES =
      Map.of("visa", "visa", "mastercard", "mastercard", "amex", "american_express");

  /** With which a payment may go on; these need details. */
  private static final Set<String> PROVED = Set.of("authenticated", "attempt_acknowledged");

  private static final Set<String> OUTCOMES =
      Set.of(
          "abandoned",
          "attempt_acknowledged",
          "authenticated",
          "canceled",
          "denied",
          "informational",
          "internal_error",
          "not_supported",
          "processing_error",
          "rejected");

  /** Electronic commerce indicators: 07 says that nobody was authenticated. */
  private static final Set<String> INDICATORS = Set.of("01", "02", "05", "06", "07");

  private AcpAuthentication() {}

  /** Of what this shop asks, what an agent can have its buyer asked: all, if it says nothing. */
  static Set<String> interventions(Map<String, Object> json) {
    var said = AcpRequests.object(AcpRequests.object(json, "capabilities"), "interventions");
    boolean able = !(said.get("supported") instanceof List<?> all) || all.contains(Session.ASKS);
    return able ? Set.of(Session.ASKS) : Set.of();
  }

  /** Whether the buyer has proved who they are; empty if the agent says nothing of it. */
  static Optional<Boolean> proved(Map<String, Object> json) {
    if (json.get(RESULT) == null) return Optional.empty();
    var result = AcpRequests.object(json, RESULT);
    var outcome = String.valueOf(result.get("outcome"));
    if (!OUTCOMES.contains(outcome)) throw AcpProblem.INVALID.at("/" + RESULT + "/outcome", "");
    boolean detailed = PROVED.contains(outcome) || outcome.equals("informational");
    if (!detailed) return Optional.of(false);
    var details = AcpRequests.object(result, DETAILS);
    for (var needed :
        List.of(
            "three_ds_cryptogram", "electronic_commerce_indicator", "transaction_id", "version")) {
      if (details.get(needed) instanceof String text && !text.isBlank()) continue;
      throw AcpProblem.MISSING.at("/" + RESULT + "/" + DETAILS + "/" + needed, "");
    }
    var indicator = details.get("electronic_commerce_indicator");
    if (!INDICATORS.contains(indicator))
      throw AcpProblem.INVALID.at(
          "/" + RESULT + "/" + DETAILS + "/electronic_commerce_indicator", "");
    return Optional.of(PROVED.contains(outcome) && !"07".equals(indicator));
  }

  /** {@code authentication_required} if an agent can see to it, else only the buyer can. */
  static String status(Session session) {
    return directory(session).isPresent() ? "authentication_required" : "requires_escalation";
  }

  private static Optional<String> directory(Session session) {
    var brand = session.attempt().flatMap(Attempt::brand);
    return brand.map(DIRECTORIES::get);
  }

  /** What an agent must know of the shop and its acquirer, while a bank asks. */
  static Optional<Map<String, Object>> metadata(Session session, Shop shop) {
    if (!session.asked()) return Optional.empty();
    return directory(session).map(directory -> metadata(directory, shop));
  }

  private static Map<String, Object> metadata(String directory, Shop shop) {
    var acquirer = new LinkedHashMap<String, Object>();
    acquirer.put("acquirer_bin", "000000"); // the simulator's: no bank has it
    acquirer.put("acquirer_country", "US");
    acquirer.put("acquirer_merchant_id", first(shop.merchant(), 35));
    acquirer.put("merchant_name", first(shop.name(), 40));
    var flow = Map.of("type", "challenge", "challenge", Map.of("type", "mandated"));
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("acquirer_details", acquirer);
    metadata.put("directory_server", directory);
    metadata.put("flow_preference", flow);
    return metadata;
  }

  private static String first(String text, int most) {
    return text.substring(0, Math.min(most, text.length()));
  }
}
