package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.fraud.FraudPolicy;
import dev.mainstem.systems.checkout.fraud.FraudRule;
import dev.mainstem.systems.checkout.pricing.Basket;
import dev.mainstem.systems.checkout.pricing.Promotion;
import dev.mainstem.systems.checkout.pricing.Rounding;
import dev.mainstem.systems.checkout.pricing.Taxation;
import dev.mainstem.systems.checkout.stock.Units;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may be asked of what a shop offers, each question with its rule. */
sealed interface CatalogueCommand<R> extends CheckoutCommand<R> {
  record SetShop(
      @Size(min = 1, max = 120) String name,
      @Pattern(regexp = CURRENCY) String currency,
      @Size(min = 1, max = 200) String merchant,
      Optional<@Size(max = 2_048) String> terms,
      Optional<@Size(max = 2_048) String> privacy,
      Optional<@Size(max = 2_048) String> returns,
      Optional<@Size(max = 2_048) String> orderEvents,
      Optional<Boolean> signed)
      implements CatalogueCommand<Shop> {
    @Override
    public Decision<Shop> decide(CheckoutTables known, Moment at) {
      Catalogue.currency(currency, "/currency");
      var shop = new Shop(name, currency, merchant, terms, privacy, returns, orderEvents, signed);
      if (known.shop().equals(shop)) return unchanged(() -> shop);
      return happened(new CatalogueEvent.ShopSet(shop)).answering(() -> shop);
    }
  }

  record PutProduct(
      @Pattern(regexp = NAME) String id,
      @Size(min = 1, max = 200) String title,
      @Size(max = 5_000) String description,
      Optional<@Size(max = 2_048) String> image)
      implements CatalogueCommand<Product> {
    @Override
    public Decision<Product> decide(CheckoutTables known, Moment at) {
      var product = new Product(id, title, description, image);
      return happened(new CatalogueEvent.ProductPut(product)).answering(() -> product);
    }
  }

  /**
   * @param bundle what one of it consists of, for a variant without stock of its own
   * @param cap the most one buyer may have of it
   */
  record PutVariant(
      @Pattern(regexp = NAME) String sku,
      @Size(min = 1, max = 64) String product,
      @Size(min = 1, max = 200) String title,
      Map<String, @Size(max = 100) String> options,
      Optional<@Min(1) @Max(Units.MOST) Integer> cap,
      @Size(max = 10) List<Units> bundle,
      Optional<Boolean> digital,
      Optional<@Size(max = 40) String> category)
      implements CatalogueCommand<Variant> {
    @Override
    public Decision<Variant> decide(CheckoutTables known, Moment at) {
      known.products.require(product);
      Catalogue.mayConsistOf(known, this);
      var goods = category.orElse("");
      boolean bare = digital.orElse(false);
      var parts = Units.summed(bundle);
      var made = new Variant(sku, product, title, options, cap, parts, bare, goods);
      return happened(new CatalogueEvent.VariantPut(made)).answering(() -> made);
    }
  }

