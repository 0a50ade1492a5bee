package dev.mainstem.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Key bytes keep the order of keys, and no key is the beginning of another. */
final class KeysTest {
  private final Keys keys = new Keys();

  record Pair(String text, long number) {}

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(Arrays.copyOf(bytes, prefix.length), prefix);
  }

  /** Code point order, which is the order of UTF-8 bytes. */
  private static int byCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  private static boolean writable(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000);
  }

  @Property(tries = 2_000)
  void order_is_kept(@ForAll String a, @ForAll long x, @ForAll String b, @ForAll long y) {
    if (!writable(a) || !writable(b)) return;
    int wanted = byCodePoints(a, b) != 0 ? byCodePoints(a, b) : Long.compare(x, y);
    int found = Arrays.compareUnsigned(keys.encode(new Pair(a, x)), keys.encode(new Pair(b, y)));
    assertEquals(Integer.signum(wanted), Integer.signum(found));
  }

  @Property(tries = 2_000)
  void a_key_is_read_back_and_its_end_is_known(@ForAll String a, @ForAll long x) {
    if (!writable(a)) return;
    var bytes = keys.encode(new Pair(a, x));
    assertEquals(new Pair(a, x), keys.decode(Pair.class, bytes, 0));
    assertEquals(bytes.length, keys.skip(Pair.class, bytes, 0));
  }

  @Property(tries = 2_000)
  void no_key_begins_another_and_leading_parts_begin_the_whole(
      @ForAll String a, @ForAll String b, @ForAll long x) {
    if (!writable(a) || !writable(b) || a.equals(b)) return;
    assertFalse(startsWith(keys.encode(a), keys.encode(b)));
    var prefix = keys.prefix(List.of(a));
    assertTrue(startsWith(keys.encode(new Pair(a, x)), prefix));
    assertTrue(Arrays.compareUnsigned(keys.encode(new Pair(a, x)), Keys.after(prefix)) < 0);
  }

  @Property(tries = 500)
  void bytes_are_keys_too(@ForAll byte[] a) {
    assertArrayEquals(a, keys.decode(byte[].class, keys.encode(a), 0));
  }
}
