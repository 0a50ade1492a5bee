package dev.mainstem.systems.checkout.pricing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.systems.checkout.pricing.Basket.Item;
import dev.mainstem.systems.checkout.pricing.Basket.Shipping;
import dev.mainstem.systems.checkout.pricing.Promotion.Kind;
import dev.mainstem.systems.checkout.pricing.Taxation.Rate;
import dev.mainstem.systems.checkout.pricing.Taxation.Round;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a basket costs, against another calculation in big decimals and by hand. */
class TotalsTest {
  private static final List<String> SKUS = List.of("mug", "tee", "cap", "pen");
  private static final List<String> GOODS = List.of("", "food", "books");

  @Provide
  Arbitrary<Basket> baskets() {
    var currencies = Arbitraries.of("jpy", "eur", "bhd");
    var item =
        Combinators.combine(
                Arbitraries.of(SKUS),
                Arbitraries.longs().between(0, 2_000_000),
                Arbitraries.integers().between(1, 10_000),
                Arbitraries.of(GOODS))
            .as((sku, price, many, goods) -> new Item(sku + price + many, sku, price, many, goods));
    var shipping = Arbitraries.longs().between(0, 20_000).map(p -> new Shipping("post", p));
    return currencies.flatMap(
        currency ->
            Combinators.combine(
                    item.list().ofMinSize(1).ofMaxSize(8),
                    shipping.optional(),
                    promotions(currency),
                    taxations())
                .as((items, sent, off, tax) -> new Basket(currency, items, sent, off, tax)));
  }

  private static Arbitrary<List<Promotion>> promotions(String currency) {
    return Combinators.combine(
            Arbitraries.of(Kind.values()),
            Arbitraries.longs().between(0, Rounding.WHOLE),
            Arbitraries.longs().between(0, 500_000),
            Arbitraries.of(SKUS).set().ofMaxSize(2))
        .as(TotalsTest::promotion)
        .list()
        .ofMaxSize(4)
        .map(all -> numbered(all, currency));
  }

  private static Promotion promotion(Kind kind, long ppm, long amount, Set<String> skus) {
    boolean stacks = amount % 3 > 0;
    int buy = 1 + (int) (amount % 2);
    int rank = (int) (ppm % 3) + 1;
    return new Promotion(
        "", Optional.empty(), kind, ppm, amount, Optional.empty(), ppm, buy, 1, skus, stacks, rank);
  }

  private static List<Promotion> numbered(List<Promotion> all, String currency) {
    var named = new ArrayList<Promotion>();
    for (var p : all) {
      named.add(
          new Promotion(
              "p" + named.size(),
              p.code(),
              p.kind(),
              p.ppm(),
              p.amount(),
              Optional.of(p.amount() % 7 == 0 ? "usd" : currency),
              p.minimum(),
              p.buy(),
              p.get(),
              p.skus(),
              p.stacks(),
              p.priority()));
    }
    return named;
  }

