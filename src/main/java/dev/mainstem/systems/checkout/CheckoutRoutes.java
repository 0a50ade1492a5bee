package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.checkout.stock.Level;

/** The native door: what a shop looks after, and carts for its own pages. */
final class CheckoutRoutes {
  private final Desk desk;
  private final OrderWebhook webhook;
  private final Macs macs;

  CheckoutRoutes(Desk desk, OrderWebhook webhook, Macs macs) {
    this.desk = desk;
    this.webhook = webhook;
    this.macs = macs;
  }

  void all(Routes<CheckoutTables> http) {
    catalogue(http);
    terms(http);
    stock(http);
    new CartRoutes(desk).all(http);
    orders(http);
    fraud(http);
    new SaleRoutes(desk).all(http);
  }

  private void catalogue(Routes<CheckoutTables> http) {
    http.put("/checkout/shop", CatalogueCommand.SetShop.class, this::shop).says("Says who sells.");
    http.get("/checkout/shop", (known, ask) -> known.shop())
        .shows(Shop.class)
        .says("Shows who sells.");
    http.put("/checkout/products/{id}", CatalogueCommand.PutProduct.class).says("Puts a product.");
    http.get("/checkout/products", (known, ask) -> known.products.page(Span.of(), ask.page()))
        .lists(Product.class)
        .says("Lists products.");
    http.get("/checkout/products/{id}", (known, ask) -> known.products.requireRow(ask.path("id")))
        .shows(Product.class)
        .says("Shows a product.");
    http.put("/checkout/variants/{sku}", CatalogueCommand.PutVariant.class)
        .says("Puts a variant of a product, or a bundle of others.");
    http.get("/checkout/variants", (known, ask) -> known.variants.page(Span.of(), ask.page()))
        .lists(Variant.class)
        .says("Lists variants.");
    http.put("/checkout/variants/{sku}/prices", CatalogueCommand.SetPrices.class)
        .says("Sets what one unit costs, in minor units by currency.");
    http.get("/checkout/offers", CheckoutRoutes::offers)
        .lists(Forms.Offer.class)
        .says("Lists what can be bought, with prices and what is left.");
  }

  /** An address that may not be called is refused here, where somebody is there to hear it. */
  private Routes.Turn<Shop> shop(Ask ask, CatalogueCommand.SetShop wanted) {
    wanted.orderEvents().ifPresent(url -> webhook.check(url, "/orderEvents"));
    return new Routes.Turn<>(wanted, shop -> shop);
  }

  private static Page.Of<Forms.Offer> offers(CheckoutTables known, Ask ask) {
    return known.variants.page(Span.of(), ask.page()).map(variant -> Offers.of(known, variant));
  }

  private static void terms(Routes<CheckoutTables> http) {
    http.put("/checkout/promotions/{id}", CatalogueCommand.PutPromotion.class)
        .says("Puts a promotion; how often it was used stays.");
    http.delete("/checkout/promotions/{id}", CatalogueCommand.EndPromotion.class)
        .says("Ends a promotion.");
    http.get(
            "/checkout/promotions",
            (known, ask) -> known.deals.page(Span.of(), ask.page()).map(Forms.Promoted::of))
        .lists(Forms.Promoted.class)
        .says("Lists promotions.");
    http.put("/checkout/taxes/{country}", CatalogueCommand.SetTaxes.class)
        .says("Says how a country taxes.");
    http.get("/checkout/taxes", (known, ask) -> known.taxes.page(Span.of(), ask.page()))
        .lists(TaxTable.class)
        .says("Lists taxes by country.");
    http.put("/checkout/shipping/{id}", CatalogueCommand.PutShipping.class)
        .says("Puts a way to send things.");
    http.get("/checkout/shipping", (known, ask) -> known.shipping.page(Span.of(), ask.page()))
        .lists(ShippingRate.class)
        .says("Lists ways to send things.");
  }

