package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.keys.Keystore;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The only place where card numbers are. */
class VaultTest {
  private static final Tenant ANN = new Tenant("ann");
  private static final Tenant BOB = new Tenant("bob");
  private static final String NUMBER = "4111111111111111";

  @TempDir private Path data;
  private Strongboxes boxes;
  private Vault vault;

  @BeforeEach
  void open() {
    var random = new SecureRandom();
    InstantSource clock = () -> Instant.parse("2026-11-25T12:00:00Z");
    boxes = new Strongboxes(data, new byte[32], random::nextBytes);
    vault = new Vault(new Keystore(data, boxes, clock), boxes.of("cards"), random, clock);
  }

  @AfterEach
  void close() throws Exception {
    boxes.close();
  }

  private Card kept(Tenant tenant, String number) {
    var card = new NewCard(number, 12, 2030, Optional.of("123"));
    return vault.tokenise(tenant, card).toCompletableFuture().join();
  }

  @Test
  void a_card_is_known_by_its_token_and_its_number_is_in_no_file() throws Exception {
    var card = kept(ANN, "4111 1111-1111 1111");
    assertEquals("1111", card.last4());
    assertEquals("visa", card.brand());
    assertEquals(NUMBER, vault.reveal(ANN, card.token()).orElseThrow().number());
    try (var files = Files.walk(data)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(NUMBER), file + " has the number");
      }
    }
    assertFalse((card + " " + vault.reveal(ANN, card.token())).contains(NUMBER));
  }

  @Test
  void equal_numbers_have_equal_fingerprints_within_a_tenant_only() {
    var first = kept(ANN, NUMBER);
    assertEquals(first.fingerprint(), kept(ANN, NUMBER).fingerprint());
    assertFalse(first.fingerprint().equals(kept(BOB, NUMBER).fingerprint()));
    assertTrue(vault.reveal(BOB, first.token()).isEmpty());
  }

  @Test
  void check_digits_are_given_out_once_and_a_destroyed_number_never() {
    var card = kept(ANN, NUMBER);
    assertEquals(Optional.of("123"), vault.reveal(ANN, card.token()).orElseThrow().cvc());
    assertEquals(Optional.empty(), vault.reveal(ANN, card.token()).orElseThrow().cvc());
    vault.destroy(ANN, card.token()).toCompletableFuture().join();
    assertTrue(vault.reveal(ANN, card.token()).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "4111111111111112, 12, 2030, bad-number",
    "41111111, 12, 2030, bad-number",
    "4111x11111111111, 12, 2030, bad-number",
    "4111111111111111, 13, 2030, bad-month",
    "4111111111111111, 12, 2020, bad-year",
    "4111111111111111, 10, 2026, bad-month",
  })
  void what_is_no_card_is_refused(String number, int month, int year, String why) {
    var card = new NewCard(number, month, year, Optional.empty());
    var no = assertThrows(Refusal.class, () -> vault.tokenise(ANN, card));
    assertEquals(why, no.problem().name());
  }

  @Test
  void a_refusal_says_which_field_and_not_what_stood_there() {
    var card = new NewCard("4111111111111112", 12, 2030, Optional.of("123"));
    var no = assertThrows(Refusal.class, () -> vault.tokenise(ANN, card));
    assertEquals("bad-number", no.problem().name());
    assertEquals(Optional.of("/number"), no.pointer());
    assertFalse(no.toString().contains("4111111111111112"));
  }
}
