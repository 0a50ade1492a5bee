package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.systems.checkout.CartCommand.CancelSession;
import dev.mainstem.systems.checkout.CartCommand.OpenSession;
import dev.mainstem.systems.checkout.CartCommand.UpdateSession;
import dev.mainstem.systems.checkout.CatalogueCommand.PutVariant;
import dev.mainstem.systems.checkout.OrderCommand.Abandon;
import dev.mainstem.systems.checkout.OrderCommand.CancelOrder;
import dev.mainstem.systems.checkout.OrderCommand.Judge;
import dev.mainstem.systems.checkout.OrderCommand.Lapse;
import dev.mainstem.systems.checkout.OrderCommand.MarkUnpaid;
import dev.mainstem.systems.checkout.OrderCommand.Place;
import dev.mainstem.systems.checkout.OrderCommand.RefundOrder;
import dev.mainstem.systems.checkout.OrderCommand.Screen;
import dev.mainstem.systems.checkout.OrderCommand.SettleRefund;
import dev.mainstem.systems.checkout.StockCommand.Count;
import dev.mainstem.systems.checkout.StockCommand.Receive;
import dev.mainstem.systems.checkout.fraud.FraudPolicy;
import dev.mainstem.systems.checkout.fraud.FraudRule;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The law of carts, stock and orders. */
class CheckoutTest {
  private final Counter counter = new Counter();
  private final Story<CheckoutTables> story = counter.story();

  @AfterEach
  void every_law_holds() {
    assertEquals(List.of(), counter.broken());
  }

  private static Units units(String sku, int quantity) {
    return new Units(sku, quantity);
  }

  private static String codes(Quote quote) {
    return String.join(" ", quote.messages().stream().map(Quote.Message::code).toList());
  }

  @Test
  void a_session_says_what_it_costs_and_what_is_missing() {
    var nobody =
        new OpenSession(
            "cs_1",
            Optional.empty(),
            List.of(units("mug", 1), units("ghost", 1), units("mug", 1)),
            List.of(),
            Customer.UNKNOWN,
            Optional.empty(),
            Set.of(Session.ASKS));
    story
        .when("ann", nobody)
        .answered(quote -> assertEquals("not_found missing missing", codes(quote)))
        .answered(quote -> assertEquals(2_000, quote.totals().total()))
        .answered(quote -> assertEquals(1, quote.lines().size()));
    var who =
        new UpdateSession(
            "cs_1",
            Optional.of(List.of(units("mug", 2))),
            Optional.empty(),
            Optional.empty(),
            Counter.buyer("ann"),
            Optional.empty());
    story
        .when("ann", who)
        .answered(quote -> assertTrue(quote.payable(), codes(quote)))
        .answered(quote -> assertEquals(Optional.of("post"), quote.option()))
        .answered(quote -> assertEquals(2_500, quote.totals().total()));
  }

  @Test
  void what_is_digital_is_not_sent() {
    counter
        .open("cs_1", "ann", units("song", 1))
        .answered(quote -> assertEquals(Optional.of("digital"), quote.option()))
        .answered(quote -> assertEquals(99, quote.totals().total()));
  }

  @Test
  void stock_is_held_for_all_lines_together_or_for_none() {
    counter.open("cs_1", "ann", units("set", 2), units("mug", 6));
    counter.complete("cs_1");
    counter.open("cs_2", "bob", units("set", 1), units("song", 1));
    counter.complete("cs_2");
    counter.reserve("cs_1").answered(done -> {});
    assertEquals(0, counter.level("mug").available());
    assertEquals(3, counter.level("tee").available());
    counter.reserve("cs_2").refused("out-of-stock");
    assertEquals(0, counter.level("song").reserved());
  }

  @Test
  void a_line_that_is_short_is_named_before_anybody_pays() {
    counter
        .open("cs_1", "ann", units("mug", 9), units("set", 1))
        .answered(quote -> assertEquals("out_of_stock out_of_stock", codes(quote)));
    counter.complete("cs_1").refused("out-of-stock", "/line_items/0");
  }

