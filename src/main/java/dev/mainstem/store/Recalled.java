package dev.mainstem.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What one writer has found on its walks, and which rows it has looked for in vain. Rules look
 * through the same few rows again and again, such as who wants to be told or which promotions run,
 * and a walk through the database costs more than all else they do; and what a rule finds missing
 * is mostly put next, and looked for again then. Nobody but this writer changes these tables, so
 * what it found holds until it writes to the table, or takes a write back. Bounded; owned by the
 * writer's thread.
 */
final class Recalled {
  private static final int MOST_WALKS = 128;
  private static final int MOST_ROWS = 64;
  private static final int MOST_MISSING = 16_384;

  private final Map<Integer, Map<Walk, List<Found>>> kept = new HashMap<>();
  private final Set<Bytes> missing = new HashSet<>();
  private int walks;
  private int upheavals;

  private record Walk(Bytes low, Bytes high, boolean descending, int limit) {}

  /**
   * What is found there.
   *
   * @param upheavals how often the tables have been changed past their writers
   */
  List<Found> in(Reach reach, int limit, int upheavals, Supplier<List<Found>> walk) {
    look(upheavals);
    var asked =
        new Walk(new Bytes(reach.low()), new Bytes(reach.high()), reach.descending(), limit);
    var table = Bytes.tableOf(reach.low());
    var there = kept.getOrDefault(table, Map.of()).get(asked);
    if (there != null) return there;
    var found = walk.get();
    if (found.size() <= MOST_ROWS) keep(table, asked, found);
    return found;
  }

  private void keep(int table, Walk asked, List<Found> found) {
    if (walks == MOST_WALKS) forgetAll();
    kept.computeIfAbsent(table, t -> new HashMap<>()).put(asked, found);
    walks++;
  }

  private void look(int upheavals) {
    if (this.upheavals != upheavals) forgetAll();
    this.upheavals = upheavals;
  }

  /** Whether it is known that this row is not there. */
  boolean missing(Bytes key, int upheavals) {
    look(upheavals);
    return missing.contains(key);
  }

  void missed(Bytes key) {
    if (missing.size() == MOST_MISSING) missing.clear();
    missing.add(key);
  }

  /** A row or an entry of this table is written. */
  void wrote(Bytes key) {
    missing.remove(key);
    if (walks == 0) return;
    var gone = kept.remove(Bytes.tableOf(key.array()));
    if (gone != null) walks -= gone.size();
  }

  void forgetAll() {
    kept.clear();
    missing.clear();
    walks = 0;
  }
}
