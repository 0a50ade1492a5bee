package dev.mainstem.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.function.Function;

/**
 * Decoded rows by full key, always the newest durable version of each. Safe for all threads.
 *
 * <p>Why it never holds a stale row: the folding thread first writes the batch, then puts the new
 * versions here, then publishes. A reader that misses loads the newest version while it holds the
 * key's lock in this map; if it loaded just before the batch, the folding thread's put comes after
 * and replaces it. So for any published position P, an entry with revision at most P is the version
 * of P; a newer one is passed over.
 *
 * <p>That a row is not there is cached too. Such an entry carries no revision, so it is stamped
 * with the number of the newest batch it may have been read from, and means nothing to readers of
 * states published before that batch.
 *
 * <p>A version is cached in a {@link Cell} it knows, and so does the version that will replace it:
 * the folding thread then need not look for the place. A cell that was evicted in the meantime says
 * so, and as the batch was written before it is asked, whoever loaded the row anew since then has
 * loaded the new version.
 */
final class RowCache {
  /** What an entry costs beside its bytes, roughly: key, node, decoded record. */
  private static final int OVERHEAD = 300;

  private final Cache<Bytes, Cell> rows;
  private volatile long batches;

  RowCache(long maxBytes) {
    rows =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Bytes key, Cell cell) -> key.array().length + cell.weight)
            .evictionListener((Bytes key, Cell cell, RemovalCause why) -> cell.leave())
            .executor(Runnable::run)
            .build();
  }

  /** A place in the cache. Versions are put in by the folding thread only. */
  static final class Cell {
    private final int weight;
    private volatile Stored stored;
    private volatile boolean left;

    Cell(Stored stored) {
      this.weight = weight(stored);
      this.stored = stored;
      stored.home(this);
    }

    private void leave() {
      left = true;
    }

    /** Whether it took the version: not if it left, or was weighed for a much smaller row. */
    private boolean take(Stored newer) {
      if (left || weight(newer) > weight + OVERHEAD) return false;
      stored = newer;
      return true;
    }
  }

  private static int weight(Stored stored) {
    return OVERHEAD + (stored.present() ? stored.bytes().length * 3 : 0);
  }

  /** The cached version, or null. */
  Stored cached(Bytes key) {
    var cell = rows.getIfPresent(key);
    return cell == null ? null : cell.stored;
  }

  /** The newest durable version, or its absence; loads it if need be. */
  Stored newest(Bytes key, Function<Bytes, Stored> load) {
    var cached = cached(key);
    if (cached != null) return cached;
    return rows.asMap().computeIfAbsent(key, missing -> cell(load.apply(missing))).stored;
  }

  /**
   * The newest durable version for a rule. That a row is not there is not cached: what a rule finds
   * missing, it mostly is about to make.
   */
  Stored newestForRule(Bytes key, Function<Bytes, Stored> load) {
    var cached = cached(key);
    if (cached != null) return cached;
    return load.apply(key) == null ? Stored.absent(batches) : newest(key, load);
  }

  private Cell cell(Stored loaded) {
    return new Cell(loaded == null ? Stored.absent(batches) : loaded);
  }

  /** Only the folding thread, before the batch is written; answers the batch's number. */
  long begin() {
    return ++batches;
  }

  /** Only the folding thread, after the batch is written. */
  void put(Bytes key, Stored stored) {
    if (stored.home() != null && stored.home().take(stored)) return;
    leave(rows.asMap().put(key, new Cell(stored)));
  }

  /**
   * As {@link #put}, but only where a version or its absence is cached: for rows of which so many
   * are made at once that they would drive out what is read. Waits for a reader that is loading it.
   */
  void replace(Bytes key, Stored stored) {
    if (stored.home() != null && stored.home().take(stored)) return;
    rows.asMap()
        .computeIfPresent(
            key,
            (there, cell) -> {
              cell.leave();
              return new Cell(stored);
            });
  }

  /** Only the folding thread, after the batch is written. */
  void remove(Bytes key) {
    leave(rows.asMap().remove(key));
  }

  private static void leave(Cell cell) {
    if (cell != null) cell.leave();
  }
}
