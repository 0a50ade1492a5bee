package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Blob;
import dev.mainstem.store.Blobs;

/**
 * Remembered answers that are too long for a frame: the frame carries a reference, and the bytes
 * lie in the blob store. Safe for all threads; may block.
 */
final class LongAnswers {
  /** Longer ones are not remembered with the frame itself. */
  static final int SHORT = 64 << 10;

  /** No answer is longer. */
  static final int LONGEST = 16 << 20;

  /** CBOR's "break" (RFC 8949, 3.2.1): no encoded value begins with it. */
  private static final byte REFERENCE = (byte) 0xff;

  private final Blobs blobs;
  private final Codec codec;

  LongAnswers(Blobs blobs, Codec codec) {
    this.blobs = blobs;
    this.codec = codec;
  }

  /** Whether what is kept is a reference. */
  static boolean isLong(byte[] kept) {
    return kept.length > 0 && kept[0] == REFERENCE;
  }

  /** What is to stand in the frame. */
  byte[] kept(byte[] answer) {
    if (answer.length <= SHORT) return answer;
    if (answer.length > LONGEST) {
      throw HouseProblem.TOO_LARGE.of("an answer of " + answer.length + " bytes");
    }
    var reference = codec.toCbor(blobs.put(answer));
    var kept = new byte[1 + reference.length];
    kept[0] = REFERENCE;
    System.arraycopy(reference, 0, kept, 1, reference.length);
    return kept;
  }

  /** The answer itself. */
  byte[] whole(byte[] kept) {
    if (!isLong(kept)) return kept;
    return blobs.get((Blob) codec.fromCbor(Blob.class, kept, 1));
  }
}