  @Test
  void the_last_unit_goes_to_one_of_two() {
    story.when("shop", new Count("mug", 1));
    counter.open("cs_1", "ann", units("mug", 1));
    counter.open("cs_2", "bob", units("mug", 1));
    counter.complete("cs_1");
    counter.complete("cs_2");
    counter.reserve("cs_2").answered(done -> {});
    counter.reserve("cs_1").refused("out-of-stock");
  }

  @Test
  void a_buyer_has_no_more_than_the_cap_over_all_sessions() {
    counter.sold("cs_1", "ann", units("tee", 1));
    counter.open("cs_2", "ann", units("tee", 1));
    counter.open("cs_3", "ann", units("tee", 1));
    counter.complete("cs_2");
    counter.complete("cs_3");
    counter.reserve("cs_2").answered(done -> {});
    counter.reserve("cs_3").refused("limit-per-buyer");
    counter
        .open("cs_4", "ann", units("tee", 1))
        .answered(quote -> assertTrue(codes(quote).contains("quantity_exceeded")));
  }

  @Test
  void what_is_held_lapses_when_its_time_is_up_and_not_before() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.later(Duration.ofMinutes(14));
    story.when("checkout", new Lapse("cs_1", 1)).unchanged();
    story.later(Duration.ofMinutes(1));
    story.when("checkout", new Lapse("cs_1", 1)).answered(done -> {});
    assertEquals(10, counter.level("mug").available());
    assertEquals(Session.State.OPEN, counter.session("cs_1").state());
    story.when("checkout", new Place("cs_1", 1)).refused("not-trying");
  }

  @Test
  void an_order_that_is_placed_never_lapses_and_is_placed_once() {
    counter.sold("cs_1", "ann", units("mug", 3));
    story.later(Duration.ofHours(1));
    story.when("checkout", new Lapse("cs_1", 1)).unchanged();
    story.when("checkout", new Place("cs_1", 1)).unchanged();
    story.when("checkout", new Abandon("cs_1", 1, "late", "")).unchanged();
    assertEquals(3, counter.level("mug").sold());
    assertEquals(0, counter.level("mug").reserved());
  }

  @Test
  void nothing_is_placed_that_was_not_screened() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1");
    story.when("checkout", new Place("cs_1", 1)).refused("not-trying");
    counter.reserve("cs_1");
    story.when("checkout", new Place("cs_1", 1)).refused("not-trying");
    story.when("checkout", new Screen("cs_1", 1));
    story.when("checkout", new Place("cs_1", 1)).answered(done -> {});
  }

  @Test
  void a_session_is_completed_once_however_often_it_is_asked() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1").answered(quote -> {});
    counter.complete("cs_1").unchanged();
    assertEquals(1, counter.session("cs_1").attempt().orElseThrow().number());
  }

  @Test
  void a_total_that_was_not_shown_is_shown_and_not_charged() {
    counter.open("cs_1", "ann", units("mug", 1));
    story.given("shop", new CatalogueEvent.PricesSet("mug", Map.of("usd", 1_200L)));
    counter
        .complete("cs_1")
        .answered(quote -> assertEquals(Session.State.OPEN, quote.session().state()))
        .answered(quote -> assertEquals(1_700, quote.totals().total()));
    counter
        .complete("cs_1")
        .answered(quote -> assertEquals(Session.State.COMPLETING, quote.session().state()));
  }

  @Test
  void a_declined_attempt_lets_go_and_may_be_followed_by_another() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("checkout", new Abandon("cs_1", 1, "payment_declined", "no"));
    assertEquals(10, counter.level("mug").available());
    assertEquals("payment_declined", counter.session("cs_1").trouble().orElseThrow().code());
    counter
        .complete("cs_1")
        .answered(q -> assertEquals(2, q.session().attempt().orElseThrow().number()));
    story.when("checkout", new Abandon("cs_1", 1, "late", "")).unchanged();
  }

  @Test
  void a_canceled_session_lets_go_and_is_over() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("ann", new CancelSession("cs_1")).answered(quote -> {});
    assertEquals(10, counter.level("mug").available());
    story.when("ann", new CancelSession("cs_1")).refused("session-ended");
    counter.complete("cs_1").refused("session-ended");
  }

  @Test
  void a_session_left_alone_expires() {
    counter.open("cs_1", "ann", units("mug", 1));
    story.later(Session.PATIENCE);
    counter.complete("cs_1").refused("session-expired");
  }

  @Test
  void a_suspicious_order_waits_with_its_stock_until_somebody_has_looked() {
    var rule =
        new FraudRule("large", FraudRule.Kind.AMOUNT, 50, Optional.of(2_000L), Optional.empty());
    story.given("shop", new CatalogueEvent.FraudRulesSet(new FraudPolicy(List.of(rule), 50, 90)));
    counter.open("cs_1", "ann", units("mug", 4));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("checkout", new Screen("cs_1", 1));
    assertEquals(Session.State.REVIEW, counter.session("cs_1").state());
    story.later(Duration.ofHours(23));
    story.when("checkout", new Lapse("cs_1", 1)).unchanged();
    story
        .when("eve", new Judge("cs_1", true, Optional.empty()))
        .answered(review -> assertEquals(Review.State.APPROVED, review.state()));
    assertEquals(Session.State.COMPLETING, counter.session("cs_1").state());
    story.when("checkout", new Place("cs_1", 1)).answered(done -> {});
  }

  @Test
  void a_review_nobody_makes_lapses_after_a_day() {
    var rule = new FraudRule("all", FraudRule.Kind.AMOUNT, 1, Optional.of(0L), Optional.empty());
    story.given("shop", new CatalogueEvent.FraudRulesSet(new FraudPolicy(List.of(rule), 1, 90)));
    counter.open("cs_1", "ann", units("mug", 4));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("checkout", new Screen("cs_1", 1));
    story.later(Duration.ofHours(24));
    story.when("checkout", new Lapse("cs_1", 1)).answered(done -> {});
    assertEquals(0, counter.level("mug").reserved());
    assertEquals(Review.State.LAPSED, story.read(known -> known.reviews.get("cs_1")).state());
  }

  @Test
  void a_canceled_order_goes_back_into_the_stock_and_its_money_back_to_who_paid() {
    var order = counter.sold("cs_1", "ann", units("set", 1), units("mug", 1));
    story.when("shop", new CancelOrder(order.id(), Optional.empty())).answered(now -> {});
    assertEquals(10, counter.level("mug").available());
    assertEquals(5, counter.level("tee").available());
    var refund = counter.order(order.id()).pending().orElseThrow();
    assertEquals(order.totals().total(), refund.amount());
    story.when("checkout", new SettleRefund(order.id(), refund.id(), Optional.empty()));
    assertFalse(counter.order(order.id()).pending().isPresent());
    story.when("shop", new CancelOrder(order.id(), Optional.empty())).unchanged();
  }

  @Test
  void an_order_whose_money_cannot_be_taken_is_none() {
    counter.open("cs_1", "ann", units("mug", 1));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("checkout", new Screen("cs_1", 1));
    story.when("checkout", new Place("cs_1", 1));
    var id = counter.session("cs_1").order();
    story.when("checkout", new MarkUnpaid(id, "expired")).answered(done -> {});
    assertEquals(Order.State.CANCELED, counter.order(id).state());
    assertEquals(10, counter.level("mug").available());
  }

  @Test
  void partial_refunds_add_up_to_what_was_paid_and_no_more() {
    story.given("shop", new CatalogueEvent.PricesSet("mug", Map.of("usd", 333L)));
    story.given(
        "shop", new CatalogueEvent.PromotionPut(Counter.percent("p", null, 100_000, none())));
    var order = counter.sold("cs_1", "ann", units("mug", 3));
    long back = 0;
    for (int i = 0; i < 3; i++) {
      story.when("shop", refund(order, units("li_mug", 1), i == 0)).answered(now -> {});
      var refund = counter.order(order.id()).pending().orElseThrow();
      back += refund.amount();
      story.when("shop", refund(order, units("li_mug", 1), false)).refused("refund-pending");
      story.when("checkout", new SettleRefund(order.id(), refund.id(), Optional.empty()));
    }
    assertEquals(order.lines().get(0).total(), back);
    assertEquals(8, counter.level("mug").available());
    story.when("shop", refund(order, units("li_mug", 1), false)).refused("too-much-back", "/lines");
  }

  @Test
  void a_refund_that_failed_can_be_asked_again() {
    var order = counter.sold("cs_1", "ann", units("mug", 1));
    story.when("shop", refund(order, units("li_mug", 1), false)).answered(now -> {});
    var refund = counter.order(order.id()).pending().orElseThrow();
    story.when("checkout", new SettleRefund(order.id(), refund.id(), Optional.of("closed")));
    story.when("shop", refund(order, units("li_mug", 1), false)).answered(now -> {});
  }

  private static Optional<Long> none() {
    return Optional.empty();
  }

  private static RefundOrder refund(Order order, Units line, boolean restock) {
    return new RefundOrder(
        order.id(), List.of(line), Optional.empty(), Optional.of(restock), Optional.empty());
  }

  @Test
  void a_code_is_used_as_often_as_it_may_be_and_no_more() {
    var once = Counter.percent("first", "WELCOME", 500_000, Optional.of(1L));
    story.given("shop", new CatalogueEvent.PromotionPut(once));
    for (var id : List.of("cs_1", "cs_2")) {
      counter
          .open(id, id, List.of("welcome"), List.of(units("mug", 1)))
          .answered(quote -> assertEquals(1_000, quote.totals().total()));
      counter.complete(id);
    }
    counter.reserve("cs_1").answered(done -> {});
    counter.reserve("cs_2").refused("code-used-up");
    counter
        .open("cs_3", "eve", List.of("WELCOME", "ghost"), List.of(units("mug", 1)))
        .answered(
            quote ->
                assertEquals(
                    "discount_code_usage_limit_reached discount_code_invalid", codes(quote)));
    story.when("checkout", new Abandon("cs_1", 1, "payment_declined", ""));
    assertEquals(0, story.read(known -> known.deals.get("first")).used());
  }

  @Test
  void stock_is_received_and_counted_but_not_below_what_is_promised() {
    counter.open("cs_1", "ann", units("mug", 4));
    counter.complete("cs_1");
    counter.reserve("cs_1");
    story.when("shop", new Count("mug", 3)).refused("promised", "/counted");
    story.when("shop", new Count("mug", 4)).answered(level -> assertEquals(0, level.available()));
    story.when("shop", new Receive("mug", 2)).answered(level -> assertEquals(2, level.available()));
    story.when("shop", new Receive("set", 2)).refused("bundle-has-no-stock");
  }

  @Test
  void a_bundle_consists_of_things_that_are_no_bundles() {
    story.when("shop", bundle("box", "set")).refused("bad-bundle", "/bundle");
    story.when("shop", bundle("mug", "tee")).refused("has-stock", "/bundle");
    story.when("shop", bundle("box", "ghost")).refused("no-such-variant");
    story.when("shop", bundle("box", "mug")).answered(variant -> {});
  }

  private static PutVariant bundle(String sku, String part) {
    return new PutVariant(
        sku,
        "mug",
        "box",
        Map.of(),
        Optional.empty(),
        List.of(units(part, 1)),
        Optional.empty(),
        Optional.empty());
  }
}
