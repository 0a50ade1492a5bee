package dev.mainstem.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
 */
final class RowCache {
  /** What an entry costs beside its bytes, roughly: key, node, decoded record. */
  private static final int OVERHEAD = 300;

  private final Cache<Bytes, Stored> rows;
  private volatile long batches;

  RowCache(long maxBytes) {
    rows =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(RowCache::weight)
            .executor(Runnable::run)
            .build();
  }

  private static int weight(Bytes key, Stored stored) {
    int bytes = stored.present() ? stored.bytes().length * 3 : 0;
    return key.array().length + bytes + OVERHEAD;
  }

  /** The cached version, or null. */
  Stored cached(Bytes key) {
    return rows.getIfPresent(key);
  }

  /** The newest durable version, or its absence; loads it if need be. */
  Stored newest(Bytes key, Function<Bytes, Stored> load) {
    var cached = rows.getIfPresent(key);
    if (cached != null) return cached;
    return rows.asMap().computeIfAbsent(key, missing -> orAbsent(load.apply(missing)));
  }

  /**
   * The newest durable version for a rule. That a row is not there is not cached: what a rule finds
   * missing, it mostly is about to make.
   */
  Stored newestForRule(Bytes key, Function<Bytes, Stored> load) {
    var cached = rows.getIfPresent(key);
    if (cached != null) return cached;
    return load.apply(key) == null ? Stored.absent(batches) : newest(key, load);
  }

  private Stored orAbsent(Stored loaded) {
    return loaded == null ? Stored.absent(batches) : loaded;
  }

  /** Only the folding thread, before the batch is written; answers the batch's number. */
  long begin() {
    return ++batches;
  }

  /** Only the folding thread, after the batch is written. */
  void put(Bytes key, Stored stored) {
    rows.put(key, stored);
  }

  /** Only the folding thread, after the batch is written. */
  void remove(Bytes key) {
    rows.invalidate(key);
  }
}
