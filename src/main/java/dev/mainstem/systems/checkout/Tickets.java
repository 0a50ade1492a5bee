package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Tenant;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * Tickets for places in line: signed, and bound to a buyer and a sale, so that nobody makes one and
 * nobody can use another's. What a ticket says stands in the tables too; the ticket proves that it
 * is said by its holder. Safe for all threads.
 */
final class Tickets {
  private static final int MAC_BYTES = 18;

  private final Macs macs;

  Tickets(Macs macs) {
    this.macs = macs;
  }

  String of(Tenant tenant, Place place) {
    var text = place.sale() + "~" + place.number() + "~" + place.buyer();
    return text + "~" + mac(tenant, text);
  }

  private String mac(Tenant tenant, String text) {
    var mac = Macs.of(macs.key("ticket", tenant), Macs.utf8(text));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOf(mac, MAC_BYTES));
  }

  /** Empty if this house has not given it out. */
  Optional<Session.Spot> read(Tenant tenant, String ticket) {
    int end = ticket.lastIndexOf('~');
    var parts = ticket.split("~", -1);
    if (parts.length != 4 || !parts[1].matches("\\d{1,18}")) return Optional.empty();
    var mac = Macs.utf8(mac(tenant, ticket.substring(0, end)));
    if (!MessageDigest.isEqual(mac, Macs.utf8(parts[3]))) return Optional.empty();
    return Optional.of(new Session.Spot(parts[0], Long.parseLong(parts[1]), parts[2]));
  }
}
