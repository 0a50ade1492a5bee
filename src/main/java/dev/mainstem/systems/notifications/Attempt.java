package dev.mainstem.systems.notifications;

import dev.mainstem.systems.notifications.WebhookCommand.RecordAttempts;
import dev.mainstem.systems.notifications.WebhookEvent.Dispatched;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;

/**
 * One attempt to tell an endpoint.
 *
 * @param number from 1
 * @param status of the answer; 0 if there was none
 * @param tookMs until the answer was there
 * @param said the beginning of the answer, or why there is none
 */
public record Attempt(
    String message, String endpoint, int number, int status, long tookMs, String said, Instant at) {
  static final String GONE = "It answered 410 Gone";
  private static final int SAID = 1_000;

  record Key(String message, String endpoint, int number) {}

  /**
   * What came of sending one message.
   *
   * @param status 0 if there was no answer
   * @param retryAfterS how long the other side wants to be left alone, in seconds
   */
  public record Outcome(
      String message,
      int status,
      long tookMs,
      @Size(max = 1_000) String said,
      Optional<Long> retryAfterS) {
    boolean taken() {
      return status / 100 == 2;
    }

    boolean gone() {
      return status == 410;
    }

    /** Whether nothing else would fare better now: no answer, or too much to do. */
    boolean unwell() {
      return status == 0 || status == 429 || status >= 500;
    }
  }

  /**
   * What came of it and what follows.
   *
   * @param next when it is sent again; empty if it is over
   */
  record Result(Outcome outcome, int number, Handover.State state, Optional<Instant> next) {}

  /** What is recorded of a batch of which nobody knows what came of it. */
  static RecordAttempts unknown(Dispatched batch, String why) {
    var said = why.substring(0, Math.min(SAID, why.length()));
    var outcomes =
        batch.messages().stream()
            .map(message -> new Outcome(message, 0, 0, said, Optional.empty()))
            .toList();
    return new RecordAttempts(batch.endpoint(), batch.batch(), outcomes);
  }

  Key key() {
    return new Key(message, endpoint, number);
  }
}
