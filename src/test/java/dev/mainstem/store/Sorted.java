package dev.mainstem.store;

import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Shelf.Count;
import dev.mainstem.store.Shelf.Spot;
import dev.mainstem.store.Shelf.Thing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tables should hold: plain sorted maps, copied for every state that is kept. */
final class Sorted {
  private static final Comparator<Spot> ORDER =
      Comparator.comparing(Spot::board).thenComparing(Spot::at);

  final Map<Tenant, TreeMap<Spot, Row<Spot, Thing>>> things;
  final Map<Tenant, TreeMap<String, Row<String, Count>>> counts;
  final TreeMap<String, Tenant> names;

  Sorted(List<Tenant> tenants) {
    things = new java.util.HashMap<>();
    counts = new java.util.HashMap<>();
    names = new TreeMap<>();
    for (var tenant : tenants) {
      things.put(tenant, new TreeMap<>(ORDER));
      counts.put(tenant, new TreeMap<>());
    }
  }

  Sorted copy() {
    var copy = new Sorted(List.copyOf(things.keySet()));
    things.forEach((tenant, rows) -> copy.things.get(tenant).putAll(rows));
    counts.forEach((tenant, rows) -> copy.counts.get(tenant).putAll(rows));
    copy.names.putAll(names);
    return copy;
  }

  /** Main's tables of this state, the heap's of that. */
  Sorted with(Sorted heap) {
    var both = copy();
    heap.counts.forEach(
        (tenant, rows) -> {
          both.counts.get(tenant).clear();
          both.counts.get(tenant).putAll(rows);
        });
    return both;
  }

  List<Row<Spot, Thing>> all(Tenant tenant) {
    return new ArrayList<>(things.get(tenant).values());
  }

  /** Rows in order of value and key. */
  List<Row<Spot, Thing>> byTag(Tenant tenant, String from, String to) {
    var found = new ArrayList<Row<Spot, Thing>>();
    var tags = new java.util.TreeSet<String>();
    for (var row : all(tenant)) tags.addAll(row.value().tags());
    for (var tag : tags.subSet(from, to)) {
      for (var row : all(tenant)) if (row.value().tags().contains(tag)) found.add(row);
    }
    return found;
  }

  List<Row<Spot, Thing>> byColour(Tenant tenant, String colour) {
    return all(tenant).stream()
        .filter(row -> row.value().weight() >= 0 && row.value().colour().equals(colour))
        .toList();
  }
}
