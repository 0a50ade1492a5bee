package dev.mainstem.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures are reckoned right, and the yardstick measures something. */
class BenchTest {
  @TempDir private Path directory;

  @Test
  void the_median_is_the_middle_and_the_spread_is_from_end_to_end() {
    var odd = new Result("us", "events/s", List.of(90.0, 110.0, 100.0));
    assertEquals(100, odd.median());
    assertEquals(0.2, odd.spread(), 1e-9);
    assertEquals(15, new Result("us", "events/s", List.of(10.0, 20.0)).median());
  }

  @Test
  void a_line_compares_with_the_first_contender() {
    var first = new Result("us", "events/s", List.of(100.0));
    var second = new Result("them", "events/s", List.of(50.0));
    assertTrue(second.line(first).endsWith("0.50x"), second.line(first));
  }

  @Test
  void the_raw_disk_takes_appends() throws Exception {
    var round = new Contender.Round(directory, Duration.ofMillis(50));
    assertTrue(RawDisk.appends(4096).measurement().take(round) > 0);
  }
}
