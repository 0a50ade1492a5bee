package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.checkout.Customer.Address;
import dev.mainstem.systems.checkout.Customer.Contact;
import dev.mainstem.systems.checkout.Customer.Recipient;
import dev.mainstem.systems.checkout.fraud.FraudRule;
import dev.mainstem.systems.checkout.pricing.Promotion;
import dev.mainstem.systems.checkout.stock.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What the demo's shop sells, and who comes by. */
final class DemoShop {
  static final Set<String> PRODUCTS = Set.of("mug", "tee", "lamp", "gift");
  static final String SALE = "gold";
  private static final List<String> SKUS = List.of("mug-blue", "tee-m", "lamp", "gift-set");
  private static final List<String> CARDS =
      List.of(
          "pm_card_visa",
          "pm_card_visa",
          "pm_card_mastercard",
          "pm_card_visa",
          "pm_card_fr",
          "pm_card_chargeDeclined");
  private static final List<String[]> PLACES =
      List.of(
          new String[] {"US", "CA", "San Francisco"},
          new String[] {"DE", "", "Berlin"},
          new String[] {"JP", "", "Osaka"});

  private final Desk desk;
  private final Random random;

  DemoShop(Desk desk, Random random) {
    this.desk = desk;
    this.random = random;
  }

  List<CheckoutCommand<?>> filling(Instant now) {
    var all = new ArrayList<CheckoutCommand<?>>();
    var none = Optional.<String>empty();
    all.add(
        new CatalogueCommand.SetShop(
            "Mainstem Supply", "usd", "acme", none, none, none, none, Optional.empty()));
    var set = List.of(new Units("mug-blue", 2), new Units("tee-m", 1));
    var nothing = List.<Units>of();
    all.addAll(thing("mug", "Mug", variant("mug-blue", "mug", "Blue", nothing), 1_900));
    all.addAll(thing("tee", "T-shirt", variant("tee-m", "tee", "M", nothing), 2_900));
    all.addAll(thing("lamp", "Lamp", variant("lamp", "lamp", "Brass", nothing), 12_900));
    all.addAll(thing("gift", "Gift set", variant("gift-set", "gift", "Large", set), 5_900));
    all.add(
        new CatalogueCommand.PutShipping(
            "post",
            "Post",
            Optional.of("Post"),
            Set.of(),
            Map.of("usd", 700L),
            Optional.of(2),
            Optional.of(7)));
    taxes(all);
    all.add(spring());
    all.add(new CatalogueCommand.SetFraudRules(rules(), 50, 100));
    all.addAll(thing("gift", "Gift set", variant("gift-gold", "gift", "Gold", nothing), 9_900));
    all.add(sale(now));
    return all;
  }

  private static List<CheckoutCommand<?>> thing(
      String product, String title, CatalogueCommand.PutVariant variant, long price) {
    var all = new ArrayList<CheckoutCommand<?>>();
    all.add(new CatalogueCommand.PutProduct(product, title, title, Optional.empty()));
    all.add(variant);
    all.add(new CatalogueCommand.SetPrices(variant.sku(), Map.of("usd", price)));
    if (variant.bundle().isEmpty()) all.add(new StockCommand.Receive(variant.sku(), 500));
    return all;
  }

  private static CatalogueCommand.PutVariant variant(
      String sku, String product, String title, List<Units> bundle) {
    return new CatalogueCommand.PutVariant(
        sku,
        product,
        title,
        Map.of(),
        Optional.empty(),
        bundle,
        Optional.empty(),
        Optional.empty());
  }

  private static void taxes(List<CheckoutCommand<?>> to) {
    var us = new TaxTable.Rate("California", Optional.of("CA"), "", 88_750);
    var de = new TaxTable.Rate("VAT DE", Optional.empty(), "", 190_000);
    for (var each : List.of(us, de)) {
      boolean german = each == de;
      to.add(
          new CatalogueCommand.SetTaxes(
              german ? "DE" : "US",
              german,
              Optional.empty(),
              Optional.empty(),
              List.of(each),
              Optional.empty()));
    }
  }

  private static CatalogueCommand.PutPromotion spring() {
    return new CatalogueCommand.PutPromotion(
        "spring",
        Optional.of("SPRING10"),
        Promotion.Kind.PERCENT,
        Optional.of(100_000L),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(100L));
  }

  private static List<FraudRule> rules() {
    var usd = Optional.of("usd");
    return List.of(
        new FraudRule("large order", FraudRule.Kind.AMOUNT, 60, Optional.of(30_000L), usd),
        new FraudRule(
            "many attempts", FraudRule.Kind.VELOCITY, 60, Optional.of(5L), Optional.empty()));
  }

  /** Fills a cart and pays. */
  List<CheckoutCommand<?>> buyer() {
    var place = PLACES.get(random.nextInt(PLACES.size()));
    int number = random.nextInt(400);
    var name = "Buyer " + number;
    var contact =
        new Contact(
            Optional.empty(),
            Optional.empty(),
            Optional.of(name),
            "buyer" + number + "@demo.example",
            Optional.empty());
    var address =
        new Address(name, "Main Street 1", Optional.empty(), place[2], place[1], place[0], "12345");
    var to =
        new Recipient(Optional.of(name), Optional.empty(), Optional.empty(), Optional.of(address));
    var customer = desk.customer(Tenant.LOCAL, Optional.of(contact), Optional.of(to));
    var id = desk.fresh();
    var sku = SKUS.get((int) (SKUS.size() * Math.pow(random.nextDouble(), 2)));
    var items = List.of(new Units(sku, 1 + random.nextInt(3)));
    var card = CARDS.get(random.nextInt(CARDS.size()));
    return List.of(
        new CartCommand.OpenSession(
            id,
            Optional.empty(),
            items,
            List.of(),
            customer,
            Optional.empty(),
            Set.of(Session.ASKS)),
        new CartCommand.Complete(
            id,
            Customer.UNKNOWN,
            card,
            Optional.of(place[0]),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static SaleCommand.OpenSale sale(Instant now) {
    var end = now.plus(java.time.Duration.ofHours(6));
    return new SaleCommand.OpenSale(SALE, "gift-gold", now, end, 2, 5);
  }
}
