package dev.mainstem.engine.delivery;

import dev.mainstem.kernel.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where calls may go: to addresses of the public internet, and to what the operator allows besides.
 * Everything else is refused, in whatever notation it comes: this house itself, its neighbours, and
 * the metadata services of clouds. Immutable; safe for all threads.
 *
 * <p>Source of the ranges: the IANA registries of special-purpose addresses (RFC 6890).
 */
public final class AddressGuard {
  public static final Problem BAD_ADDRESS =
      Problem.invalid("bad-address", "This is no address that can be called");
  public static final Problem ADDRESS_REFUSED =
      Problem.invalid("address-refused", "Calls may not go to this address");
  private static final int LONGEST = 2_048;

  /** In brackets, or up to four decimal, octal or hexadecimal numbers (POSIX, inet_addr). */
  private static final Pattern NUMBERS =
      Pattern.compile("\\[.*]|(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

  private static final List<AddressRange> REFUSED =
      AddressRange.all(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3",
          // A cloud's own services, though the address is a public one.
          "168.63.129.16/32",
          // Unspecified, loopback, and IPv4 in IPv6: as such, translated, and tunnelled.
          "::/96",
          "::ffff:0:0/96",
          "64:ff9b::/96",
          "64:ff9b:1::/48",
          "100::/64",
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20",
          "5f00::/16",
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  /** Octal to some and decimal to others: 0177.0.0.1 is two addresses. */
  private static final Pattern OCTAL = Pattern.compile("^(.*\\.)?0[0-9]");

  private final List<AddressRange> allowed;
  private final Resolver resolver;

  /** Finds the addresses of a name. May block. */
  public interface Resolver {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /**
   * @param allowed ranges that may be called though they are not public, such as {@code 127.0.0.1}
   */
  public AddressGuard(List<AddressRange> allowed, Resolver resolver) {
    this.allowed = List.copyOf(allowed);
    this.resolver = resolver;
  }

  /**
   * What can be told without asking anyone: an absolute {@code http} or {@code https} URL of at
   * most 2,048 characters, without user and fragment, and not of an address that is refused. For
   * doors that take an address.
   *
   * @param pointer the field that holds it
   */
  public URI check(String url, String pointer) {
    var uri = parse(url, pointer);
    var host = uri.getHost().toLowerCase(Locale.ROOT);
    boolean own = host.equals("localhost") || host.endsWith(".localhost");
    if (own && !may(InetAddress.getLoopbackAddress())) throw ADDRESS_REFUSED.at(pointer, host);
    if (NUMBERS.matcher(host).matches()) literal(host, pointer);
    return uri;
  }

  private static URI parse(String url, String pointer) {
    if (url.length() > LONGEST) throw BAD_ADDRESS.at(pointer, "longer than " + LONGEST);
    try {
      var uri = new URI(url);
      var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean good =
          (scheme.equals("http") || scheme.equals("https"))
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() != 0
              && uri.getPort() <= 65_535;
      if (good) return uri;
    } catch (URISyntaxException e) {
      throw BAD_ADDRESS.at(pointer, url);
    }
    throw BAD_ADDRESS.at(pointer, url);
  }

  /** A host that is no name: a resolver makes of it what it would make of it later. */
  private void literal(String host, String pointer) {
    if (OCTAL.matcher(host).find()) throw BAD_ADDRESS.at(pointer, host);
    try {
      for (var address : resolver.all(unbracketed(host))) {
        if (!may(address)) throw ADDRESS_REFUSED.at(pointer, host);
      }
    } catch (UnknownHostException e) {
      throw BAD_ADDRESS.at(pointer, host);
    }
  }

  /**
   * The address to connect to. Blocks while a name is looked up.
   *
   * @throws UnknownHostException if the name has none; that may change
   * @throws dev.mainstem.kernel.Refusal if calls may not go there
   */
  public InetAddress resolve(URI uri) throws UnknownHostException {
    var all = resolver.all(unbracketed(uri.getHost()));
    for (var each : all) {
      if (!may(each)) throw ADDRESS_REFUSED.of(uri.getHost());
    }
    return all[0];
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Whether calls may go to this address. */
  public boolean may(InetAddress address) {
    if (allowed.stream().anyMatch(range -> range.holds(address))) return true;
    return REFUSED.stream().noneMatch(range -> range.holds(address));
  }
}
