package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.systems.checkout.OrderCommand.CancelOrder;
import dev.mainstem.systems.checkout.OrderCommand.Judge;
import dev.mainstem.systems.checkout.OrderCommand.RefundOrder;
import dev.mainstem.systems.checkout.fraud.FraudRule;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The saga is killed at each of its steps; whatever was killed, it ends as it would have, and
 * nobody paid without an order.
 */
class SagaCrashTest {
  @TempDir private Path directory;

  private SagaCrashes crashes() {
    return new SagaCrashes(directory);
  }

  @Test
  void a_purchase_ends_in_one_order_that_is_paid_once() throws Exception {
    crashes()
        .run(
            "bought",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                SagaCrashes.buy(scene, "pm_card_visa");
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.COMPLETED, scene.session().state());
                assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
                assertEquals(2_000, scene.order().orElseThrow().charged());
                assertEquals(new Level("mug", 5, 0, 2), scene.level());
              }
            });
  }

  @Test
  void a_declined_purchase_lets_go_of_everything() throws Exception {
    crashes()
        .run(
            "declined",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                SagaCrashes.buy(scene, "pm_card_chargeDeclined");
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.OPEN, scene.session().state());
                assertTrue(scene.order().isEmpty());
                assertEquals(new Level("mug", 5, 0, 0), scene.level());
              }
            });
  }

  @Test
  void an_order_that_is_refunded_in_part_and_canceled_has_all_its_money_back() throws Exception {
    crashes()
        .run(
            "undone",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                SagaCrashes.buy(scene, "pm_card_visa");
                scene.asks(
                    new RefundOrder(
                        "ord_1",
                        List.of(new Units("li_mug", 1)),
                        Optional.empty(),
                        Optional.of(true),
                        Optional.empty()));
                scene.asks(new CancelOrder("ord_1", Optional.empty()));
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                var order = scene.order().orElseThrow();
                assertEquals(Order.State.CANCELED, order.state());
                assertEquals(2_000, order.refunded());
                var made = Order.Refund.Outcome.MADE;
                assertTrue(order.refunds().stream().allMatch(r -> r.outcome() == made), order + "");
                assertEquals(new Level("mug", 5, 0, 0), scene.level());
              }
            });
  }

  @Test
  void a_purchase_that_was_reviewed_goes_on_where_it_was() throws Exception {
    crashes()
        .run(
            "reviewed",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                var rule =
                    new FraudRule(
                        "all", FraudRule.Kind.AMOUNT, 5, Optional.of(0L), Optional.empty());
                scene.asks(new CatalogueCommand.SetFraudRules(List.of(rule), 5, 9));
                SagaCrashes.buy(scene, "pm_card_visa");
                assertEquals(Session.State.REVIEW, scene.session().state());
                scene.later(Duration.ofMinutes(20));
                scene.asks(new Judge("cs_1", true, Optional.empty()));
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
              }
            });
  }

  @Test
  void a_payment_nobody_answers_for_ends_when_the_time_is_up_and_is_canceled_later()
      throws Exception {
    crashes()
        .run(
            "asked",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                scene.trio.acquirer.mute = true;
                SagaCrashes.buy(scene, "pm_card_visa");
                assertEquals(Session.State.COMPLETING, scene.session().state());
                assertEquals(2, scene.level().reserved());
                scene.later(Duration.ofMinutes(16));
                assertEquals("expired", scene.session().trouble().orElseThrow().code());
                scene.trio.acquirer.mute = false;
                for (int hour = 0; hour < 6; hour++) scene.later(Duration.ofHours(1));
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.OPEN, scene.session().state());
                assertTrue(scene.order().isEmpty());
                assertEquals(new Level("mug", 5, 0, 0), scene.level());
              }
            });
  }
}
