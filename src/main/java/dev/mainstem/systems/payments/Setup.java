package dev.mainstem.systems.payments;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A setup intent, {@code seti_…}: that a card is to be kept for later.
 *
 * @param wanted what it is to be
 * @param operation the latest, as the acquirer knows it
 */
record Setup(
    String id,
    Wanted wanted,
    Intent.Status status,
    Optional<String> operation,
    Optional<Failure> failure,
    Optional<String> challenge,
    Optional<String> canceled,
    Instant createdAt) {
  /**
   * What it is to be.
   *
   * @param usage {@code on_session} or {@code off_session}
   */
  record Wanted(
      Optional<String> customer,
      Optional<String> method,
      String usage,
      Optional<String> returnUrl,
      Optional<String> description,
      Map<String, String> metadata) {
    Wanted with(Optional<String> method) {
      return new Wanted(customer, method, usage, returnUrl, description, metadata);
    }
  }

  static Setup of(String id, Wanted wanted, Instant at) {
    var status =
        wanted.method().isPresent()
            ? Intent.Status.REQUIRES_CONFIRMATION
            : Intent.Status.REQUIRES_PAYMENT_METHOD;
    var none = Optional.<String>empty();
    return new Setup(id, wanted, status, none, Optional.empty(), none, none, at);
  }

  Setup started(Wanted wanted, String operation) {
    var none = Optional.<String>empty();
    return new Setup(
        id,
        wanted,
        Intent.Status.PROCESSING,
        Optional.of(operation),
        Optional.empty(),
        none,
        none,
        createdAt);
  }

  Setup to(Intent.Status status, Optional<Failure> failure, Optional<String> challenge) {
    boolean again = status == Intent.Status.REQUIRES_PAYMENT_METHOD;
    var kept = again ? wanted.with(Optional.empty()) : wanted;
    return new Setup(id, kept, status, operation, failure, challenge, canceled, createdAt);
  }

  Setup canceled(String reason) {
    return new Setup(
        id,
        wanted,
        Intent.Status.CANCELED,
        operation,
        failure,
        Optional.empty(),
        Optional.of(reason),
        createdAt);
  }
}
