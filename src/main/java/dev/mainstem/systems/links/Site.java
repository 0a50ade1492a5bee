package dev.mainstem.systems.links;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What links must know of the house it stands in. The address is asked each time, since it is known
 * only once the listener is bound.
 *
 * @param address of the redirect listener, such as {@code http://127.0.0.1:8090}
 * @param codes makes codes with the house's key
 * @param keepVisits how long single visits are kept
 */
public record Site(Supplier<String> address, Codes codes, Duration keepVisits) {
  String shortUrl(LinkKey key) {
    return address(key) + "/" + key.slug();
  }

  /** Of the domain a link is on. */
  String address(LinkKey key) {
    return key.domain().isEmpty() ? address.get() : "https://" + key.domain();
  }

  /** Host and port of the default domain. */
  String authority() {
    return URI.create(address.get()).getAuthority().toLowerCase(Locale.ROOT);
  }

  boolean isDefaultHost(String host) {
    return host.equals(URI.create(address.get()).getHost());
  }

  /** Whether this authority is the default domain. */
  boolean isDefault(String authority) {
    return authority.equals(authority());
  }
}