  record SetPrices(
      @Size(min = 1, max = 64) String sku, Map<String, @Min(0) @Max(Basket.DEAREST) Long> amounts)
      implements CatalogueCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      known.variants.require(sku);
      for (var currency : amounts.keySet()) Catalogue.currency(currency, "/amounts");
      if (amounts.isEmpty()) return unchanged();
      return happened(new CatalogueEvent.PricesSet(sku, amounts));
    }
  }

  /**
   * @param ppm taken off, in parts per million, or off a free unit
   * @param amount taken off, in minor units of the currency
   * @param limit how many orders may use it
   */
  record PutPromotion(
      @Pattern(regexp = NAME) String id,
      Optional<@Size(min = 1, max = 60) String> code,
      Promotion.Kind kind,
      Optional<@Min(1) @Max(Rounding.WHOLE) Long> ppm,
      Optional<@Min(1) @Max(Basket.DEAREST) Long> amount,
      Optional<@Pattern(regexp = CURRENCY) String> currency,
      Optional<@Min(0) @Max(Basket.DEAREST) Long> minimum,
      Optional<@Min(1) @Max(100) Integer> buy,
      Optional<@Min(1) @Max(100) Integer> get,
      @Size(max = 100) Set<@Size(min = 1, max = 64) String> skus,
      Optional<Boolean> stacks,
      Optional<@Min(1) @Max(1_000) Integer> priority,
      Optional<Instant> from,
      Optional<Instant> until,
      Optional<@Min(1) Long> limit)
      implements CatalogueCommand<Deal> {
    @Override
    public Decision<Deal> decide(CheckoutTables known, Moment at) {
      Catalogue.mayPromise(known, this);
      long used = known.deals.find(id).map(Deal::used).orElse(0L);
      var deal = new Deal(promotion(), from, until, limit, used, false);
      return happened(new CatalogueEvent.PromotionPut(deal)).answering(() -> deal);
    }

    private Promotion promotion() {
      return new Promotion(
          id,
          code.map(String::strip),
          kind,
          ppm.orElse(Rounding.WHOLE),
          amount.orElse(0L),
          currency,
          minimum.orElse(0L),
          buy.orElse(1),
          get.orElse(1),
          skus,
          stacks.orElse(true),
          priority.orElse(100));
    }
  }

  record EndPromotion(String id) implements CatalogueCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      if (known.deals.require(id).ended()) return unchanged();
      return happened(new CatalogueEvent.PromotionEnded(id));
    }
  }

  record SetTaxes(
      @Pattern(regexp = COUNTRY) String country,
      boolean inclusive,
      Optional<Taxation.Round> round,
      Optional<Rounding> rounding,
      @Size(max = 200) List<TaxTable.Rate> rates,
      Optional<@Size(max = 40) String> shipping)
      implements CatalogueCommand<TaxTable> {
    @Override
    public Decision<TaxTable> decide(CheckoutTables known, Moment at) {
      Catalogue.country(country, "/country");
      var how = round.orElse(Taxation.Round.LINE);
      var half = rounding.orElse(Rounding.HALF_UP);
      var table = new TaxTable(country, inclusive, how, half, rates, shipping.orElse(""));
      return happened(new CatalogueEvent.TaxesSet(table)).answering(() -> table);
    }
  }

  record PutShipping(
      @Pattern(regexp = NAME) String id,
      @Size(min = 1, max = 120) String title,
      Optional<@Size(max = 120) String> carrier,
      @Size(max = 250) Set<@Pattern(regexp = COUNTRY) String> countries,
      Map<String, @Min(0) @Max(Basket.DEAREST) Long> prices,
      Optional<@Min(0) @Max(365) Integer> minDays,
      Optional<@Min(0) @Max(365) Integer> maxDays)
      implements CatalogueCommand<ShippingRate> {
    @Override
    public Decision<ShippingRate> decide(CheckoutTables known, Moment at) {
      for (var country : countries) Catalogue.country(country, "/countries");
      for (var currency : prices.keySet()) Catalogue.currency(currency, "/prices");
      int from = minDays.orElse(1);
      int to = Math.max(from, maxDays.orElse(from));
      var by = carrier.orElse("");
      var rate = new ShippingRate(id, title, by, countries, prices, from, to);
      return happened(new CatalogueEvent.ShippingPut(rate)).answering(() -> rate);
    }
  }

  record SetFraudRules(
      @Size(max = 50) List<FraudRule> rules,
      @Min(1) @Max(1_000_000) int reviewAt,
      @Min(1) @Max(1_000_000) int blockAt)
      implements CatalogueCommand<FraudPolicy> {
    @Override
    public Decision<FraudPolicy> decide(CheckoutTables known, Moment at) {
      var policy = new FraudPolicy(rules, reviewAt, blockAt);
      return happened(new CatalogueEvent.FraudRulesSet(policy)).answering(() -> policy);
    }
  }

  /**
   * @param hash of a mail address or domain, as the door made it
   */
  record ListBuyer(@Size(max = 80) String hash, @Size(max = 200) String note)
      implements CatalogueCommand<Listed> {
    @Override
    public Decision<Listed> decide(CheckoutTables known, Moment at) {
      return happened(new CatalogueEvent.BuyerListed(hash, note))
          .answering(() -> known.listed.get(hash));
    }
  }

  record UnlistBuyer(String hash) implements CatalogueCommand<Void> {
    @Override
    public Decision<Void> decide(CheckoutTables known, Moment at) {
      known.listed.require(hash);
      return happened(new CatalogueEvent.BuyerUnlisted(hash));
    }
  }
}
