package dev.mainstem.systems.links;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of addresses: one address, a CIDR block ({@code 10.0.0.0/8}, {@code 2001:db8::/32}), or
 * an IPv4 pattern whose last numbers are stars ({@code 11.22.*.*}).
 *
 * @param bits how many leading bits must be the same
 */
record IpRange(byte[] network, int bits) {
  private static final String V4 = "([0-9]{1,3}\\.){3}[0-9]{1,3}";
  private static final String V6 = "[0-9a-fA-F:]{2,39}(:" + V4 + ")?";

  /** The range, or nothing if this text is none. */
  static Optional<IpRange> of(String text) {
    if (text.matches("([0-9]{1,3}\\.){1,3}(\\*\\.){0,2}\\*")) return starred(text);
    var parts = text.split("/", 2);
    var address = address(parts[0]);
    if (address.isEmpty()) return Optional.empty();
    int most = address.get().length * 8;
    if (parts.length == 1) return Optional.of(new IpRange(address.get(), most));
    if (!parts[1].matches("[0-9]{1,3}") || Integer.parseInt(parts[1]) > most) {
      return Optional.empty();
    }
    return Optional.of(new IpRange(address.get(), Integer.parseInt(parts[1])));
  }

  private static Optional<IpRange> starred(String text) {
    int numbers = text.split("\\.").length;
    if (numbers != 4) return Optional.empty();
    int stars = text.length() - text.replace("*", "").length();
    return address(text.replace('*', '0')).map(a -> new IpRange(a, 32 - 8 * stars));
  }

  /** The bytes of a literal address. Names are never looked up. */
  static Optional<byte[]> address(String text) {
    if (!text.matches(V4) && !(text.contains(":") && text.matches(V6))) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(text).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean holds(byte[] address) {
    if (address.length != network.length) return false;
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) if (address[i] != network[i]) return false;
    int rest = bits % 8;
    return rest == 0 || (address[whole] ^ network[whole]) >> 8 - rest == 0;
  }
}
