package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.pricing.Rounding;
import dev.mainstem.systems.checkout.pricing.Taxation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a country taxes.
 *
 * @param country ISO 3166-1, two capital letters
 * @param shipping the category that sending counts as
 */
record TaxTable(
    String country,
    boolean inclusive,
    Taxation.Round round,
    Rounding rounding,
    List<Rate> rates,
    String shipping) {

  /**
   * One tax.
   *
   * @param state where it is due; the whole country if absent
   * @param category of goods; all that have no rate of their own if empty
   * @param ppm parts per million
   */
  record Rate(
      @Size(min = 1, max = 60) String name,
      Optional<@Size(min = 1, max = 20) String> state,
      @Size(max = 40) String category,
      @Min(0) @Max(1_000_000) long ppm) {}

  /** The country's rates and those of the state, for each category of goods that has its own. */
  Taxation in(Optional<String> state) {
    Set<String> categories = new LinkedHashSet<>(Set.of(""));
    for (var rate : rates) categories.add(rate.category());
    Map<String, List<Taxation.Rate>> all = new TreeMap<>();
    for (var category : categories) {
      var due = new ArrayList<Taxation.Rate>();
      due.addAll(at(Optional.empty(), category));
      if (state.isPresent()) due.addAll(at(state, category));
      all.put(category, due);
    }
    return new Taxation(inclusive, round, rounding, all, shipping);
  }

  private List<Taxation.Rate> at(Optional<String> state, String category) {
    var here = rates.stream().filter(rate -> rate.state().equals(state)).toList();
    var own = here.stream().filter(rate -> rate.category().equals(category)).toList();
    var due = own.isEmpty() ? here.stream().filter(r -> r.category().isEmpty()).toList() : own;
    return due.stream().map(rate -> new Taxation.Rate(rate.name(), rate.ppm())).toList();
  }
}
