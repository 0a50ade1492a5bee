package dev.mainstem.log;

import java.util.Arrays;

/**
 * A client's own id for a command, the hash of what it asked, and what it was answered.
 *
 * @param clientId at most 65,535 bytes
 * @param bodyHash at most 255 bytes
 * @param answer the bytes of the answer
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Remembered(String clientId, byte[] bodyHash, byte[] answer) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Remembered r
        && clientId.equals(r.clientId)
        && Arrays.equals(bodyHash, r.bodyHash)
        && Arrays.equals(answer, r.answer);
  }

  @Override
  public int hashCode() {
    return 31 * clientId.hashCode() + Arrays.hashCode(bodyHash);
  }

  @Override
  public String toString() {
    return clientId + " (" + answer.length + " bytes)";
  }
}
