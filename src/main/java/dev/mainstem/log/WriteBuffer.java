package dev.mainstem.log;

import java.nio.ByteBuffer;

/**
 * The direct buffer a journal writes from. It begins small and grows with the groups, so that a
 * quiet journal costs little memory. Owned by the committer.
 */
final class WriteBuffer {
  private static final int SMALLEST = 1 << 19;

  private final int most;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALLEST);

  WriteBuffer(int most) {
    this.most = Math.max(SMALLEST, most);
  }

  /** An empty buffer with room for this much, or for as much as there may be. */
  ByteBuffer room(int bytes) {
    if (bytes > buffer.capacity() && buffer.capacity() < most) {
      int size = Math.max(bytes, buffer.capacity() * 2);
      buffer = ByteBuffer.allocateDirect(Math.min(most, size));
    }
    return buffer.clear();
  }
}
