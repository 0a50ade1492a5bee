package dev.mainstem.systems.payments.acquirer;

import java.util.Optional;

/** A card number on its way to the acquirer, and to nobody else. */
public record CardSecret(String number, Optional<String> cvc) {
  /** Keeps the number out of messages. */
  @Override
  public String toString() {
    return "card";
  }
}
