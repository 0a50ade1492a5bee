package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Tenant;
import java.util.Arrays;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

/** Codes are all different, and tell nobody which comes next. */
final class CodesTest {
  private static final int MANY = 1_000_000;

  private final Codes codes = new Codes(new byte[] {1, 2, 3});

  @Test
  void the_first_million_codes_are_distinct_and_in_no_order() {
    var maker = codes.of(Tenant.LOCAL, "");
    var made = new String[MANY];
    for (int i = 0; i < MANY; i++) made[i] = maker.code(i + 1L);
    var sorted = made.clone();
    Arrays.sort(sorted);
    var ranks = new HashMap<String, Integer>(MANY * 2);
    for (int i = 0; i < MANY; i++) ranks.put(sorted[i], i);
    assertEquals(MANY, ranks.size());
    double squares = 0;
    for (int i = 0; i < MANY; i++) {
      double apart = i - ranks.get(made[i]);
      squares += apart * apart;
    }
    double spearman = 1 - 6 * squares / ((double) MANY * ((double) MANY * MANY - 1));
    assertTrue(Math.abs(spearman) < 0.01, "rank correlation " + spearman);
  }

  @Test
  void each_tenant_and_domain_has_codes_of_its_own() {
    var local = codes.of(Tenant.LOCAL, "").code(1);
    assertNotEquals(local, codes.of(new Tenant("acme"), "").code(1));
    assertNotEquals(local, codes.of(Tenant.LOCAL, "go.acme.test").code(1));
    assertEquals(local, new Codes(new byte[] {1, 2, 3}).of(Tenant.LOCAL, "").code(1));
  }

  @Test
  void beyond_the_space_codes_grow_and_stay_distinct() {
    var maker = codes.of(Tenant.LOCAL, "");
    long space = (long) Math.pow(Codes.ALPHABET.length(), Codes.LENGTH);
    assertEquals(Codes.LENGTH, maker.code(space - 1).length());
    assertEquals(Codes.LENGTH + 1, maker.code(space + 5).length());
    assertNotEquals(maker.code(5), maker.code(space + 5));
  }
}
