package dev.mainstem.systems.links;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Different visitors of one hour: each by its token while they are few, then an UltraLogLog sketch
 * (Ertl 2024), which is a kilobyte however many there are and right to about 2.5 percent. Those of
 * several hours can be put together.
 *
 * @param met tokens of four bytes in order, or the registers of a sketch
 */
record Uniques(byte[] met) {
  /** Two to this power are the registers of a sketch, of a byte each. */
  private static final int LOG_REGISTERS = 10;

  /** So many are counted one by one. */
  private static final int FEW = 128;

  private static final Hasher64 MIXED = Hashing.komihash5_0();

  /** Grows with whoever comes. Owned by one thread. */
  static final class Growing {
    private final TreeSet<Integer> few = new TreeSet<>();
    private UltraLogLog many;

    /**
     * @param visitor the same for the same visitor
     */
    void meet(long visitor) {
      meet(UltraLogLog.computeToken(MIXED.hashLongToLong(visitor)));
    }

    private void meet(int token) {
      if (many != null) many.addToken(token);
      else if (few.add(token) && few.size() > FEW) many();
    }

    private UltraLogLog many() {
      if (many != null) return many;
      many = UltraLogLog.create(LOG_REGISTERS);
      few.forEach(many::addToken);
      return many;
    }

    Growing add(Uniques others) {
      if (others.sketched()) {
        many().add(UltraLogLog.wrap(others.met));
      } else {
        for (var tokens = ByteBuffer.wrap(others.met); tokens.hasRemaining(); ) {
          meet(tokens.getInt());
        }
      }
      return this;
    }

    long count() {
      return many == null ? few.size() : Math.round(many.getDistinctCountEstimate());
    }

    Uniques done() {
      if (many != null) return new Uniques(many.getState().clone());
      var tokens = ByteBuffer.allocate(few.size() * Integer.BYTES);
      few.forEach(tokens::putInt);
      return new Uniques(tokens.array());
    }
  }

  private boolean sketched() {
    return met.length > FEW * Integer.BYTES;
  }

  Uniques plus(Uniques other) {
    return new Growing().add(this).add(other).done();
  }

  /** How many different visitors all of these saw. */
  static long together(Collection<Uniques> hours) {
    var all = new Growing();
    hours.forEach(all::add);
    return all.count();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Uniques uniques && Arrays.equals(uniques.met, met);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(met);
  }
}
