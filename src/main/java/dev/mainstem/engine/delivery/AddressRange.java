package dev.mainstem.engine.delivery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that begin with the same bits, written {@code 10.0.0.0/8} or as one address.
 *
 * @param text as it was written
 */
public record AddressRange(String text) {
  /**
   * @throws IllegalArgumentException if the text is no range of addresses
   */
  public AddressRange {
    boolean four = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?");
    boolean sixteen = text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(/[0-9]{1,3})?");
    if (!(four || sixteen) || bits(text) > 8 * address(text).length) {
      throw new IllegalArgumentException("not a range of addresses: " + text);
    }
  }

  static List<AddressRange> all(String... texts) {
    return Stream.of(texts).map(AddressRange::new).toList();
  }

  /**
   * Ranges by commas, as an operator writes them.
   *
   * @throws IllegalArgumentException naming the first that is none
   */
  public static List<AddressRange> listed(String texts) {
    return all(texts.strip().split("\\s*,\\s*"));
  }

  private static byte[] address(String text) {
    var plain = text.replaceFirst("/.*", "");
    try {
      var bytes = InetAddress.getByName(plain).getAddress();
      // The JDK takes ::ffff:0:0 for the IPv4 address it holds.
      return plain.contains(":") && bytes.length == 4 ? mapped(bytes) : bytes;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not a range of addresses: " + text, e);
    }
  }

  private static byte[] mapped(byte[] four) {
    var sixteen = new byte[16];
    sixteen[10] = -1;
    sixteen[11] = -1;
    System.arraycopy(four, 0, sixteen, 12, 4);
    return sixteen;
  }

  private static int bits(String text) {
    int slash = text.indexOf('/');
    if (slash >= 0) return Integer.parseInt(text.substring(slash + 1));
    return text.contains(":") ? 128 : 32;
  }

  /** Whether the address is one of these. */
  public boolean holds(InetAddress each) {
    var address = each.getAddress();
    var base = address(text);
    if (address.length != base.length) return false;
    int bits = bits(text);
    for (int i = 0; i < bits; i += 8) {
      int mask = bits - i >= 8 ? 0xff : 0xff << (8 - (bits - i)) & 0xff;
      if (((address[i / 8] ^ base[i / 8]) & mask) != 0) return false;
    }
    return true;
  }
}
