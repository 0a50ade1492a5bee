package dev.mainstem.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Two ordered sources read as one: where both hold a key, the decided one is right. */
final class Merge {
  private Merge() {}

  static List<Found> of(
      DurableScan durable,
      Iterator<Map.Entry<byte[], Stored>> decided,
      boolean descending,
      int limit) {
    var found = new ArrayList<Found>();
    var d = next(decided);
    while (found.size() < limit && (d != null || durable.valid())) {
      int order = order(durable, d, descending);
      if (order >= 0 && d.getValue().present()) found.add(new Found(d.getKey(), d.getValue()));
      if (order < 0) found.add(durable.found());
      if (order <= 0) durable.next();
      if (order >= 0) d = next(decided);
    }
    return found;
  }

  private static Map.Entry<byte[], Stored> next(Iterator<Map.Entry<byte[], Stored>> decided) {
    return decided.hasNext() ? decided.next() : null;
  }

  /** Below 0: the durable one comes first; above: the decided one; 0: they are the same key. */
  private static int order(DurableScan durable, Map.Entry<byte[], Stored> d, boolean descending) {
    if (d == null) return -1;
    if (!durable.valid()) return 1;
    int order = Arrays.compareUnsigned(durable.key(), d.getKey());
    return descending ? -order : order;
  }
}
