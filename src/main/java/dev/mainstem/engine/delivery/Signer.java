package dev.mainstem.engine.delivery;

import java.time.Instant;
import java.util.Map;

/** Proves to the other side who sent a message, and when. */
public interface Signer {
  /** Signs nothing. */
  Signer NONE = (letter, now) -> Map.of();

  /** Headers to be added to the message. */
  Map<String, String> sign(Letter letter, Instant now);
}
