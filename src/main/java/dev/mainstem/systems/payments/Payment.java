package dev.mainstem.systems.payments;

import java.util.Optional;

/**
 * A payment as other systems see it.
 *
 * @param intent its id here
 * @param reference its name there
 * @param status such as {@code requires_capture}; in Stripe's words
 * @param capturable set aside and not taken yet, in minor units
 * @param received taken, in minor units
 * @param refunded given back or about to be, in minor units
 * @param unknown whether it is being asked after what came of it
 * @param challenge where the payer must go to prove who they are
 */
public record Payment(
    String intent,
    Optional<String> reference,
    String status,
    long amount,
    String currency,
    long capturable,
    long received,
    long refunded,
    boolean unknown,
    Optional<Failure> failure,
    Optional<String> challenge) {
  static Payment of(Intent intent) {
    return new Payment(
        intent.id(),
        intent.reference(),
        intent.status().name().toLowerCase(java.util.Locale.ROOT),
        intent.terms().amount(),
        intent.terms().currency(),
        intent.capturable(),
        intent.received(),
        intent.refunded(),
        intent.unknown(),
        intent.failure(),
        intent.challenge());
  }
}
