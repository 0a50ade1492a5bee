package dev.mainstem.systems.payments;

import jakarta.validation.constraints.Size;
import java.util.Optional;

/** Who somebody is and where they are to be found: personal, and sealed wherever it stands. */
record Contact(
    Optional<@Size(max = 256) String> name,
    Optional<@Size(max = 512) String> email,
    Optional<@Size(max = 40) String> phone,
    Optional<Address> address,
    Optional<@Size(max = 1_000) String> note) {
  /** A postal address. */
  record Address(
      Optional<@Size(max = 300) String> line1,
      Optional<@Size(max = 300) String> line2,
      Optional<@Size(max = 200) String> city,
      Optional<@Size(max = 200) String> state,
      Optional<@Size(max = 40) String> postalCode,
      Optional<@Size(max = 2) String> country) {}

  static final Contact NOBODY =
      new Contact(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
