package dev.mainstem.systems.payments;

/** What people see of a card: as much as stands on a receipt. */
record CardFace(String brand, String last4, String funding) {
  static CardFace of(Card card) {
    return new CardFace(card.brand(), card.last4(), card.funding());
  }
}
