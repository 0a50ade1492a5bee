package dev.mainstem.systems.links;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Square pictures in black and white, one bit a pixel (PNG, W3C Recommendation, 3rd edition). */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};

  private Png() {}

  /** Which pixels are black. */
  interface Ink {
    boolean at(int x, int y);
  }

  static byte[] of(int size, Ink ink) {
    var out = new ByteArrayOutputStream(1_024);
    out.writeBytes(SIGNATURE);
    var header = ByteBuffer.allocate(13).putInt(size).putInt(size).put((byte) 1);
    chunk(out, "IHDR", header.array());
    chunk(out, "IDAT", deflated(rows(size, ink)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /** Each row begins with its filter, which is none; a set bit is white. */
  private static byte[] rows(int size, Ink ink) {
    int stride = 1 + (size + 7) / 8;
    var rows = new byte[stride * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (!ink.at(x, y)) rows[y * stride + 1 + x / 8] |= (byte) (0x80 >> x % 8);
      }
    }
    return rows;
  }

  private static byte[] deflated(byte[] bytes) {
    var deflater = new Deflater();
    try {
      deflater.setInput(bytes);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var part = new byte[4_096];
      while (!deflater.finished()) out.write(part, 0, deflater.deflate(part));
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] content) {
    var crc = new CRC32();
    var type = name.getBytes(StandardCharsets.US_ASCII);
    crc.update(type);
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(type);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
