package dev.mainstem.store;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rows that were written last, the first in the first out. Most rows are looked at again within
 * a moment of being written, and then never: a cache that admits what is asked for often sends just
 * these away, and weighing each of them costs more than keeping it a while. May be read by any
 * thread; all else is the folding thread's.
 */
final class Newcomers {
  private final Map<Bytes, RowCache.Cell> rows = new ConcurrentHashMap<>();
  private final ArrayDeque<RowCache.Cell> order = new ArrayDeque<>();
  private final long most;
  private long weight;

  /**
   * @param most bytes, roughly
   */
  Newcomers(long most) {
    this.most = most;
  }

  /** The version that is here, or null. */
  Stored find(Bytes key) {
    var cell = rows.get(key);
    return cell == null ? null : cell.stored();
  }

  void put(RowCache.Cell cell) {
    leave(rows.put(cell.key(), cell));
    order.add(cell);
    weight += cell.weight();
    while (weight > most) {
      var oldest = order.poll();
      weight -= oldest.weight();
      if (rows.remove(oldest.key(), oldest)) oldest.leave();
    }
  }

  void remove(Bytes key) {
    leave(rows.remove(key));
  }

  private static void leave(RowCache.Cell cell) {
    if (cell != null) cell.leave();
  }
}
