package dev.mainstem.systems.payments;

import dev.mainstem.systems.payments.RiskCommand.SetRiskRules;
import dev.mainstem.systems.payments.risk.Rule;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /payments/risk/rules/try}: what rules would have made of past payments, before they
 * are set. A question whose words stand in a body, so that nothing is written.
 */
public final class RiskDoor implements ForeignApi {
  private static final Duration USUAL = Duration.ofDays(7);

  private final Payments payments;
  private final InstantSource clock;

  public RiskDoor(Payments payments, InstantSource clock) {
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Rules that are to be tried.
   *
   * @param since a week ago if absent
   */
  record Proposal(
      @Size(max = 50) List<Rule> rules,
      Optional<@Min(1) @Max(100) Integer> reviewAt,
      Optional<@Min(1) @Max(100) Integer> blockAt,
      Optional<Instant> since) {}

  @Override
  public String name() {
    return "payments";
  }

  @Override
  public void routes(Routes to) {
    to.post("/payments/risk/rules/try", this::attempt).scope("payments:read");
  }

  private Future<Reply> attempt(ForeignCall call) {
    var words = call.fill(Proposal.class, call.json());
    var since = words.since().orElseGet(() -> clock.instant().minus(USUAL));
    var wanted = new SetRiskRules(words.rules(), words.reviewAt(), words.blockAt());
    return call.read(
        payments,
        known -> {
          var proposed = wanted.proposed(known.risk().version() + 1);
          return Reply.of(200, RiskTrial.of(known, proposed, since));
        });
  }
}
