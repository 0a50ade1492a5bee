package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Span;
import java.util.Arrays;
import java.util.Base64;

/**
 * The stretch of store keys a {@link Span} means, within one table or index of one tenant. A cursor
 * comes from outside: whatever it says, the stretch stays inside the span.
 *
 * @param base id and tenant, the part cursors leave out
 * @param low first key, inclusive
 * @param high last key, exclusive
 * @param descending from the last to the first
 */
record Reach(byte[] base, byte[] low, byte[] high, boolean descending) {
  private static final Problem BAD_CURSOR =
      Problem.invalid("bad-cursor", "This cursor was not given out by this list");

  static Reach of(byte[] base, Span span, Keys keys) {
    var prefix = Bytes.join(base, keys.prefix(span.prefix()));
    var low = span.from().map(value -> Bytes.join(prefix, keys.encode(value))).orElse(prefix);
    var high =
        span.to()
            .map(value -> Bytes.join(prefix, keys.encode(value)))
            .orElseGet(() -> Keys.after(prefix));
    if (span.after().isPresent()) {
      var at = Bytes.join(base, parse(span.after().get()));
      if (span.descending()) high = min(high, at);
      else low = max(low, Bytes.join(at, new byte[1]));
    }
    return new Reach(base, low, high, span.descending());
  }

  boolean empty() {
    return Arrays.compareUnsigned(low, high) >= 0;
  }

  /** The opaque cursor that continues after this key. */
  String cursor(byte[] key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOfRange(key, base.length, key.length));
  }

  private static byte[] parse(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw BAD_CURSOR.at("/after", cursor);
    }
  }

  private static byte[] min(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b) <= 0 ? a : b;
  }

  private static byte[] max(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
