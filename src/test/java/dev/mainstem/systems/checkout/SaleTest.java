package dev.mainstem.systems.checkout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.checkout.SaleCommand.Admit;
import dev.mainstem.systems.checkout.SaleCommand.CloseSale;
import dev.mainstem.systems.checkout.SaleCommand.JoinQueue;
import dev.mainstem.systems.checkout.SaleCommand.OpenSale;
import dev.mainstem.systems.checkout.SaleEvent.Admitted;
import dev.mainstem.systems.checkout.SaleEvent.QueueEmptied;
import dev.mainstem.systems.checkout.SaleEvent.QueueJoined;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The law of flash sales and the line before them. */
class SaleTest {
  private static final Instant OPENS = Story.NOON.plus(Duration.ofMinutes(10));
  private static final Instant CLOSES = OPENS.plus(Duration.ofHours(1));

  private final Counter counter = new Counter();
  private final Story<CheckoutTables> story = counter.story();

  @BeforeEach
  void a_sale_is_announced() {
    story.when("shop", new OpenSale("drop", "mug", OPENS, CLOSES, 1, 2)).answered(sale -> {});
  }

  @AfterEach
  void every_law_holds() {
    assertEquals(List.of(), counter.broken());
  }

  private void join(String... buyers) {
    for (var buyer : buyers) story.when("shop", new JoinQueue("drop", buyer));
  }

  private void open() {
    story.later(Duration.ofMinutes(10));
  }

  private void buys(String id, String buyer, Optional<Session.Spot> spot) {
    counter.open(id, buyer, new Units("mug", 1));
    story.when(buyer, Counter.paying(id, spot));
  }

  private static Optional<Session.Spot> spot(String buyer, long number) {
    return Optional.of(new Session.Spot("drop", number, buyer));
  }

  @Test
  void who_comes_first_is_admitted_first_and_at_the_agreed_rate() {
    join("ann", "bob", "eve", "dan", "liz");
    story.when("ann", new JoinQueue("drop", "ann")).unchanged();
    story.when("checkout", new Admit("drop")).unchanged();
    open();
    story.when("checkout", new Admit("drop")).happened(new Admitted("drop", 2));
    story.when("checkout", new Admit("drop")).unchanged();
    story.later(Duration.ofSeconds(1));
    story.when("checkout", new Admit("drop")).happened(new Admitted("drop", 4));
    story.later(Duration.ofSeconds(1));
    story.when("checkout", new Admit("drop")).happened(new Admitted("drop", 5));
    story.later(Duration.ofSeconds(1));
    story.when("checkout", new Admit("drop")).happened(new QueueEmptied("drop"));
    story.when("checkout", new Admit("drop")).unchanged();
    story.when("zoe", new JoinQueue("drop", "zoe")).happened(new QueueJoined("drop", "zoe", 5));
    story.when("checkout", new Admit("drop")).happened(new Admitted("drop", 6));
  }

  @Test
  void only_who_is_admitted_may_buy_and_nobody_with_anothers_ticket() {
    join("ann", "bob", "eve");
    open();
    story.when("checkout", new Admit("drop"));
    buys("cs_1", "ann", spot("ann", 0));
    counter.reserve("cs_1").answered(done -> {});
    counter
        .open("cs_2", "eve", new Units("mug", 1))
        .answered(quote -> assertEquals("rate_limited", quote.obstacle().orElseThrow().code()));
    buys("cs_3", "eve", spot("eve", 2));
    assertEquals(Session.State.OPEN, counter.session("cs_3").state());
    buys("cs_4", "eve", spot("bob", 1));
    assertEquals(Session.State.OPEN, counter.session("cs_4").state());
  }

  @Test
  void the_cap_of_the_sale_counts_for_each_buyer() {
    join("ann");
    open();
    story.when("checkout", new Admit("drop"));
    buys("cs_1", "ann", spot("ann", 0));
    buys("cs_2", "ann", spot("ann", 0));
    counter.reserve("cs_1").answered(done -> {});
    counter.reserve("cs_2").refused("limit-per-buyer");
  }

  @Test
  void it_is_sold_within_its_window_and_as_usual_afterwards() {
    join("ann");
    buys("cs_1", "ann", spot("ann", 0));
    assertEquals(Session.State.OPEN, counter.session("cs_1").state());
    story.later(Duration.ofMinutes(71));
    story.when("zoe", new JoinQueue("drop", "zoe")).refused("sale-over");
    buys("cs_2", "bob", Optional.empty());
    counter.reserve("cs_2").answered(done -> {});
  }

  @Test
  void a_thing_has_one_sale_at_a_time() {
    var other = new OpenSale("other", "mug", OPENS, CLOSES, 1, 2);
    story.when("shop", other).refused("sale-taken", "/sku");
    story.when("shop", new CloseSale("drop")).answered(sale -> {});
    story.when("shop", new CloseSale("drop")).unchanged();
    story.when("shop", other).answered(sale -> {});
    story
        .when("shop", new OpenSale("late", "tee", CLOSES, OPENS, 1, 2))
        .refused("bad-window", "/closesAt");
  }

  @Test
  void a_ticket_is_good_for_its_tenant_and_unchanged_only() {
    var tickets = new Tickets(new Macs(new byte[32]));
    var acme = new Tenant("acme");
    var ticket = tickets.of(acme, new Place("drop", "ann", 7, Story.NOON));
    assertEquals(spot("ann", 7), tickets.read(acme, ticket));
    assertTrue(tickets.read(new Tenant("other"), ticket).isEmpty());
    assertTrue(tickets.read(acme, ticket.replace("~7~", "~0~")).isEmpty());
    assertTrue(tickets.read(acme, ticket.replace("ann", "bob")).isEmpty());
    assertTrue(tickets.read(acme, "").isEmpty());
    assertTrue(new Tickets(new Macs(new byte[] {1})).read(acme, ticket).isEmpty());
  }
}
