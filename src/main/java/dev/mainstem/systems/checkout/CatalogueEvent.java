package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.checkout.fraud.FraudPolicy;
import java.util.Map;

/** What can have happened to what a shop offers. */
sealed interface CatalogueEvent extends CheckoutEvent {
  record ShopSet(Shop shop) implements CatalogueEvent {
    @Override
    public String about() {
      return Shop.KEY;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.shops.put(Shop.KEY, shop);
    }
  }

  record ProductPut(Product product) implements CatalogueEvent {
    @Override
    public String about() {
      return product.id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.products.put(product.id(), product);
    }
  }

  record VariantPut(Variant variant) implements CatalogueEvent {
    @Override
    public String about() {
      return variant.sku();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.variants.put(variant.sku(), variant);
    }
  }

  /**
   * @param amounts by currency, in minor units; other currencies keep theirs
   */
  record PricesSet(String sku, Map<String, Long> amounts) implements CatalogueEvent {
    @Override
    public String about() {
      return sku;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      amounts.forEach(
          (currency, amount) -> {
            var price = new Price(sku, currency, amount);
            known.prices.put(price.key(), price);
          });
    }
  }

  /**
   * @param deal whose use so far stays what it was
   */
  record PromotionPut(Deal deal) implements CatalogueEvent {
    @Override
    public String about() {
      return deal.promotion().id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.deals.put(about(), deal);
    }
  }

  record PromotionEnded(String id) implements CatalogueEvent {
    @Override
    public String about() {
      return id;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.deals.put(id, known.deals.get(id).asEnded());
    }
  }

  record TaxesSet(TaxTable table) implements CatalogueEvent {
    @Override
    public String about() {
      return table.country();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.taxes.put(table.country(), table);
    }
  }

  record ShippingPut(ShippingRate rate) implements CatalogueEvent {
    @Override
    public String about() {
      return rate.id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.shipping.put(rate.id(), rate);
    }
  }

  record FraudRulesSet(FraudPolicy policy) implements CatalogueEvent {
    @Override
    public String about() {
      return Shop.KEY;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.policies.put(Shop.KEY, policy);
    }
  }

  record BuyerListed(String hash, String note) implements CatalogueEvent {
    @Override
    public String about() {
      return hash;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.listed.put(hash, new Listed(hash, note, at.time()));
    }
  }

  record BuyerUnlisted(String hash) implements CatalogueEvent {
    @Override
    public String about() {
      return hash;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.listed.remove(hash);
    }
  }
}
