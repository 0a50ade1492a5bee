package dev.mainstem.systems.checkout;

import dev.mainstem.engine.Answer;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.payments.Allowance;
import dev.mainstem.systems.payments.Card;
import dev.mainstem.systems.payments.Delegation;
import dev.mainstem.systems.payments.NewCard;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.ReferenceCommand.Delegate;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Delegated payments (Agentic Commerce Protocol 2026-04-17): a card goes into the vault, and who
 * brought it gets a token that is good once, within its allowance. The number goes nowhere else.
 */
final class AcpDelegation {
  private static final Problem INVALID_CARD =
      Problem.invalid("invalid-card", "This card cannot be used");

  private final Payments payments;
  private final Vault vault;

  AcpDelegation(Payments payments, Vault vault) {
    this.payments = payments;
    this.vault = vault;
  }

  Future<Reply> delegate(ForeignCall call) {
    var json = call.json();
    var allowance = allowance(call, AcpRequests.object(json, "allowance"));
    var card = card(AcpRequests.object(json, "payment_method"));
    try {
      return Future.fromCompletionStage(vault.tokenise(call.tenant(), card))
          .compose(kept -> delegate(call, kept, allowance));
    } catch (Refusal no) {
      return Future.succeededFuture(notACard(no));
    }
  }

  /** The vault points at its own names, and never says what stood there. */
  private static Reply notACard(Refusal no) {
    var named = no.pointer().orElse("").replace("expMonth", "exp_month");
    var pointer = "/payment_method" + named.replace("expYear", "exp_year");
    return AcpProblem.of(INVALID_CARD, no.problem().title(), pointer);
  }

  private Future<Reply> delegate(ForeignCall call, Card card, Allowance allowance) {
    return call.ask(payments, new Delegate(card, allowance))
        .map(
            answer ->
                answer instanceof Answer.Refused no
                    ? AcpProblem.of(no)
                    : made(call, (Delegation) ((Answer.Done) answer).value()));
  }

  private static Reply made(ForeignCall call, Delegation made) {
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("source", "agent_checkout");
    made.allowance().merchant().ifPresent(id -> metadata.put("merchant_id", id));
    call.header("Idempotency-Key").ifPresent(key -> metadata.put("idempotency_key", key));
    return Reply.of(
        201, Map.of("id", made.id(), "created", made.createdAt().toString(), "metadata", metadata));
  }

  private static NewCard card(Map<String, Object> method) {
    return new NewCard(
        text(method, "number"),
        digits(method, "exp_month"),
        digits(method, "exp_year"),
        Optional.ofNullable(method.get("cvc")).map(String::valueOf));
  }

  private static String text(Map<String, Object> of, String name) {
    if (of.get(name) instanceof String text) return text;
    throw AcpProblem.MISSING.at("/payment_method/" + name, "");
  }

  private static int digits(Map<String, Object> of, String name) {
    var text = text(of, name);
    if (text.matches("\\d{1,4}")) return Integer.parseInt(text);
    throw AcpProblem.INVALID.at("/payment_method/" + name, "");
  }

  private static Allowance allowance(ForeignCall call, Map<String, Object> json) {
    for (var needed :
        new String[] {"max_amount", "currency", "checkout_session_id", "expires_at"}) {
      if (json.get(needed) == null) throw AcpProblem.MISSING.at("/allowance/" + needed, "");
    }
    var fields = new HashMap<String, Object>();
    fields.put("maxAmount", json.get("max_amount"));
    fields.put("currency", json.get("currency"));
    fields.put("session", json.get("checkout_session_id"));
    fields.put("merchant", json.get("merchant_id"));
    fields.put("expiresAt", json.get("expires_at"));
    fields.values().removeIf(java.util.Objects::isNull);
    return call.fill(Allowance.class, fields);
  }
}
