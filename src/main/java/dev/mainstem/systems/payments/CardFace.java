package dev.mainstem.systems.payments;

import java.util.Optional;

/**
 * What people see of a card: as much as stands on a receipt.
 *
 * @param fingerprint equal for equal numbers, by a keyed hash: what lists know a card by
 */
record CardFace(
    String brand, String last4, String funding, String fingerprint, Optional<String> country) {
  static CardFace of(Card card) {
    return new CardFace(
        card.brand(), card.last4(), card.funding(), card.fingerprint(), card.country());
  }
}
