package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.systems.checkout.OrderCommand.AskAuthentication;
import dev.mainstem.systems.checkout.OrderCommand.Lapse;
import dev.mainstem.systems.checkout.OrderCommand.Place;
import dev.mainstem.systems.checkout.OrderCommand.Screen;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Purchases with a card whose bank asks who pays; killed, too, at each step from there on. */
class ChallengeTest {
  @TempDir private Path directory;

  private SagaCrashes crashes() {
    return new SagaCrashes(directory);
  }

  /** Somebody pays, and their bank asks. */
  private static void asked(Counter counter, String id) {
    counter.open(id, "ann", new Units("mug", 4));
    counter.complete(id);
    counter.reserve(id);
    counter.story().when("checkout", new Screen(id, 1));
    var ask = new AskAuthentication(id, 1, "https://bank.example/", Optional.of("visa"));
    counter.story().when("checkout", ask).answered(done -> {});
  }

  @Test
  void while_a_bank_asks_the_stock_is_held_and_an_answer_is_told_once() {
    var counter = new Counter();
    asked(counter, "cs_1");
    assertEquals(Session.State.AUTHENTICATION, counter.session("cs_1").state());
    assertEquals(6, counter.level("mug").available());
    counter.complete("cs_1").unchanged();
    var answer = Counter.answering("cs_1", true);
    counter.story().when("ann", answer).happened(new OrderEvent.BuyerAnswered("cs_1", 1, true));
    counter.story().when("ann", Counter.answering("cs_1", false)).unchanged();
    counter.story().when("checkout", new Place("cs_1", 1)).answered(done -> {});
    assertEquals(Session.State.COMPLETED, counter.session("cs_1").state());
    assertEquals(List.of(), counter.broken());
  }

  @Test
  void whoever_does_not_answer_his_bank_in_time_lets_go() {
    var counter = new Counter();
    asked(counter, "cs_1");
    counter.story().later(Duration.ofMinutes(15));
    counter.story().when("checkout", new Lapse("cs_1", 1)).answered(done -> {});
    assertEquals(Session.State.OPEN, counter.session("cs_1").state());
    assertEquals(10, counter.level("mug").available());
    var late = new AskAuthentication("cs_1", 1, "https://bank.example/", Optional.empty());
    counter.story().when("checkout", late).unchanged();
    assertEquals(List.of(), counter.broken());
  }

  /** Buys with a card whose bank asks who pays, up to where it asks. */
  private static void asked(SagaCrashes.Scene scene) {
    SagaCrashes.buy(scene, "pm_card_threeDSecure2Required");
    assertEquals(Session.State.AUTHENTICATION, scene.session().state());
    assertTrue(scene.session().attempt().orElseThrow().challenge().isPresent());
    assertEquals(2, scene.level().reserved());
  }

  /** What must be so after whatever ended without an order. */
  private static void nothing(SagaCrashes.Scene scene) {
    assertTrue(scene.order().isEmpty());
    assertEquals(new Level("mug", 5, 0, 0), scene.level());
    assertTrue(scene.trio.acquirer.taken.isEmpty(), scene.trio.acquirer.taken + "");
  }

  @Test
  void a_buyer_whose_bank_asks_proves_who_he_is_by_his_agent_and_buys() throws Exception {
    crashes()
        .run(
            "proved",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                asked(scene);
                scene.asks(Counter.answering("cs_1", true));
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
                assertEquals(new Level("mug", 5, 0, 2), scene.level());
              }
            });
  }

  @Test
  void a_buyer_whose_bank_asks_proves_who_he_is_at_its_page_and_buys() throws Exception {
    crashes()
        .run(
            "page",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                scene.armed(false);
                asked(scene);
                scene.armed(true);
                scene.answers(true);
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Order.State.PAID, scene.order().orElseThrow().state());
                assertEquals(new Level("mug", 5, 0, 2), scene.level());
              }
            });
  }

  @Test
  void a_buyer_who_cannot_prove_who_he_is_lets_go_of_everything() throws Exception {
    crashes()
        .run(
            "unproved",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                scene.armed(false);
                asked(scene);
                scene.armed(true);
                scene.asks(Counter.answering("cs_1", false));
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.OPEN, scene.session().state());
                assertEquals("payment_declined", scene.session().trouble().orElseThrow().code());
                nothing(scene);
              }
            });
  }

  @Test
  void a_buyer_who_gives_up_while_his_bank_asks_lets_go_and_answers_too_late() throws Exception {
    crashes()
        .run(
            "gave up",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                scene.armed(false);
                asked(scene);
                scene.armed(true);
                scene.asks(new CartCommand.CancelSession("cs_1"));
                scene.answers(true);
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.CANCELED, scene.session().state());
                nothing(scene);
              }
            });
  }

  @Test
  void a_buyer_who_never_answers_his_bank_lets_go_when_the_time_is_up() throws Exception {
    crashes()
        .run(
            "silent",
            new SagaCrashes.Plot() {
              @Override
              public void play(SagaCrashes.Scene scene) {
                scene.armed(false);
                asked(scene);
                scene.armed(true);
                scene.later(Duration.ofMinutes(16));
                scene.answers(true);
              }

              @Override
              public void check(SagaCrashes.Scene scene) {
                assertEquals(Session.State.OPEN, scene.session().state());
                assertEquals("expired", scene.session().trouble().orElseThrow().code());
                nothing(scene);
              }
            });
  }
}
