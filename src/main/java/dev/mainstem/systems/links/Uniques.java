package dev.mainstem.systems.links;

import java.util.Arrays;
import java.util.Collection;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * Different visitors of one hour, as a HyperLogLog sketch: a few hundred bytes however many there
 * are, and right to about 2.5 percent. Sketches of several hours can be put together.
 */
record Uniques(byte[] sketch) {
  /** Two to this power are the registers of a sketch. */
  private static final int LOG_REGISTERS = 11;

  static HllSketch empty() {
    return new HllSketch(LOG_REGISTERS, TgtHllType.HLL_4);
  }

  static Uniques of(HllSketch sketch) {
    return new Uniques(sketch.toCompactByteArray());
  }

  private HllSketch open() {
    return HllSketch.heapify(sketch);
  }

  Uniques plus(Uniques other) {
    var union = new Union(LOG_REGISTERS);
    union.update(open());
    union.update(other.open());
    return of(union.getResult(TgtHllType.HLL_4));
  }

  /** How many different visitors all of these saw. */
  static long together(Collection<Uniques> hours) {
    var union = new Union(LOG_REGISTERS);
    for (var hour : hours) union.update(hour.open());
    return Math.round(union.getEstimate());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Uniques uniques && Arrays.equals(uniques.sketch, sketch);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sketch);
  }
}
