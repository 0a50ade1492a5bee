package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Optional;

/**
 * A payment as people see it in a list.
 *
 * @param card of the latest attempt
 */
record PaymentView(
    Payment payment, Optional<CardFace> card, Optional<String> description, Instant createdAt) {
  static PaymentView of(PaymentTables known, Intent intent) {
    var card = intent.charge().map(known.charges::get).map(Charge::card).map(CardFace::of);
    return new PaymentView(
        Payment.of(intent), card, intent.terms().description(), intent.createdAt());
  }
}
