package dev.mainstem.systems.payments;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.payments.RiskCommand.SetRiskRules;
import dev.mainstem.systems.payments.risk.Outcome;
import dev.mainstem.systems.payments.risk.Rule;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What the shop of {@code --demo shop} finds suspicious, so that there is something to look at. */
public final class DemoRules {
  static final List<Rule> RULES =
      List.of(
          new Rule("large", Optional.of(Outcome.BLOCK), 80, "amount > 250.00 usd"),
          new Rule("from afar", Optional.of(Outcome.REVIEW), 40, "card_country in (BR, FR)"),
          new Rule("often", Optional.empty(), 20, "attempts(card, 10m) > 30"));

  private DemoRules() {}

  /** Sets them under an id, so that a demo that is taken up again sets them once. */
  public static Future<Answer> set(Bus bus) {
    var from = Asked.From.outside(Tenant.LOCAL, Caller.named("demo"), "");
    var once = Optional.of(new Asked.Once("demo-shop-risk", new byte[0]));
    var terms = new Bus.Terms<PaymentTables>(from, once, Asked.Guard.none());
    return bus.ask("payments", new SetRiskRules(RULES, Optional.of(60), Optional.empty()), terms);
  }
}
