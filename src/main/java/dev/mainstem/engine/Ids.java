package dev.mainstem.engine;

import dev.mainstem.kernel.Id;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Makes command ids from a source of random bytes, drawn in blocks. Owned by one thread. */
final class Ids {
  private static final int BLOCK = 4096;

  private final Consumer<byte[]> random;
  private final byte[] block = new byte[BLOCK];
  private final ByteBuffer left = ByteBuffer.wrap(block).limit(0);

  /**
   * @param random fills an array; a secure source in a real house, a seeded one in a simulation
   */
  Ids(Consumer<byte[]> random) {
    this.random = random;
  }

  Id next(long epochMicros) {
    if (left.remaining() < 2 * Long.BYTES) {
      random.accept(block);
      left.clear();
    }
    return Id.of(epochMicros / 1_000, left.getLong(), left.getLong());
  }
}
