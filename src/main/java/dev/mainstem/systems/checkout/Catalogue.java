package dev.mainstem.systems.checkout;

import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_BUNDLE;
import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_COUNTRY;
import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_CURRENCY;
import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_PROMOTION;
import static dev.mainstem.systems.checkout.CheckoutProblem.BAD_WINDOW;
import static dev.mainstem.systems.checkout.CheckoutProblem.CODE_TAKEN;
import static dev.mainstem.systems.checkout.CheckoutProblem.HAS_STOCK;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.checkout.CatalogueCommand.PutPromotion;
import dev.mainstem.systems.checkout.CatalogueCommand.PutVariant;
import dev.mainstem.systems.checkout.pricing.Currencies;
import java.util.Locale;
import java.util.Set;

/** What must be so of what is offered. */
final class Catalogue {
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private Catalogue() {}

  static void currency(String code, String pointer) {
    if (!Currencies.known(code)) throw BAD_CURRENCY.at(pointer, code);
  }

  static void country(String code, String pointer) {
    if (!COUNTRIES.contains(code)) throw BAD_COUNTRY.at(pointer, code);
  }

  /** Bundles do not nest, and what others consist of stays a thing. */
  static void mayConsistOf(CheckoutTables known, PutVariant asked) {
    if (asked.bundle().isEmpty()) return;
    for (var part : asked.bundle()) {
      boolean thing = known.variants.require(part.sku()).bundle().isEmpty();
      if (!thing || part.sku().equals(asked.sku())) throw BAD_BUNDLE.at("/bundle", part.sku());
    }
    if (known.stock.has(asked.sku())) throw HAS_STOCK.at("/bundle", asked.sku());
    var nested =
        known.variants.walk(
            Span.of(),
            row ->
                row.value().bundle().stream().anyMatch(u -> u.sku().equals(asked.sku()))
                    ? row.key()
                    : null);
    if (nested.isPresent()) throw BAD_BUNDLE.at("/bundle", nested.get());
  }

  static void mayPromise(CheckoutTables known, PutPromotion asked) {
    boolean says =
        switch (asked.kind()) {
          case PERCENT -> asked.ppm().isPresent();
          case AMOUNT -> asked.amount().isPresent() && asked.currency().isPresent();
          case BUY_X_GET_Y, FREE_SHIPPING -> true;
        };
    if (!says) throw BAD_PROMOTION.at("/kind", asked.kind());
    boolean minimum = asked.minimum().orElse(0L) > 0;
    if (minimum && asked.currency().isEmpty()) throw BAD_PROMOTION.at("/currency", "");
    asked.currency().ifPresent(code -> currency(code, "/currency"));
    var until = asked.until();
    if (until.isPresent() && asked.from().filter(f -> !f.isBefore(until.get())).isPresent()) {
      throw BAD_WINDOW.at("/until", until.get());
    }
    asked.code().ifPresent(code -> mayBeCalled(known, code, asked));
  }

  private static void mayBeCalled(CheckoutTables known, String code, PutPromotion asked) {
    if (code.isBlank()) throw BAD_PROMOTION.at("/code", code);
    var other = known.byCode.first(Deal.folded(code));
    if (other.filter(deal -> !deal.promotion().id().equals(asked.id())).isPresent()) {
      throw CODE_TAKEN.at("/code", code);
    }
  }
}
