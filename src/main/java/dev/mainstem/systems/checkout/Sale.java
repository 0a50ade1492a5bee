package dev.mainstem.systems.checkout;

import java.time.Instant;

/**
 * A flash sale of one thing: who wants it waits in line, first come, first admitted.
 *
 * @param cap the most one buyer may have
 * @param perSecond how many are admitted every second
 * @param joined how many are in line or were
 * @param admitted how many of them may buy; numbers below it
 * @param opened whether its doors have been opened
 * @param idle whether nobody is waiting, so that no timer runs
 */
record Sale(
    String id,
    String sku,
    Instant opensAt,
    Instant closesAt,
    int cap,
    int perSecond,
    long joined,
    long admitted,
    boolean opened,
    boolean idle,
    Instant admittedAt) {

  boolean open(Instant now) {
    return !now.isBefore(opensAt) && now.isBefore(closesAt);
  }

  boolean over(Instant now) {
    return !now.isBefore(closesAt);
  }

  long waiting() {
    return joined - admitted;
  }

  Sale joining() {
    return new Sale(
        id, sku, opensAt, closesAt, cap, perSecond, joined + 1, admitted, opened, idle, admittedAt);
  }

  Sale admitting(long upTo, Instant now) {
    return new Sale(id, sku, opensAt, closesAt, cap, perSecond, joined, upTo, true, false, now);
  }

  Sale emptied(Instant now) {
    return new Sale(id, sku, opensAt, closesAt, cap, perSecond, joined, admitted, true, true, now);
  }

  Sale closing(Instant now) {
    return new Sale(
        id, sku, opensAt, now, cap, perSecond, joined, admitted, opened, idle, admittedAt);
  }
}
