package dev.mainstem.engine.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What the other side answered.
 *
 * @param status the HTTP status
 * @param excerpt the beginning of the body, at most 1,000 characters
 * @param retryAfter how long it wants to be left alone
 * @param tookMs from the first byte sent to the last received
 */
public record Receipt(int status, String excerpt, Optional<Duration> retryAfter, long tookMs) {
  /** Whether it has taken the message. */
  public boolean taken() {
    return status / 100 == 2;
  }

  /** Whether it wants nothing more under this address. */
  public boolean gone() {
    return status == 410;
  }
}
