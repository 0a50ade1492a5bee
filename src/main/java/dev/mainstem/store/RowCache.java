package dev.mainstem.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.function.Function;

/**
 * Decoded rows by full key, always the newest durable version of each. Safe for all threads.
 *
 * <p>A row is in at most one of two places: with the {@link Newcomers}, where the folding thread
 * puts what it has written, or among those that were read, which stay for as long as they are read
 * often.
 *
 * <p>Why it never holds a stale row: the folding thread first writes the batch, then puts the new
 * versions here, then publishes. A reader that misses loads the newest version while it holds the
 * key's lock among those that were read, and only if the key is not with the newcomers; if it
 * loaded just before the batch, the folding thread takes away what it loaded, and waits for it if
 * need be. So for any published position P, an entry with revision at most P is the version of P; a
 * newer one is passed over.
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

  private final Newcomers newcomers;
  private final Cache<Bytes, Cell> read;
  private volatile long batches;

  /**
   * @param maxBytes roughly; a quarter of them is for newcomers
   */
  RowCache(long maxBytes) {
    newcomers = new Newcomers(maxBytes / 4);
    read =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes - maxBytes / 4)
            .weigher((Bytes key, Cell cell) -> cell.weight)
            .evictionListener((Bytes key, Cell cell, RemovalCause why) -> cell.leave())
            .executor(Runnable::run)
            .build();
  }

  /** A place in the cache. Versions are put in by the folding thread only. */
  static final class Cell {
    private final Bytes key;
    private final int weight;
    private volatile Stored stored;
    private volatile boolean left;

    Cell(Bytes key, Stored stored) {
      this.key = key;
      this.weight = key.array().length + bytes(stored);
      this.stored = stored;
      stored.home(this);
    }

    Bytes key() {
      return key;
    }

    int weight() {
      return weight;
    }

    Stored stored() {
      return stored;
    }

    void leave() {
      left = true;
    }

    /** Whether it took the version: not if it left, or was weighed for a much smaller row. */
    private boolean take(Stored newer) {
      if (left || key.array().length + bytes(newer) > weight + OVERHEAD) return false;
      stored = newer;
      return true;
    }

    private static int bytes(Stored stored) {
      return OVERHEAD + (stored.present() ? stored.bytes().length * 3 : 0);
    }
  }

  /** The cached version, or null. */
  Stored cached(Bytes key) {
    var newcomer = newcomers.find(key);
    if (newcomer != null) return newcomer;
    var cell = read.getIfPresent(key);
    return cell == null ? null : cell.stored;
  }

  /** The newest durable version, or its absence; loads it if need be. */
  Stored newest(Bytes key, Function<Bytes, Stored> load) {
    for (; ; ) {
      var cached = cached(key);
      if (cached != null) return cached;
      var cell = read.asMap().computeIfAbsent(key, missing -> loaded(missing, load));
      if (cell != null) return cell.stored;
    }
  }

  /** Null if the row has come in the meantime. */
  private Cell loaded(Bytes key, Function<Bytes, Stored> load) {
    if (newcomers.find(key) != null) return null;
    var loaded = load.apply(key);
    return new Cell(key, loaded == null ? Stored.absent(batches) : loaded);
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

  /** Only the folding thread, before the batch is written; answers the batch's number. */
  long begin() {
    return ++batches;
  }

  /** Only the folding thread, after the batch is written. */
  void put(Bytes key, Stored stored) {
    if (stored.home() != null && stored.home().take(stored)) return;
    newcomers.put(new Cell(key, stored));
    leave(read.asMap().remove(key));
  }

  /**
   * As {@link #put}, but only where a version or its absence is cached: for rows of which so many
   * are made at once that they would drive out what is read. Waits for a reader that is loading it,
   * which {@code computeIfPresent} of this map would not do.
   */
  void replace(Bytes key, Stored stored) {
    if (stored.home() != null && stored.home().take(stored)) return;
    if (newcomers.find(key) != null) {
      put(key, stored);
      return;
    }
    read.asMap()
        .compute(
            key,
            (there, cell) -> {
              if (cell == null) return null;
              cell.leave();
              return new Cell(key, stored);
            });
  }

  /** Only the folding thread, after the batch is written. */
  void remove(Bytes key) {
    newcomers.remove(key);
    leave(read.asMap().remove(key));
  }

  private static void leave(Cell cell) {
    if (cell != null) cell.leave();
  }
}
