package dev.mainstem.systems.checkout;

import dev.mainstem.systems.checkout.stock.Units;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cart on its way to become an order.
 *
 * @param option how it is sent
 * @param shown the total that whoever buys was shown last, in minor units
 * @param attempt to pay, the latest
 * @param spot in the line of a flash sale, whose ticket was shown
 * @param trouble why the latest attempt failed
 * @param interventions what whoever buys can be asked on the way, of what this shop asks
 */
record Session(
    String id,
    State state,
    String currency,
    List<Units> lines,
    List<String> codes,
    Optional<String> option,
    Customer customer,
    Times times,
    long shown,
    Optional<Attempt> attempt,
    Optional<Spot> spot,
    Optional<Trouble> trouble,
    Set<String> interventions) {
  /** That a bank asks its customer who pays (3-D Secure). */
  static final String ASKS = "3ds";

  /** How long it may be left alone. */
  static final Duration PATIENCE = Duration.ofHours(6);

  /** How far it is. */
  enum State {
    OPEN,
    COMPLETING,
    REVIEW,
    AUTHENTICATION,
    COMPLETED,
    CANCELED;

    /** Whether somebody is paying. */
    boolean paying() {
      return this == COMPLETING || this == REVIEW || this == AUTHENTICATION;
    }
  }

  record Times(Instant opened, Instant updated, Instant expires) {
    Times touched(Instant now) {
      return new Times(opened, now, now.plus(PATIENCE));
    }
  }

  /** A place in line. */
  record Spot(String sale, long number, String buyer) {}

  /**
   * Why an attempt failed.
   *
   * @param code as in the Agentic Commerce Protocol's messages
   */
  record Trouble(String code, String text) {}

  /** The id its order will have. */
  String order() {
    return "ord_" + id.substring(id.indexOf('_') + 1);
  }

  /** What payments know an attempt by. */
  static String reference(String session, int attempt) {
    return session + "." + attempt;
  }

  boolean expired(Instant now) {
    return state == State.OPEN && !now.isBefore(times.expires());
  }

  /** Whether its bank is asking whoever buys who he is. */
  boolean asked() {
    return state == State.AUTHENTICATION;
  }

  OrderEvent.BuyerAnswered answered(boolean passed) {
    return new OrderEvent.BuyerAnswered(id, attempt.orElseThrow().number(), passed);
  }

  /** Whether this attempt is under way. */
  boolean trying(int number) {
    return state.paying() && attempt.filter(each -> each.number() == number).isPresent();
  }

  Session as(State state, Optional<Attempt> attempt, Optional<Trouble> trouble) {
    return new Session(
        id,
        state,
        currency,
        lines,
        codes,
        option,
        customer,
        times,
        shown,
        attempt,
        spot,
        trouble,
        interventions);
  }

  Session as(State state) {
    return as(state, attempt, trouble);
  }

  Session of(Customer customer) {
    return new Session(
        id,
        state,
        currency,
        lines,
        codes,
        option,
        customer,
        times,
        shown,
        attempt,
        spot,
        trouble,
        interventions);
  }

  Session at(Optional<Spot> spot) {
    return new Session(
        id,
        state,
        currency,
        lines,
        codes,
        option,
        customer,
        times,
        shown,
        attempt,
        spot,
        trouble,
        interventions);
  }

  /** As it was shown just now. */
  Session shown(long total, Instant now) {
    var touched = times.touched(now);
    return new Session(
        id,
        state,
        currency,
        lines,
        codes,
        option,
        customer,
        touched,
        total,
        attempt,
        spot,
        trouble,
        interventions);
  }

  Session with(List<Units> lines, List<String> codes, Optional<String> option) {
    return new Session(
        id,
        state,
        currency,
        lines,
        codes,
        option,
        customer,
        times,
        shown,
        attempt,
        spot,
        Optional.empty(),
        interventions);
  }
}
