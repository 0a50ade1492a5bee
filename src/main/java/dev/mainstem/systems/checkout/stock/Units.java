package dev.mainstem.systems.checkout.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;

/** So many of one thing. */
public record Units(@Size(min = 1, max = 64) String sku, @Min(1) @Max(Units.MOST) int quantity) {

  /** The most of one thing in one line. */
  public static final int MOST = 10_000;

  /** The same, so many times. */
  public Units times(int many) {
    return new Units(sku, Math.multiplyExact(quantity, many));
  }

  /** One entry for each thing, in the order in which they first stand there. */
  public static List<Units> summed(List<Units> all) {
    var sums = new LinkedHashMap<String, Integer>();
    for (var each : all) sums.merge(each.sku(), each.quantity(), Math::addExact);
    return sums.entrySet().stream().map(e -> new Units(e.getKey(), e.getValue())).toList();
  }
}
