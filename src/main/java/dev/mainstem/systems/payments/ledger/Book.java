package dev.mainstem.systems.payments.ledger;

import java.util.Optional;

/** Where accounts and transfers stand; tables, or maps in a test. */
public interface Book {
  Optional<Account> account(String id);

  Optional<Transfer> transfer(String id);
}
