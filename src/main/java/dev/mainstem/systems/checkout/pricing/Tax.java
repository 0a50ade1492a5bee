package dev.mainstem.systems.checkout.pricing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Taxes amounts. With taxes in the price, what is in it is the price less the net price, and is
 * shared among several taxes by their rates; otherwise each tax is a part of the price.
 */
final class Tax {
  private final Taxation taxation;
  private final List<Due> dues = new ArrayList<>();
  private final Map<Taxation.Rate, Long> byRate = new LinkedHashMap<>();

  /** What is taxed, at which rates, and what came of it. */
  private static final class Due {
    private final long amount;
    private final List<Taxation.Rate> rates;
    private long tax;

    Due(long amount, List<Taxation.Rate> rates) {
      this.amount = amount;
      this.rates = rates;
    }
  }

  Tax(Taxation taxation) {
    this.taxation = taxation;
  }

  void add(long amount, String category) {
    dues.add(new Due(amount, taxation.of(category)));
  }

  Tax compute() {
    if (taxation.round() == Taxation.Round.LINE) {
      for (var due : dues) share(List.of(due));
    } else {
      var groups = new LinkedHashMap<List<Taxation.Rate>, List<Due>>();
      for (var due : dues) groups.computeIfAbsent(due.rates, r -> new ArrayList<>()).add(due);
      groups.values().forEach(this::share);
    }
    return this;
  }

  /** Rounds once over these, which are taxed alike, and gives each its part. */
  private void share(List<Due> alike) {
    var rates = alike.get(0).rates;
    var weights = alike.stream().map(due -> due.amount).toList();
    long amount = weights.stream().mapToLong(Long::longValue).sum();
    var taxes = taxation.inclusive() ? within(amount, rates) : onTop(amount, rates);
    for (int r = 0; r < rates.size(); r++) {
      byRate.merge(rates.get(r), taxes.get(r), Long::sum);
      var parts = Rounding.spread(taxes.get(r), weights);
      for (int i = 0; i < alike.size(); i++) alike.get(i).tax += parts.get(i);
    }
  }

  private List<Long> onTop(long amount, List<Taxation.Rate> rates) {
    return rates.stream()
        .map(rate -> taxation.rounding().share(amount, rate.ppm(), Rounding.WHOLE))
        .toList();
  }

  private List<Long> within(long amount, List<Taxation.Rate> rates) {
    long all = rates.stream().mapToLong(Taxation.Rate::ppm).sum();
    long net = taxation.rounding().share(amount, Rounding.WHOLE, Rounding.WHOLE + all);
    return Rounding.spread(amount - net, rates.stream().map(Taxation.Rate::ppm).toList());
  }

  long of(int due) {
    return dues.get(due).tax;
  }

  List<Totals.Taxed> byRate() {
    return byRate.entrySet().stream()
        .map(e -> new Totals.Taxed(e.getKey().name(), e.getKey().ppm(), e.getValue()))
        .toList();
  }
}
