package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The cache of rows: whatever readers and the folding thread do, the newest version is in it. */
class RowCacheTest {
  private static final long BYTES = 64 << 10;
  private static final int KEYS = 400;

  private final RowCache cache = new RowCache(BYTES);

  private static Bytes key(int number) {
    return new Bytes(new byte[] {0, 0, 0, 1, (byte) (number >> 8), (byte) number});
  }

  private static Stored version(long revision) {
    var bytes = new byte[40];
    System.arraycopy(Bytes.ofLong(revision), 0, bytes, 0, Long.BYTES);
    return Stored.read("row " + revision, bytes);
  }

  /** A reader is in the middle of loading what is about to change. */
  private void whileLoaded(Bytes key, Runnable change) throws Exception {
    var loading = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var reader =
        CompletableFuture.supplyAsync(
            () ->
                cache.newest(
                    key,
                    missing -> {
                      loading.countDown();
                      await(go);
                      return version(1);
                    }));
    loading.await();
    cache.begin();
    var writer = CompletableFuture.runAsync(change);
    go.countDown();
    writer.get(10, TimeUnit.SECONDS);
    reader.get(10, TimeUnit.SECONDS);
  }

  private void overwrittenWhileLoaded(BiConsumer<Bytes, Stored> write) throws Exception {
    var key = key(1);
    var newer = version(2);
    whileLoaded(key, () -> write.accept(key, newer));
    assertEquals(2, cache.newest(key, missing -> newer).revision());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
      // The writer comes while this is loading, as far as one can tell from here.
      for (int i = 0; i < 1_000; i++) Thread.yield();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void what_is_put_replaces_what_is_just_being_loaded() throws Exception {
    overwrittenWhileLoaded(cache::put);
  }

  @Test
  void what_is_replaced_replaces_what_is_just_being_loaded() throws Exception {
    overwrittenWhileLoaded(cache::replace);
  }

  @Test
  void what_is_removed_is_not_left_by_who_was_just_loading_it() throws Exception {
    var key = key(1);
    whileLoaded(key, () -> cache.remove(key));
    assertFalse(cache.newest(key, missing -> null).present());
  }

  @Test
  void a_row_that_is_written_again_keeps_its_place_and_the_oldest_leave() {
    var first = version(1);
    cache.put(key(1), first);
    var second = Stored.decided("row 2", new Place(2), first);
    second.encoded(version(2).bytes());
    cache.put(key(1), second);
    assertSame(second, cache.cached(key(1)));
    for (int i = 2; i < KEYS; i++) cache.put(key(i), version(i));
    assertNull(cache.cached(key(1)), "a quarter of the bytes is for newcomers");
    var third = Stored.decided("row 3", new Place(3), second);
    third.encoded(version(3).bytes());
    cache.put(key(1), third);
    assertSame(third, cache.cached(key(1)));
  }

  /** One thread writes, others read: what they are told is never older than what was published. */
  @Test
  void nobody_ever_reads_a_version_older_than_the_published() throws Exception {
    Map<Bytes, Stored> disk = new ConcurrentHashMap<>();
    Map<Bytes, Long> published = new ConcurrentHashMap<>();
    var over = new AtomicBoolean();
    List<CompletableFuture<Long>> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int seed = i;
      readers.add(CompletableFuture.supplyAsync(() -> read(disk, published, over, seed)));
    }
    write(disk, published);
    over.set(true);
    for (var reader : readers) assertEquals(0L, reader.get(10, TimeUnit.SECONDS));
  }

  private long read(
      Map<Bytes, Stored> disk, Map<Bytes, Long> published, AtomicBoolean over, int seed) {
    var random = new SplittableRandom(seed);
    long stale = 0;
    while (!over.get()) {
      var key = key(random.nextInt(KEYS));
      long least = published.getOrDefault(key, 0L);
      var found = cache.newest(key, disk::get);
      if (found.present() ? found.revision() < least : least > 0) stale++;
    }
    return stale;
  }

  private void write(Map<Bytes, Stored> disk, Map<Bytes, Long> published) {
    var random = new SplittableRandom(7);
    for (int batch = 1; batch <= 20_000; batch++) {
      cache.begin();
      Map<Bytes, Stored> news = new HashMap<>();
      for (int i = 0; i < 4; i++) {
        var key = key(random.nextInt(KEYS));
        var before = random.nextBoolean() ? cache.cached(key) : null;
        var decided = Stored.decided("row", new Place(batch), before);
        decided.encoded(version(batch).bytes());
        news.put(key, decided);
      }
      news.forEach((key, stored) -> disk.put(key, version(stored.revision())));
      boolean many = random.nextInt(3) == 0;
      if (many) news.forEach(cache::replace);
      else news.forEach(cache::put);
      news.forEach((key, stored) -> published.put(key, stored.revision()));
    }
  }
}
