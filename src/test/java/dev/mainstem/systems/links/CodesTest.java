package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Tenant;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Generated codes: never twice, never in an order one could guess. */
class CodesTest {
  private static final int MANY = 1_000_000;
  private static final Tenant ANN = new Tenant("ann");
  private static final long SPACE = (long) Math.pow(Codes.ALPHABET.length(), Codes.LENGTH);

  private final Codes codes = new Codes(new byte[32]);

  @Test
  void a_million_codes_are_a_million_and_in_no_order() {
    var permutation = codes.of(ANN, "");
    var made = LongStream.rangeClosed(1, MANY).map(n -> number(permutation.code(n))).toArray();
    var sorted = made.clone();
    Arrays.sort(sorted);
    assertEquals(MANY, Arrays.stream(sorted).distinct().count());
    double r = rankCorrelation(made, sorted);
    assertTrue(Math.abs(r) < 0.01, "rank correlation " + r);
  }

  /** Spearman's; ranks are known because nothing is there twice. */
  private static double rankCorrelation(long[] made, long[] sorted) {
    double squares = 0;
    for (int i = 0; i < made.length; i++) {
      double apart = Arrays.binarySearch(sorted, made[i]) - i;
      squares += apart * apart;
    }
    double n = made.length;
    return 1 - 6 * squares / (n * (n * n - 1));
  }

  private static long number(String code) {
    assertEquals(Codes.LENGTH, code.length());
    long number = 0;
    for (char c : code.toCharArray()) {
      number = number * Codes.ALPHABET.length() + Codes.ALPHABET.indexOf(c);
    }
    return number;
  }

  @Test
  void every_tenant_domain_and_house_has_an_order_of_its_own() {
    var here = first(codes, ANN, "");
    assertArrayEquals(here, first(new Codes(new byte[32]), ANN, ""));
    assertNotEquals(Arrays.toString(here), Arrays.toString(first(codes, new Tenant("bob"), "")));
    assertNotEquals(Arrays.toString(here), Arrays.toString(first(codes, ANN, "go.example")));
    var otherKey = new byte[32];
    otherKey[31] = 1;
    assertNotEquals(Arrays.toString(here), Arrays.toString(first(new Codes(otherKey), ANN, "")));
  }

  private static String[] first(Codes codes, Tenant tenant, String domain) {
    var permutation = codes.of(tenant, domain);
    return LongStream.rangeClosed(1, 3).mapToObj(permutation::code).toArray(String[]::new);
  }

  @Test
  void nothing_in_a_code_can_be_misread() {
    for (char c : "0Oo1IilL".toCharArray()) assertEquals(-1, Codes.ALPHABET.indexOf(c), "" + c);
    assertEquals(Codes.ALPHABET.length(), Codes.ALPHABET.chars().distinct().count());
  }

  @Property(tries = 200)
  void a_code_is_never_given_twice(
      @ForAll @LongRange(min = 1, max = 1L << 40) long one,
      @ForAll @LongRange(min = 1, max = 1L << 40) long other) {
    var permutation = codes.of(ANN, "");
    assertEquals(one == other, permutation.code(one).equals(permutation.code(other)));
  }

  @Property(tries = 200)
  void beyond_the_space_codes_are_longer_and_still_fresh(
      @ForAll @LongRange(min = 0, max = 1L << 30) long counter) {
    var permutation = codes.of(ANN, "");
    var near = permutation.code(counter % SPACE);
    var far = permutation.code(counter % SPACE + SPACE);
    assertEquals(Codes.LENGTH + 1, far.length());
    assertNotEquals(near, far);
  }
}
