package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a reactor makes of times. */
class ReactorTest {
  @Test
  void a_timer_may_be_due_in_any_year_that_can_be_written_down() {
    assertEquals(-1_000_000, Reactor.micros(Instant.EPOCH.minusSeconds(1)));
    assertEquals(1_500, Reactor.micros(Instant.EPOCH.plusNanos(1_500_999)));
    assertEquals(32_472_144_000_000_000L, Reactor.micros(Instant.parse("2999-01-01T00:00:00Z")));
  }
}
