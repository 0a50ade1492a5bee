package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Shelf.Spot;
import dev.mainstem.store.Shelf.Thing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison of much takes turns with whoever is served, and can be called off. */
class ComparisonTest {
  private static final int ROWS = 10_000;
  private static final Tenant ANN = new Tenant("ann");

  @TempDir private Path directory;
  private final Shelf shelf = new Shelf();
  private Store store;

  @BeforeEach
  void fill() {
    var settings = new StoreSettings(directory, 1 << 20, () -> {});
    store = new Store(settings, new Codec(), new Keys(), List.of(shelf));
    var desk = store.desk(shelf);
    desk.begin(JournalSpec.MAIN);
    var known = desk.known(ANN);
    for (long i = 0; i < ROWS; i++)
      known.things.put(new Spot("x", i), new Thing("red", i, Set.of()));
    desk.open().at(1);
    store.fold(List.of(desk.keep()), Map.of(JournalSpec.MAIN, 1L));
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void its_pace_hears_often_how_many_rows_were_looked_at() {
    var heard = new ArrayList<Long>();
    try (var still = store.still()) {
      var comparison = still.compare(store, Set.of("shelf"), heard::add);
      assertTrue(comparison.same());
    }
    // Each row stands in the index of colours too.
    assertEquals(2 * ROWS / 4_096, heard.size());
    for (int i = 0; i < heard.size(); i++) assertEquals(4_096L * (i + 1), heard.get(i));
  }

  @Test
  void its_pace_can_end_it_and_the_tables_go_on() {
    try (var still = store.still()) {
      assertThrows(
          CancellationException.class,
          () ->
              still.compare(
                  store,
                  Set.of("shelf"),
                  rows -> {
                    throw new CancellationException("called off at " + rows);
                  }));
      assertTrue(still.compare(store, Set.of("shelf"), rows -> {}).same());
    }
  }
}
