package dev.mainstem.bank;

/** An account and what is on it, in cents. */
public record Account(long id, long cents) {
  Account plus(long more) {
    return new Account(id, cents + more);
  }
}
