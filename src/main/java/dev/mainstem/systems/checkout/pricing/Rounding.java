package dev.mainstem.systems.checkout.pricing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How a division of minor units is rounded. Amounts may be negative and round away alike. */
public enum Rounding {
  /** Half a unit goes away from zero, as in most tax laws. */
  HALF_UP,
  /** Half a unit goes to the even neighbour, also known as bankers' rounding. */
  HALF_EVEN;

  /** A whole, in parts per million. */
  public static final long WHOLE = 1_000_000;

  /** {@code amount * part / whole}, rounded once; {@code whole} is positive. */
  public long share(long amount, long part, long whole) {
    var product = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part));
    return divided(product, BigInteger.valueOf(whole));
  }

  private long divided(BigInteger product, BigInteger whole) {
    var parts = product.abs().divideAndRemainder(whole);
    int half = parts[1].shiftLeft(1).compareTo(whole);
    boolean up = half > 0 || half == 0 && (this == HALF_UP || parts[0].testBit(0));
    long size = parts[0].longValueExact() + (up ? 1 : 0);
    return product.signum() < 0 ? -size : size;
  }

  /**
   * Splits an amount by weights so that the parts add up to it: each gets what it is due, rounded
   * down, and the rest goes to the largest remainders, ties to the earlier.
   *
   * @param amount not negative
   * @param weights not negative; if all are zero, they count as equal
   */
  public static List<Long> spread(long amount, List<Long> weights) {
    long all = weights.stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    if (all == 0) return weights.isEmpty() ? List.of() : spread(amount, ones(weights.size()));
    var parts = new ArrayList<Long>();
    var rests = new ArrayList<BigInteger>();
    long left = amount;
    for (long weight : weights) {
      var due = BigInteger.valueOf(amount).multiply(BigInteger.valueOf(weight));
      var divided = due.divideAndRemainder(BigInteger.valueOf(all));
      parts.add(divided[0].longValueExact());
      rests.add(divided[1]);
      left -= divided[0].longValueExact();
    }
    for (int at : byRest(rests).subList(0, (int) left)) parts.set(at, parts.get(at) + 1);
    return List.copyOf(parts);
  }

  private static List<Long> ones(int many) {
    return IntStream.range(0, many).mapToObj(n -> 1L).toList();
  }

  private static List<Integer> byRest(List<BigInteger> rests) {
    var largest = Comparator.comparing((Integer at) -> rests.get(at)).reversed();
    return IntStream.range(0, rests.size()).boxed().sorted(largest).toList();
  }
}
