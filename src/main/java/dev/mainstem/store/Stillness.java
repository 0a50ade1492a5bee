package dev.mainstem.store;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Up to where each table was written, so that a look at an earlier moment need not be one: what was
 * not written since is as it was. Reactions look back by a few events and mostly at rows that are
 * not there, which would cost a walk through before-images each. Written by the folding thread,
 * before the state that holds what was written is published; read by any.
 */
final class Stillness {
  /** Ids of tables and indexes from here on are taken for busy. */
  private static final int MOST = 4_096;

  private final AtomicLongArray written = new AtomicLongArray(MOST);
  private final AtomicInteger upheavals = new AtomicInteger();
  private final Map<String, Long> born;

  /**
   * @param born positions up to which tables had been written before
   */
  Stillness(Map<String, Long> born) {
    this.born = Map.copyOf(born);
  }

  void wrote(Bytes key, long position) {
    int table = Bytes.tableOf(key.array());
    if (table < MOST && written.get(table) < position) written.set(table, position);
  }

  /** Tables were changed past their writers, while the house is opened. */
  void upset() {
    upheavals.incrementAndGet();
  }

  /** How often that was so. */
  int upheavals() {
    return upheavals.get();
  }

  /** Whether nothing was written to the table of this key after the position, for all we know. */
  boolean since(byte[] key, String journal, long position) {
    int table = Bytes.tableOf(key);
    if (table >= MOST || upheavals.get() > 0) return false;
    long last = written.get(table);
    return position >= (last == 0 ? born.getOrDefault(journal, 0L) : last);
  }
}
