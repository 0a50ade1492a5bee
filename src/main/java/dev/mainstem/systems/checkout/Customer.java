package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.Payer;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * Who buys, and where it goes. What is personal is sealed with a key of the session; what prices,
 * caps and fraud rules need stands beside it: a keyed hash, a country, a state.
 *
 * @param buyer a keyed hash of the mail address, the same in every session
 * @param domain a keyed hash of its domain
 * @param person as notifications know him, if the shop says so
 * @param payer what payments' risk rules may know of him
 */
record Customer(
    Optional<@Size(max = 80) String> buyer,
    Optional<@Size(max = 80) String> domain,
    Optional<Sealed<Contact>> contact,
    Optional<Sealed<Recipient>> recipient,
    Optional<Destination> to,
    Optional<@Pattern(regexp = PERSON) String> person,
    Optional<Payer> payer) {
  /** How notifications name people. */
  static final String PERSON = "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}";

  static final Customer UNKNOWN =
      new Customer(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** How to reach who buys. */
  record Contact(
      Optional<@Size(max = 200) String> firstName,
      Optional<@Size(max = 200) String> lastName,
      Optional<@Size(max = 200) String> fullName,
      @Size(min = 3, max = 320) @Pattern(regexp = "[^\\s@]+@[^\\s@]+") String email,
      Optional<@Size(max = 40) String> phone) {

    String name() {
      return fullName.orElse((firstName.orElse("") + " " + lastName.orElse("")).strip());
    }
  }

  /** Where it goes. */
  record Recipient(
      Optional<@Size(max = 256) String> name,
      Optional<@Size(max = 40) String> phone,
      Optional<@Size(max = 320) String> email,
      Optional<Address> address) {}

  /** A postal address. */
  record Address(
      @Size(max = 256) String name,
      @Size(max = 200) String lineOne,
      Optional<@Size(max = 200) String> lineTwo,
      @Size(max = 100) String city,
      @Size(max = 60) String state,
      @Size(max = 2) String country,
      @Size(max = 20) String postalCode) {}

  /** Of an address, what prices depend on. */
  record Destination(
      @Pattern(regexp = "[A-Z]{2}") String country,
      Optional<@Size(min = 1, max = 60) String> state) {}

  /** The same, by the name notifications have for him. */
  Customer named(Optional<String> person) {
    return new Customer(buyer, domain, contact, recipient, to, person, payer);
  }

  /** What is said now, and of the rest what was said before. */
  Customer or(Customer before) {
    return new Customer(
        buyer.or(before::buyer),
        contact.isPresent() ? domain : before.domain,
        contact.or(before::contact),
        recipient.or(before::recipient),
        to.or(before::to),
        person.or(before::person),
        payer.or(before::payer));
  }
}
