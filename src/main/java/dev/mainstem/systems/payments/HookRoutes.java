package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.systems.payments.HookCommand.RollSecret;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What Stripe's API has no words for: another secret for webhooks. */
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
    http.post("/payments/webhook-endpoints/{id}/roll", Rolling.class, this::roll)
        .says("Makes another secret; the old one signs, too, for as long as you say.");
  }

  private Routes.Turn<Endpoint> roll(Ask ask, Rolling wanted) {
    var roll = new RollSecret(ask.path("id"), wanted.overlapHours());
    return new Routes.Turn<>(
        roll, kept -> new Rolled(kept, derived.signingKey(ask.tenant(), kept)));
  }
}
