package dev.mainstem.systems.checkout;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.systems.checkout.Customer.Address;
import dev.mainstem.systems.checkout.Customer.Contact;
import dev.mainstem.systems.checkout.Customer.Recipient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who buys, opened, as the Agentic Commerce Protocol spells it; nothing once it is forgotten. */
final class AcpPeople {
  private final Seals seals;

  AcpPeople(Seals seals) {
    this.seals = seals;
  }

  /** The shop's own name for a buyer who has signed in with it. */
  static Optional<String> person(Map<String, Object> buyer) {
    boolean signedIn = "authenticated".equals(buyer.get("authentication_status"));
    return Optional.ofNullable(buyer.get("customer_id"))
        .filter(id -> signedIn)
        .map(String::valueOf);
  }

  Optional<Map<String, Object>> buyer(Customer customer) {
    var contact = customer.contact().flatMap(box -> seals.open(box, Contact.class));
    var shape = contact.map(AcpPeople::shape);
    shape.ifPresent(buyer -> customer.person().ifPresent(id -> buyer.put("customer_id", id)));
    return shape;
  }

  private static Map<String, Object> shape(Contact contact) {
    var shape = new LinkedHashMap<String, Object>();
    contact.firstName().ifPresent(name -> shape.put("first_name", name));
    contact.lastName().ifPresent(name -> shape.put("last_name", name));
    contact.fullName().ifPresent(name -> shape.put("full_name", name));
    shape.put("email", contact.email());
    contact.phone().ifPresent(phone -> shape.put("phone_number", phone));
    return shape;
  }

  Optional<Map<String, Object>> details(Customer customer) {
    return customer
        .recipient()
        .flatMap(box -> seals.open(box, Recipient.class))
        .map(AcpPeople::shape);
  }

  private static Map<String, Object> shape(Recipient recipient) {
    var shape = new LinkedHashMap<String, Object>();
    recipient.name().ifPresent(name -> shape.put("name", name));
    recipient.phone().ifPresent(phone -> shape.put("phone_number", phone));
    recipient.email().ifPresent(mail -> shape.put("email", mail));
    recipient.address().ifPresent(address -> shape.put("address", shape(address)));
    return shape;
  }

  private static Map<String, Object> shape(Address address) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("name", address.name());
    shape.put("line_one", address.lineOne());
    address.lineTwo().ifPresent(line -> shape.put("line_two", line));
    shape.put("city", address.city());
    shape.put("state", address.state());
    shape.put("country", address.country());
    shape.put("postal_code", address.postalCode());
    return shape;
  }
}
