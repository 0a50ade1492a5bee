package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk through a table comes to its end, however many rows there are. */
class WalkTest {
  private static final class Known extends Tables {
    final Table<Long, Thing> things = table("thing", Long.class, Thing.class);
  }

  record Thing(long n) {}

  @ParameterizedTest
  @ValueSource(ints = {0, 1, Page.MAX - 1, Page.MAX, Page.MAX + 1, 2 * Page.MAX})
  void every_row_is_looked_at_once_and_in_order(int rows) {
    var store = new MapRows(new Codec());
    var known = new Known();
    known.bind(store);
    store.begin("main", 1);
    for (long n = 0; n < rows; n++) known.things.put(n, new Thing(n));
    store.end();
    List<Long> seen = new ArrayList<>();
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          var nothing =
              known.things.walk(
                  Span.of(),
                  row -> {
                    seen.add(row.key());
                    return null;
                  });
          assertEquals(Optional.empty(), nothing);
        });
    assertEquals(LongStream.range(0, rows).boxed().toList(), seen);
    long wanted = rows - 1L;
    var found = known.things.walk(Span.of(), row -> row.key() == wanted ? row.value() : null);
    assertEquals(rows == 0 ? Optional.empty() : Optional.of(new Thing(wanted)), found);
  }
}
