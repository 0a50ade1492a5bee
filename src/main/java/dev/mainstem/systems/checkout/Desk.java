package dev.mainstem.systems.checkout;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.checkout.Customer.Contact;
import dev.mainstem.systems.checkout.Customer.Destination;
import dev.mainstem.systems.checkout.Customer.Recipient;
import dev.mainstem.systems.payments.Payer;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What every door of checkout does before it asks: it makes ids, knows buyers by keyed hashes, and
 * checks tickets. Safe for all threads.
 */
final class Desk {
  private static final int ID_CHARS = 24;
  private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
  private static final String MAIL = "checkout/mail";

  private final Seals seals;
  private final SecureRandom random;
  private final Tickets tickets;

  Desk(Seals seals, SecureRandom random, Tickets tickets) {
    this.seals = seals;
    this.random = random;
    this.tickets = tickets;
  }

  /** A session's id, which nobody can guess. */
  String fresh() {
    var id = new StringBuilder("cs_");
    for (int i = 0; i < ID_CHARS; i++) id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    return id.toString();
  }

  /** What a mail address, or the domain of one, is known by. */
  String hash(Tenant tenant, String mail) {
    return seals.blind(tenant, MAIL, mail.strip().toLowerCase(Locale.ROOT));
  }

  Customer customer(Tenant tenant, Optional<Contact> contact, Optional<Recipient> recipient) {
    var mail = contact.map(Contact::email);
    return new Customer(
        mail.map(each -> hash(tenant, each)),
        mail.map(each -> hash(tenant, each.substring(each.lastIndexOf('@') + 1))),
        contact.map(Sealed::of),
        recipient.map(Sealed::of),
        recipient.flatMap(Recipient::address).map(Desk::destination),
        Optional.empty(),
        Payer.named(seals, tenant, mail));
  }

  private static Destination destination(Customer.Address address) {
    var country = address.country().strip().toUpperCase(Locale.ROOT);
    Catalogue.country(country, "/fulfillment_details/address/country");
    var state = Optional.of(address.state().strip()).filter(text -> !text.isEmpty());
    return new Destination(country, state);
  }

  /** Whose place in line a ticket is; one that is none is refused. */
  Optional<Session.Spot> spot(Tenant tenant, Optional<String> ticket) {
    return ticket.map(
        text ->
            tickets
                .read(tenant, text)
                .orElseThrow(() -> CheckoutProblem.BAD_TICKET.at("/ticket", "")));
  }

  String ticket(Tenant tenant, Place place) {
    return tickets.of(tenant, place);
  }
}