  private static void stock(Routes<CheckoutTables> http) {
    http.get("/checkout/stock", (known, ask) -> known.stock.page(Span.of(), ask.page()))
        .lists(Level.class)
        .says("Lists stock.");
    http.get("/checkout/stock/{sku}", CheckoutRoutes::level)
        .shows(Level.class)
        .says("Shows how many there are, are reserved and are sold.");
    http.post("/checkout/stock/{sku}/receive", StockCommand.Receive.class).says("Units came in.");
    http.post("/checkout/stock/{sku}/count", StockCommand.Count.class)
        .says("Somebody counted what is on the shelf.");
    http.stream("/checkout/stock/stream", StockEvent.Received.class, (event, ask) -> event)
        .says("Units that come in, live.");
  }

  private static Object level(CheckoutTables known, Ask ask) {
    known.variants.require(ask.path("sku"));
    return known.stocks.level(ask.path("sku"));
  }

  private void orders(Routes<CheckoutTables> http) {
    http.get(
            "/checkout/orders",
            (known, ask) -> known.byTime.page(Span.of().backwards(), ask.page()))
        .lists(Order.class)
        .says("Lists orders, newest first.");
    http.get("/checkout/orders/{order}", (known, ask) -> known.orders.requireRow(ask.path("order")))
        .shows(Order.class)
        .says("Shows an order.");
    http.post("/checkout/orders/{order}/cancel", OrderCommand.CancelOrder.class)
        .says("Cancels an order: its stock and its money go back.");
    http.post("/checkout/orders/{order}/refunds", OrderCommand.RefundOrder.class)
        .says("Gives part of the money back.");
    http.get("/checkout/signing-key", (known, ask) -> webhook.shown(ask.tenant()))
        .scope("checkout:sign")
        .shows(Forms.SigningKey.class)
        .says("Shows the key your order events are signed with.");
    http.get("/checkout/agents-key", (known, ask) -> AcpSignature.key(macs, ask.tenant()))
        .scope("checkout:sign")
        .shows(Forms.SigningKey.class)
        .says("Shows the key agents sign with, in a shop that wants them to.");
  }

  private void fraud(Routes<CheckoutTables> http) {
    http.put("/checkout/fraud", CatalogueCommand.SetFraudRules.class)
        .says("Sets what makes an order suspicious.");
    http.get("/checkout/fraud", (known, ask) -> known.policy())
        .shows(dev.mainstem.systems.checkout.fraud.FraudPolicy.class)
        .says("Shows what makes an order suspicious.");
    http.get("/checkout/reviews", (known, ask) -> known.waiting.page(Span.of(), ask.page()))
        .lists(Review.class)
        .says("Lists orders somebody must look at, oldest first.");
    http.post("/checkout/reviews/{session}", OrderCommand.Judge.class)
        .says("Approves or rejects an order.");
    http.post("/checkout/listed", Forms.Naming.class, this::list)
        .says("Puts a mail address or domain on the list that fraud rules look at.");
    http.get("/checkout/listed", (known, ask) -> known.listed.page(Span.of(), ask.page()))
        .lists(Listed.class)
        .says("Lists who is on the list, by keyed hashes.");
    http.delete("/checkout/listed/{hash}", CatalogueCommand.UnlistBuyer.class)
        .says("Takes somebody off the list.");
    http.post("/checkout/buyers/forget", Forms.Naming.class, this::forget)
        .says("Destroys what is known about a buyer, by mail address.");
  }

  private Routes.Turn<Listed> list(Ask ask, Forms.Naming who) {
    var hash = desk.hash(ask.tenant(), who.buyer());
    return new Routes.Turn<>(
        new CatalogueCommand.ListBuyer(hash, who.note().orElse("")), listed -> listed);
  }

  private Routes.Turn<Integer> forget(Ask ask, Forms.Naming who) {
    var hash = desk.hash(ask.tenant(), who.buyer());
    return new Routes.Turn<>(new CartCommand.ForgetBuyer(hash), Forms.Forgotten::new);
  }
}
