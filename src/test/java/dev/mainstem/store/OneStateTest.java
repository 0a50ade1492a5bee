package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Shelf.Spot;
import dev.mainstem.store.Shelf.Thing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers on other threads see one state, whatever is folded meanwhile. Commit n, at position n,
 * gives ten rows the weight n; when n is odd the fifth is removed instead.
 */
class OneStateTest {
  private static final int COMMITS = 1_500;
  private static final Tenant ANN = new Tenant("ann");

  @TempDir private Path directory;

  private final Shelf shelf = new Shelf();

  @Test
  void a_reader_sees_one_state_when_rows_are_cached() throws Exception {
    readBesideFolding(store(8 << 20));
  }

  @Test
  void a_reader_sees_one_state_when_rows_are_evicted_at_once() throws Exception {
    readBesideFolding(store(1_000));
  }

  @Test
  void a_store_waits_for_its_readers_before_it_closes_and_refuses_later_ones() throws Exception {
    var store = store(1_000);
    fold(store, 2);
    var reading = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var thread = Executors.newSingleThreadExecutor();
    var slow =
        thread.submit(
            () ->
                store.read(
                    shelf,
                    Store.Reader.of(ANN),
                    known -> {
                      reading.countDown();
                      await(goOn);
                      return known.things.scan(Span.of(), 100).size();
                    }));
    reading.await();
    var closing = new Thread(() -> close(store), "closing");
    closing.start();
    while (closing.getState() == Thread.State.RUNNABLE) Thread.onSpinWait();
    goOn.countDown();
    assertEquals(10, slow.get());
    closing.join();
    thread.shutdown();
    assertThrows(
        IllegalStateException.class,
        () -> store.read(shelf, Store.Reader.of(ANN), known -> known.things.has(spot(1))));
  }

  @Test
  void a_claim_is_written_by_events_of_main_only() throws Exception {
    try (var store = store(1_000)) {
      var desk = store.desk(shelf);
      desk.begin(Shelf.HEAP);
      var known = desk.known(ANN);
      assertThrows(IllegalStateException.class, () -> known.names.take("name"));
    }
  }

  @Test
  void how_far_a_system_that_lags_was_replayed_stands_in_the_batch_of_its_rows() throws Exception {
    try (var store = store(1_000)) {
      fold(store, 7);
      var to = new Store.Replayed(JournalSpec.MAIN, 5, Map.of("shelf", 5L));
      store.refold(List.of(), to);
      assertEquals(5, store.ledger().behind("shelf", JournalSpec.MAIN).orElseThrow());
      assertEquals(7, store.ledger().position(JournalSpec.MAIN));
    }
  }

  @Test
  void rows_overwritten_often_are_found_as_of_each_position_in_both_directions() throws Exception {
    try (var store = store(1_000)) {
      long last = 60;
      for (long n = 1; n <= last; n++) fold(store, n);
      for (long n = 1; n <= last; n++) {
        long then = n;
        var at = Optional.of(AsOf.of(new Position(JournalSpec.MAIN, then)));
        store.read(
            shelf,
            new Store.Reader(ANN, at, false),
            known -> {
              one(known, then);
              var up = known.things.scan(Span.of("x"), 100);
              var down = new ArrayList<>(known.things.scan(Span.of("x").backwards(), 100));
              Collections.reverse(down);
              assertEquals(up, down);
              return null;
            });
      }
    }
  }

  private Store store(long cacheBytes) {
    var settings = new StoreSettings(directory, cacheBytes, () -> {});
    return new Store(settings, new Codec(), new Keys(), List.of(shelf));
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Spot spot(long at) {
    return new Spot("x", at);
  }

  private void readBesideFolding(Store store) throws Exception {
    fold(store, 1);
    var threads = Executors.newFixedThreadPool(2);
    var readers = new ArrayList<Future<?>>();
    for (int i = 0; i < 2; i++) readers.add(threads.submit(() -> readAll(store)));
    for (int n = 2; n <= COMMITS; n++) fold(store, n);
    for (var reader : readers) done(reader);
    threads.shutdown();
    store.close();
  }

  private static void done(Future<?> reader) throws InterruptedException {
    try {
      reader.get();
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private void fold(Store store, long n) {
    var desk = store.desk(shelf);
    desk.begin(JournalSpec.MAIN);
    var known = desk.known(ANN);
    for (long i = 0; i < 10; i++) {
      var colour = n % 2 == 0 ? "even" : "odd";
      if (i == 5 && n % 2 == 1) known.things.remove(spot(i));
      else known.things.put(spot(i), new Thing(colour, n, Set.of("all")));
    }
    desk.open().at(n);
    store.fold(List.of(desk.keep()), Map.of(JournalSpec.MAIN, n));
  }

  private Void readAll(Store store) {
    for (long seen = 0; seen < COMMITS; ) {
      seen = store.read(shelf, Store.Reader.of(ANN), known -> one(known, seenBefore(known)));
      long earlier = Math.max(1, seen - 3);
      var at = AsOf.of(new Position(JournalSpec.MAIN, earlier));
      var then = new Store.Reader(ANN, Optional.of(at), false);
      store.read(shelf, then, known -> one(known, earlier));
    }
    return null;
  }

  private static long seenBefore(Shelf.Known known) {
    return known.things.get(spot(0)).weight();
  }

  /** The state of commit n and of no other, by whatever question. */
  private static long one(Shelf.Known known, long n) {
    int rows = n % 2 == 0 ? 10 : 9;
    assertEquals(n % 2 == 0, known.things.has(spot(5)), "row 5 at " + n);
    for (long i = 0; i < 5; i++) assertEquals(n, known.things.get(spot(i)).weight());
    var all = known.things.scan(Span.of("x"), 100);
    assertEquals(rows, all.size());
    assertEquals(List.of(n), all.stream().map(Row::revision).distinct().toList());
    assertEquals(n % 2 == 0 ? 10 : 0, known.byColour.page("even", Page.first(100)).items().size());
    assertEquals(rows, known.byTag.page("all", Page.first(100)).items().size());
    return n;
  }
}
