package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookCommand.Resend;
import dev.mainstem.systems.payments.HookCommand.RollSecret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What Stripe's API has no words for about webhooks: what was sent, again, and another secret. */
final class HookRoutes {
  private final Derived derived;

  HookRoutes(Derived derived) {
    this.derived = derived;
  }

  /**
   * @param overlapHours how long the old secret signs, too; a day if absent
   */
  record Rolling(Optional<@Min(0) @Max(24) Integer> overlapHours) {}

  /** An endpoint and what it checks signatures with from now on. */
  record Rolled(Endpoint endpoint, String secret) {}

  void all(Routes<PaymentTables> http) {
    http.get(
            "/payments/deliveries",
            (known, ask) -> known.deliveries.page(Span.of().backwards(), ask.page()))
        .lists(Delivery.class)
        .says("Lists webhooks that were or are to be delivered, newest first.");
    http.get(
            "/payments/deliveries/{id}",
            (known, ask) -> known.deliveries.requireRow(ask.path("id")))
        .shows(Delivery.class)
        .says("Shows a webhook that was or is to be delivered.");
    http.post("/payments/deliveries/{id}/resend", Resend.class).says("Sends a webhook once more.");
    http.post("/payments/webhook-endpoints/{id}/roll", Rolling.class, this::roll)
        .says("Makes another secret; the old one signs, too, for as long as you say.");
  }

  private Routes.Turn<Endpoint> roll(Ask ask, Rolling wanted) {
    var roll = new RollSecret(ask.path("id"), wanted.overlapHours());
    return new Routes.Turn<>(
        roll, kept -> new Rolled(kept, derived.signingKey(ask.tenant(), kept)));
  }
}
