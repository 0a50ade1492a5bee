package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Sealed;
import java.time.Instant;
import java.util.Optional;

/**
 * A payment that is to be made, through all its attempts.
 *
 * @param reference the name another system gave it
 * @param contact whom a receipt and the goods go to
 * @param capturable set aside and not taken yet, in minor units
 * @param received taken, in minor units
 * @param refunded given back or about to be
 * @param busy what the acquirer is doing just now beside the attempt: the operation's reference
 * @param unknown whether nobody knows what came of the latest operation
 * @param charge the latest attempt
 * @param challenge where the payer proves who they are
 * @param payer what risk rules may know of who pays
 * @param cancelAsked why it is to be canceled as soon as that can be said
 */
record Intent(
    String id,
    Optional<String> reference,
    Terms terms,
    Optional<Sealed<Contact>> contact,
    Status status,
    long capturable,
    long received,
    long refunded,
    Optional<String> busy,
    boolean unknown,
    Optional<String> charge,
    Optional<Failure> failure,
    Optional<String> challenge,
    Optional<String> cancelAsked,
    Optional<String> canceled,
    Optional<Instant> canceledAt,
    Instant createdAt,
    Optional<Payer> payer) {
  enum Status {
    REQUIRES_PAYMENT_METHOD,
    REQUIRES_CONFIRMATION,
    REQUIRES_ACTION,
    PROCESSING,
    REQUIRES_CAPTURE,
    CANCELED,
    SUCCEEDED;

    /** Whether what is to be paid, and how, can still be changed. */
    boolean open() {
      return this == REQUIRES_PAYMENT_METHOD || this == REQUIRES_CONFIRMATION;
    }

    boolean ended() {
      return this == CANCELED || this == SUCCEEDED;
    }
  }

  /** What may be captured or refunded of it still. */
  long refundable() {
    return received - refunded;
  }

  Change change() {
    return new Change(this);
  }

  /** The next state of an intent, made from the one before. Owned by one event. */
  static final class Change {
    private final Intent from;
    private Terms terms;
    private Status status;
    private long capturable;
    private long received;
    private long refunded;
    private Optional<String> busy;
    private boolean unknown;
    private Optional<String> charge;
    private Optional<Failure> failure;
    private Optional<String> challenge;
    private Optional<String> cancelAsked;
    private Optional<Sealed<Contact>> contact;
    private Optional<Payer> payer;

    private Change(Intent from) {
      this.from = from;
      terms = from.terms;
      status = from.status;
      capturable = from.capturable;
      received = from.received;
      refunded = from.refunded;
      busy = from.busy;
      unknown = from.unknown;
      charge = from.charge;
      failure = from.failure;
      challenge = from.challenge;
      cancelAsked = from.cancelAsked;
      contact = from.contact;
      payer = from.payer;
    }

    Change to(Status status) {
      this.status = status;
      return this;
    }

    Change terms(Terms terms) {
      this.terms = terms;
      return this;
    }

    Change money(long capturable, long received) {
      this.capturable = capturable;
      this.received = received;
      return this;
    }

    Change refunded(long refunded) {
      this.refunded = refunded;
      return this;
    }

    Change busy(String operation) {
      busy = Optional.ofNullable(operation);
      return this;
    }

    Change unknown(boolean unknown) {
      this.unknown = unknown;
      return this;
    }

    Change charge(String charge) {
      this.charge = Optional.of(charge);
      return this;
    }

    Change failure(Failure failure) {
      this.failure = Optional.ofNullable(failure);
      return this;
    }

    Change challenge(String url) {
      challenge = Optional.ofNullable(url);
      return this;
    }

    Change whom(Optional<Sealed<Contact>> contact, Optional<Payer> payer) {
      this.contact = contact;
      this.payer = payer;
      return this;
    }

    /** Waits for another method. */
    Change declined(Failure why) {
      terms = terms.with(Optional.empty());
      return to(Status.REQUIRES_PAYMENT_METHOD).failure(why).unknown(false).challenge(null);
    }

    Change cancelAsked(String reason) {
      cancelAsked = Optional.of(reason);
      return this;
    }

    Intent made() {
      return made(from.canceled, from.canceledAt);
    }

    Intent canceled(String reason, Instant at) {
      return to(Status.CANCELED)
          .busy(null)
          .challenge(null)
          .money(0, received)
          .made(Optional.of(reason), Optional.of(at));
    }

    private Intent made(Optional<String> canceled, Optional<Instant> canceledAt) {
      return new Intent(
          from.id,
          from.reference,
          terms,
          contact,
          status,
          capturable,
          received,
          refunded,
          busy,
          unknown,
          charge,
          failure,
          challenge,
          cancelAsked,
          canceled,
          canceledAt,
          from.createdAt,
          payer);
    }
  }
}