  private static Arbitrary<Taxation> taxations() {
    var ppm = Arbitraries.longs().between(0, 300_000);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(Round.values()),
            Arbitraries.of(Rounding.values()),
            ppm.list().ofMinSize(4).ofMaxSize(4),
            Arbitraries.of(GOODS))
        .as(
            (inclusive, round, rounding, p, sent) ->
                new Taxation(
                    inclusive,
                    round,
                    rounding,
                    Map.of(
                        "", List.of(new Rate("state", p.get(0)), new Rate("city", p.get(1))),
                        "food", List.of(new Rate("state food", p.get(2))),
                        "books", List.of()),
                    sent));
  }

  @Property(tries = 5_000)
  void a_basket_costs_what_big_decimals_say(@ForAll("baskets") Basket basket) {
    var totals = Totals.of(basket);
    var oracle = new Oracle(basket);
    assertEquals(oracle.base.longValueExact(), totals.base());
    assertEquals(oracle.itemOff.longValueExact(), totals.itemDiscount());
    assertEquals(oracle.orderOff.longValueExact(), totals.orderDiscount());
    assertEquals(oracle.shipping.longValueExact(), totals.shipping());
    assertEquals(oracle.tax.longValueExact(), totals.tax());
    assertEquals(oracle.total.longValueExact(), totals.total());
  }

  @Property(tries = 1_000)
  void lines_and_taxes_add_up_without_a_rest(@ForAll("baskets") Basket basket) {
    var totals = Totals.of(basket);
    long lines = totals.lines().stream().mapToLong(Totals.Line::total).sum();
    assertEquals(totals.total(), lines + totals.shippingTotal());
    assertEquals(totals.tax(), totals.taxes().stream().mapToLong(Totals.Taxed::amount).sum());
    assertTrue(totals.lines().stream().allMatch(line -> line.total() >= 0), totals + "");
    for (var applied : totals.applied()) {
      long parts = applied.allocations().stream().mapToLong(Long::longValue).sum();
      assertTrue(parts == applied.amount() || parts == 0, applied + "");
    }
  }

  /** The same in big decimals, written another way: prices are never kept in minor units. */
  private static final class Oracle {
    private final int digits;
    private final RoundingMode mode;
    private final List<BigDecimal> nets = new ArrayList<>();
    private BigDecimal base = BigDecimal.ZERO;
    private BigDecimal itemOff = BigDecimal.ZERO;
    private BigDecimal orderOff = BigDecimal.ZERO;
    private BigDecimal shipping;
    private BigDecimal tax = BigDecimal.ZERO;
    private BigDecimal total;

    Oracle(Basket basket) {
      digits = Map.of("jpy", 0, "eur", 2, "bhd", 3).get(basket.currency());
      mode =
          basket.taxation().rounding() == Rounding.HALF_UP
              ? RoundingMode.HALF_UP
              : RoundingMode.HALF_EVEN;
      for (var item : basket.items()) {
        var line = major(item.price()).multiply(BigDecimal.valueOf(item.quantity()));
        nets.add(line);
        base = base.add(line);
      }
      shipping = basket.shipping().map(s -> major(s.price())).orElse(BigDecimal.ZERO);
      promote(basket);
      tax(basket);
      var net = base.subtract(itemOff).subtract(orderOff).add(shipping);
      total = basket.taxation().inclusive() ? net : net.add(tax);
      base = minor(base);
      itemOff = minor(itemOff);
      orderOff = minor(orderOff);
      shipping = minor(shipping);
      tax = minor(tax);
      total = minor(total);
    }

    private BigDecimal major(long minor) {
      return BigDecimal.valueOf(minor, digits);
    }

    private BigDecimal minor(BigDecimal major) {
      return major.movePointRight(digits);
    }

    private BigDecimal rate(long ppm) {
      return BigDecimal.valueOf(ppm, 6);
    }

    private void promote(Basket basket) {
      var order = new ArrayList<>(basket.promotions());
      order.sort(
          (a, b) -> a.priority() * 10 + a.id().charAt(1) - b.priority() * 10 - b.id().charAt(1));
      int used = 0;
      for (var promotion : order) {
        if (used > 0 && !promotion.stacks()) continue;
        if (!promotion.currency().orElseThrow().equals(basket.currency())) continue;
        if (!promote(basket, promotion)) continue;
        used++;
        if (!promotion.stacks()) return;
      }
    }

    private boolean promote(Basket basket, Promotion promotion) {
      var covered = new ArrayList<Integer>();
      var before = BigDecimal.ZERO;
      for (int i = 0; i < nets.size(); i++) {
        var item = basket.items().get(i);
        if (!promotion.skus().isEmpty() && !promotion.skus().contains(item.sku())) continue;
        covered.add(i);
        before = before.add(major(item.price()).multiply(BigDecimal.valueOf(item.quantity())));
      }
      if (covered.isEmpty() || before.compareTo(major(promotion.minimum())) < 0) return false;
      return switch (promotion.kind()) {
        case FREE_SHIPPING -> freed();
        case AMOUNT -> amount(covered, major(promotion.amount()));
        default -> each(basket, promotion, covered);
      };
    }

    private boolean freed() {
      boolean costs = shipping.signum() > 0;
      shipping = BigDecimal.ZERO;
      return costs;
    }

    private boolean each(Basket basket, Promotion promotion, List<Integer> covered) {
      var off = BigDecimal.ZERO;
      for (int i : covered) {
        var item = basket.items().get(i);
        var of = nets.get(i);
        if (promotion.kind() == Kind.BUY_X_GET_Y) {
          int free = item.quantity() / (promotion.buy() + 1);
          of = major(item.price()).multiply(BigDecimal.valueOf(free));
        }
        var part = of.multiply(rate(promotion.ppm())).setScale(digits, mode).min(nets.get(i));
        nets.set(i, nets.get(i).subtract(part));
        off = off.add(part);
      }
      itemOff = itemOff.add(off);
      return off.signum() > 0;
    }

    private boolean amount(List<Integer> covered, BigDecimal amount) {
      var all = covered.stream().map(nets::get).reduce(BigDecimal.ZERO, BigDecimal::add);
      var off = amount.min(all);
      if (off.signum() == 0) return false;
      orderOff = orderOff.add(off);
      var parts = covered.stream().map(i -> nets.get(i).multiply(off)).toList();
      var unit = BigDecimal.ONE.movePointLeft(digits);
      var given = new ArrayList<BigDecimal>();
      for (var part : parts) given.add(part.divide(all, digits, RoundingMode.FLOOR));
      var left = off.subtract(given.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
      for (; left.signum() > 0; left = left.subtract(unit)) {
        int best = 0;
        for (int k = 1; k < parts.size(); k++) {
          var mine = parts.get(k).subtract(given.get(k).multiply(all));
          if (mine.compareTo(parts.get(best).subtract(given.get(best).multiply(all))) > 0) best = k;
        }
        given.set(best, given.get(best).add(unit));
      }
      for (int k = 0; k < given.size(); k++) {
        int i = covered.get(k);
        nets.set(i, nets.get(i).subtract(given.get(k)));
      }
      return true;
    }

    private void tax(Basket basket) {
      var amounts = new ArrayList<>(nets);
      amounts.add(shipping);
      var goods = new ArrayList<>(basket.items().stream().map(Item::category).toList());
      goods.add(basket.taxation().shipping());
      boolean total = basket.taxation().round() == Round.TOTAL;
      for (var kind : GOODS) {
        var mine = new ArrayList<BigDecimal>();
        for (int i = 0; i < goods.size(); i++) {
          if (goods.get(i).equals(kind)) mine.add(amounts.get(i));
        }
        if (total)
          mine = new ArrayList<>(List.of(mine.stream().reduce(BigDecimal.ZERO, BigDecimal::add)));
        for (var amount : mine) tax = tax.add(tax(basket, amount, kind));
      }
    }

    private BigDecimal tax(Basket basket, BigDecimal amount, String goods) {
      var rates = basket.taxation().rates().get(goods).stream().map(r -> rate(r.ppm())).toList();
      if (!basket.taxation().inclusive()) {
        return rates.stream()
            .map(rate -> amount.multiply(rate).setScale(digits, mode))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
      }
      var gross = rates.stream().reduce(BigDecimal.ONE, BigDecimal::add);
      return amount.subtract(amount.divide(gross, digits, mode));
    }
  }

  private static Basket basket(String currency, long price, int many, Taxation taxation) {
    var item = new Item("1", "mug", price, many, "");
    return new Basket(currency, List.of(item), Optional.empty(), List.of(), taxation);
  }

  private static Taxation vat(boolean inclusive, Rounding rounding, long ppm) {
    var rates = Map.of("", List.of(new Rate("VAT", ppm)));
    return new Taxation(inclusive, Round.LINE, rounding, rates, "");
  }

  @Example
  void known_prices_have_known_taxes() {
    assertEquals(19, Totals.of(basket("eur", 100, 1, vat(false, Rounding.HALF_UP, 190_000))).tax());
    assertEquals(19, Totals.of(basket("eur", 119, 1, vat(true, Rounding.HALF_UP, 190_000))).tax());
    assertEquals(
        119, Totals.of(basket("eur", 119, 1, vat(true, Rounding.HALF_UP, 190_000))).total());
    assertEquals(8, Totals.of(basket("jpy", 75, 1, vat(false, Rounding.HALF_UP, 100_000))).tax());
    assertEquals(8, Totals.of(basket("jpy", 85, 1, vat(false, Rounding.HALF_EVEN, 100_000))).tax());
  }

  @Example
  void minor_units_have_as_many_digits_as_iso_4217_says() {
    assertEquals(0, Currencies.exponent("jpy"));
    assertEquals(2, Currencies.exponent("eur"));
    assertEquals(3, Currencies.exponent("bhd"));
    assertEquals("1.234 BHD", Currencies.shown(1_234, "bhd"));
    assertEquals("1234 JPY", Currencies.shown(1_234, "jpy"));
    assertTrue(!Currencies.known("EUR") && !Currencies.known("xyz"));
  }

  @Example
  void an_amount_is_spread_by_largest_remainders_and_ties_go_to_the_earlier() {
    assertEquals(List.of(34L, 33L, 33L), Rounding.spread(100, List.of(1L, 1L, 1L)));
    assertEquals(List.of(0L, 1L), Rounding.spread(1, List.of(1L, 2L)));
    assertEquals(List.of(1L, 1L), Rounding.spread(2, List.of(0L, 0L)));
    assertEquals(List.of(), Rounding.spread(0, List.of()));
  }

  @Example
  void the_dearest_line_there_may_be_overflows_nothing() {
    var dear = basket("eur", Basket.DEAREST, 10_000, vat(false, Rounding.HALF_UP, 300_000));
    assertEquals(13_000_000_000_000_000L, Totals.of(dear).total());
  }
}
