package dev.mainstem.systems.checkout;

import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.house.Story;
import dev.mainstem.house.Told;
import dev.mainstem.systems.checkout.CartCommand.Complete;
import dev.mainstem.systems.checkout.CartCommand.OpenSession;
import dev.mainstem.systems.checkout.OrderCommand.MarkPaid;
import dev.mainstem.systems.checkout.OrderCommand.Place;
import dev.mainstem.systems.checkout.OrderCommand.Screen;
import dev.mainstem.systems.checkout.StockCommand.Reserve;
import dev.mainstem.systems.checkout.pricing.Promotion;
import dev.mainstem.systems.checkout.stock.Level;
import dev.mainstem.systems.checkout.stock.Units;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A small shop for tests: mugs, tees, a bundle of both, and a song, with some of each in stock. */
final class Counter {
  static final Outgoing CLOSED =
      Outgoing.closed(new AddressGuard(List.of(), InetAddress::getAllByName));

  private final Story<CheckoutTables> story = Story.of(checkout());

  Counter() {
    story.given(
        "shop",
        new CatalogueEvent.ProductPut(new Product("mug", "Mug", "A mug", Optional.empty())),
        put("mug", List.of(), false, Optional.empty()),
        put("tee", List.of(), false, Optional.of(2)),
        put("set", List.of(new Units("mug", 2), new Units("tee", 1)), false, Optional.empty()),
        put("song", List.of(), true, Optional.empty()),
        priced("mug", 1_000),
        priced("tee", 2_500),
        priced("set", 4_000),
        priced("song", 99),
        new StockEvent.Received("mug", 10),
        new StockEvent.Received("tee", 5),
        new StockEvent.Received("song", 1_000),
        new CatalogueEvent.ShippingPut(
            new ShippingRate("post", "Post", "DHL", Set.of("DE"), Map.of("usd", 500L), 1, 3)));
  }

  static Checkout checkout() {
    return new Checkout(
        new Premises(
            CLOSED, Seals.none(), () -> "http://127.0.0.1", new SecureRandom(), new byte[32]));
  }

  private static CatalogueEvent.VariantPut put(
      String sku, List<Units> bundle, boolean digital, Optional<Integer> cap) {
    var variant = new Variant(sku, "mug", sku, Map.of(), cap, bundle, digital, "");
    return new CatalogueEvent.VariantPut(variant);
  }

  private static CatalogueEvent.PricesSet priced(String sku, long amount) {
    return new CatalogueEvent.PricesSet(sku, Map.of("usd", amount));
  }

  Story<CheckoutTables> story() {
    return story;
  }

  static Customer buyer(String name) {
    return new Customer(
        Optional.of(name),
        Optional.of("example"),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Customer.Destination("DE", Optional.empty())),
        Optional.empty(),
        Optional.empty());
  }

  /** A percentage off everything. */
  static Deal percent(String id, String code, long ppm, Optional<Long> limit) {
    var promotion =
        new Promotion(
            id,
            Optional.ofNullable(code),
            Promotion.Kind.PERCENT,
            ppm,
            0,
            Optional.empty(),
            0,
            1,
            1,
            Set.of(),
            true,
            100);
    return new Deal(promotion, Optional.empty(), Optional.empty(), limit, 0, false);
  }

  Told<CheckoutTables, Quote> open(String id, String buyer, Units... items) {
    return open(id, buyer, List.of(), Arrays.asList(items));
  }

  Told<CheckoutTables, Quote> open(String id, String buyer, List<String> codes, List<Units> items) {
    var none = Optional.<Session.Spot>empty();
    return story.when(
        buyer,
        new OpenSession(
            id, Optional.empty(), items, codes, buyer(buyer), none, Set.of(Session.ASKS)));
  }

  Told<CheckoutTables, Quote> complete(String id) {
    return story.when("buyer", paying(id, Optional.empty()));
  }

  static Complete paying(String id, Optional<Session.Spot> spot) {
    var none = Optional.<String>empty();
    return new Complete(id, Customer.UNKNOWN, "pm_card_visa", none, spot, none, Optional.empty());
  }

  /** What whoever buys says to his bank, brought by whoever buys for him. */
  static Complete answering(String id, boolean proved) {
    var none = Optional.<String>empty();
    return new Complete(
        id, Customer.UNKNOWN, "pm_card_visa", none, Optional.empty(), none, Optional.of(proved));
  }

  Told<CheckoutTables, Void> reserve(String id) {
    return story.when("checkout", new Reserve(id, session(id).attempt().orElseThrow().number()));
  }

  /** From a cart to an order that is paid. */
  Order sold(String id, String buyer, Units... items) {
    open(id, buyer, items);
    complete(id);
    reserve(id);
    story.when("checkout", new Screen(id, 1));
    story.when("checkout", new Place(id, 1));
    var order = session(id).order();
    story.when("checkout", new MarkPaid(order, order(order).totals().total()));
    return order(order);
  }

  Session session(String id) {
    return story.read(known -> known.sessions.get(id));
  }

  Order order(String id) {
    return story.read(known -> known.orders.get(id));
  }

  Level level(String sku) {
    return story.read(known -> known.stocks.level(sku));
  }

  /** Which laws are broken. */
  List<String> broken() {
    return story.read(
        known ->
            CheckoutLaws.all().stream()
                .flatMap(law -> law.broken().apply(known).stream())
                .toList());
  }
}
