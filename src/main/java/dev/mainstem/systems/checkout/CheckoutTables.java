package dev.mainstem.systems.checkout;

import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_ORDER;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_PRODUCT;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_PROMOTION;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_REVIEW;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_SALE;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_SESSION;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_TAXES;
import static dev.mainstem.systems.checkout.CheckoutProblem.NO_SUCH_VARIANT;
import static dev.mainstem.systems.checkout.CheckoutProblem.SESSION_BUSY;
import static dev.mainstem.systems.checkout.CheckoutProblem.SESSION_ENDED;
import static dev.mainstem.systems.checkout.CheckoutProblem.SESSION_EXPIRED;

import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.systems.checkout.fraud.FraudPolicy;
import dev.mainstem.systems.checkout.stock.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What checkout knows, and the questions that more than one rule asks of it. */
final class CheckoutTables extends Tables {
  /** The most ways to send, and the most promotions without a code, that are looked at. */
  static final int MOST = 100;

  final Table<String, Product> products =
      table("product", String.class, Product.class).absent(NO_SUCH_PRODUCT);
  final Table<String, Variant> variants =
      table("variant", String.class, Variant.class).absent(NO_SUCH_VARIANT);
  final Index<String, String, Variant> ofProduct =
      variants.index("product", String.class, Variant::product);
  final Table<Price.Key, Price> prices = table("price", Price.Key.class, Price.class);
  final Table<String, Deal> deals =
      table("promotion", String.class, Deal.class).absent(NO_SUCH_PROMOTION);
  final Index<String, String, Deal> byCode = deals.index("code", String.class, Deal::liveCode);
  final Index<Boolean, String, Deal> automatic =
      deals.index("automatic", Boolean.class, CheckoutTables::automatic);
  final Table<String, TaxTable> taxes =
      table("tax", String.class, TaxTable.class).absent(NO_SUCH_TAXES);
  final Table<String, ShippingRate> shipping = table("shipping", String.class, ShippingRate.class);
  final Table<String, Shop> shops = table("shop", String.class, Shop.class);
  final Table<String, FraudPolicy> policies = table("fraud", String.class, FraudPolicy.class);

  final Table<String, Level> stock = table("stock", String.class, Level.class);
  final Table<String, Reservation> reservations =
      table("reservation", String.class, Reservation.class);
  final Table<Purchase.Key, Purchase> purchases =
      table("purchase", Purchase.Key.class, Purchase.class);

  final Table<String, Session> sessions =
      table("session", String.class, Session.class).absent(NO_SUCH_SESSION);
  final Index<String, String, Session> ofBuyer =
      sessions.index("buyer", String.class, s -> s.customer().buyer().orElse(null));
  final Table<String, Order> orders =
      table("order", String.class, Order.class).absent(NO_SUCH_ORDER);
  final Index<Instant, String, Order> byTime =
      orders.index("placed", Instant.class, Order::placedAt);

  final Table<String, Activity> activities = table("activity", String.class, Activity.class);
  final Table<String, Listed> listed =
      table("listed", String.class, Listed.class).absent(CheckoutProblem.NOT_LISTED);
  final Table<String, Review> reviews =
      table("review", String.class, Review.class).absent(NO_SUCH_REVIEW);
  final Index<Instant, String, Review> waiting =
      reviews.index("waiting", Instant.class, Review::waiting);

  final Table<String, Sale> sales = table("sale", String.class, Sale.class).absent(NO_SUCH_SALE);
  final Index<String, String, Sale> bySku = sales.index("sku", String.class, Sale::sku);
  final Table<Place.Key, Place> places = table("place", Place.Key.class, Place.class);

  final Stocks stocks = new Stocks(this);

  private static Boolean automatic(Deal deal) {
    return deal.ended() || deal.promotion().code().isPresent() ? null : Boolean.TRUE;
  }

  Shop shop() {
    return shops.find(Shop.KEY).orElse(Shop.UNNAMED);
  }

  FraudPolicy policy() {
    return policies.find(Shop.KEY).orElse(FraudPolicy.NONE);
  }

  List<Deal> automatic() {
    return automatic.page(Boolean.TRUE, Page.first(MOST)).items();
  }

  List<ShippingRate> shippingTo(String country, String currency) {
    return shipping.scan(Span.of(), MOST).stream()
        .map(Row::value)
        .filter(rate -> rate.serves(country, currency))
        .toList();
  }

  Activity activity(String buyer) {
    return activities.find(buyer).orElse(Activity.none(buyer));
  }

  /** The sale of this thing, the latest if there were several. */
  Optional<Sale> saleOf(String sku) {
    return bySku.page(Span.of(sku), Page.first(MOST)).items().stream()
        .reduce((one, other) -> other.closesAt().isAfter(one.closesAt()) ? other : one);
  }

  /** Whether a session's ticket is for this sale and its buyer, and has been called. */
  boolean admitted(Session session, Sale sale) {
    return session
        .spot()
        .filter(spot -> spot.sale().equals(sale.id()) && spot.number() < sale.admitted())
        .filter(spot -> session.customer().buyer().equals(Optional.of(spot.buyer())))
        .isPresent();
  }

  /** A session that may be changed. */
  Session open(String id, Instant now) {
    var session = sessions.require(id);
    if (session.state().paying()) throw SESSION_BUSY.of(id);
    if (session.state() != Session.State.OPEN) throw SESSION_ENDED.of(id);
    if (session.expired(now)) throw SESSION_EXPIRED.of(id);
    return session;
  }

  Quote quote(String session, Instant now) {
    return Quoting.of(this, sessions.require(session), now);
  }

  void turn(String session, Session.State state) {
    sessions.put(session, sessions.get(session).as(state));
  }
}
