package dev.mainstem.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A key while it is being written. Owned by one thread. */
final class KeyBytes {
  private static final int ROOM = 48;

  private byte[] bytes;
  private int size;

  /**
   * @param prefix what the key begins with
   */
  KeyBytes(byte[] prefix) {
    bytes = Arrays.copyOf(prefix, prefix.length + ROOM);
    size = prefix.length;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  void put(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  void number(long value) {
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >>> shift);
  }

  void number(int value) {
    room(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) bytes[size++] = (byte) (value >>> shift);
  }

  /** Most texts are plain ASCII without a zero, and are then written without being copied first. */
  void text(String text) {
    int length = text.length();
    room(length + 2);
    int start = size;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == 0 || c >= 0x80) {
        size = start;
        text(text.getBytes(StandardCharsets.UTF_8));
        return;
      }
      bytes[size++] = (byte) c;
    }
    end();
  }

  void text(byte[] text) {
    room(text.length + 2);
    for (byte b : text) {
      put(b);
      if (b == 0) put(0xff);
    }
    end();
  }

  private void end() {
    room(2);
    bytes[size++] = 0;
    bytes[size++] = 0;
  }
}
