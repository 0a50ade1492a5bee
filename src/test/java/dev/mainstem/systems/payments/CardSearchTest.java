package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A search that finds nothing must be able to find something. */
class CardSearchTest {
  private final CardSearch search = new CardSearch(Set.of("4111111111111111"));

  @Test
  void a_number_is_found_in_whatever_stands_around_it() {
    for (var text :
        new String[] {"4111111111111111", "x=94111111111111111&", "12 4111111111111111"}) {
      for (var charset :
          new java.nio.charset.Charset[] {
            StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE
          }) {
        assertThrows(AssertionError.class, () -> search.lookAt("it", text.getBytes(charset)));
      }
    }
    assertDoesNotThrow(() -> search.lookAt("it", "411111111111111 1".getBytes()));
  }
}
