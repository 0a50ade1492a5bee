package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Blob;
import dev.mainstem.log.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the blob store promises: the same bytes, checked, or none at all. */
class BlobsTest {
  private static final Path BLOBS = Path.of("/data/blobs");
  private final FaultyDisk disk = new FaultyDisk(3);
  private final Blobs blobs = new Blobs(disk, BLOBS);

  private static byte[] bytes(int length, long seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Path path(Blob blob) {
    return BLOBS.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
  }

  @Property(tries = 60)
  void what_is_put_in_parts_is_read_from_anywhere(
      @ForAll @IntRange(max = 3 * Blobs.CHUNK) int length,
      @ForAll @IntRange(min = 1, max = 100_000) int part)
      throws Exception {
    var bytes = bytes(length, length);
    Blob blob;
    try (var writing = blobs.write()) {
      for (int at = 0; at < length; at += part) {
        writing.add(ByteBuffer.wrap(bytes, at, Math.min(part, length - at)));
      }
      assertEquals(length, writing.length());
      blob = writing.keep();
    }
    var sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    assertEquals(new Blob(sha, length), blob);
    assertArrayEquals(bytes, blobs.get(blob));
    for (int at = 0; at < length; at += 1 + length / 7) {
      var read = blobs.read(blob, at);
      var expected = Arrays.copyOfRange(bytes, at, at + read.remaining());
      assertEquals(ByteBuffer.wrap(expected), read);
      assertTrue(read.hasRemaining());
    }
  }

  @Test
  void a_damaged_byte_is_found_wherever_it_is() {
    var blob = blobs.put(bytes(2 * Blobs.CHUNK + 5, 1));
    var whole = blobs.get(blob);
    int length = whole.length + 3 * Integer.BYTES;
    for (int at : new int[] {0, Blobs.CHUNK, whole.length - 1, whole.length, length - 1}) {
      damage(blob, at);
      assertThrows(StoreBroken.class, () -> blobs.get(blob), "byte " + at);
      damage(blob, at);
    }
    assertArrayEquals(whole, blobs.get(blob));
  }

  private void damage(Blob blob, int at) {
    try {
      var bytes = disk.bytes(path(blob));
      bytes[at] ^= 1;
      disk.put(path(blob), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_was_not_kept_leaves_nothing() throws Exception {
    try (var writing = blobs.write()) {
      writing.add(ByteBuffer.wrap(bytes(100_000, 2)));
    }
    assertEquals(0, disk.list(BLOBS.resolve("new")).size());
    assertEquals(false, blobs.has(new Blob("00".repeat(32), 1)));
  }

  @Test
  void whoever_holds_a_blob_has_its_bytes_through_any_power_loss() {
    int kept = 0;
    for (int seed = 0; seed < 300; seed++) {
      var faulty = new FaultyDisk(seed);
      var store = new Blobs(faulty, BLOBS);
      faulty.powerFailsAfter(seed % 40);
      var held = new ArrayList<Blob>();
      try {
        for (int i = 0; i < 5; i++) held.add(store.put(bytes(70_000 + i, i)));
      } catch (UncheckedIOException powerWent) {
        assertTrue(held.size() < 5);
      }
      var after = new Blobs(faulty.powerLoss(), BLOBS);
      for (var blob : held) {
        assertArrayEquals(bytes((int) blob.bytes(), blob.bytes() - 70_000), after.get(blob));
        kept++;
      }
    }
    assertTrue(kept > 300, "hardly anything was kept: " + kept);
  }
}
