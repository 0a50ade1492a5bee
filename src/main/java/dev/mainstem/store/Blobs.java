package dev.mainstem.store;

import dev.mainstem.kernel.Blob;
import dev.mainstem.log.Copier;
import dev.mainstem.log.Disk;
import dev.mainstem.log.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * Large bytes, each kept once under what they are: {@code DATA/blobs/ab/ab12…}, written beside
 * under a number, forced, and then given their name. Whoever holds a {@link Blob} knows that its
 * bytes are on the disk: they are put before the event that names them is decided.
 *
 * <p>A file holds the bytes and then a CRC32C (RFC 3720, B.4) for each chunk of {@value #CHUNK}, so
 * that any part can be read and none unchecked. Thread-safe; every call may block.
 *
 * <p>Nothing is ever removed: the log is kept for ever, and with it whatever its events name. A
 * blob whose event was never decided stays too. (2026-11)
 */
public final class Blobs {
  static final int CHUNK = 64 << 10;
  private static final String UNFINISHED = "new";
  private static final int FOLDERS = 256;

  private final Disk disk;
  private final Path directory;
  private final AtomicLong next = new AtomicLong();

  public Blobs(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
    try {
      var unfinished = directory.resolve(UNFINISHED);
      disk.createDirectories(unfinished);
      for (var each : disk.list(unfinished)) disk.delete(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to write; exactly one of {@link Writing#keep} and {@link Writing#close} ends it. */
  public Writing write() {
    return new Writing();
  }

  /** Keeps bytes that are in memory. */
  public Blob put(byte[] bytes) {
    try (var writing = write()) {
      writing.add(ByteBuffer.wrap(bytes));
      return writing.keep();
    }
  }

  /** All of a blob. */
  public byte[] get(Blob blob) {
    var bytes = new byte[Math.toIntExact(blob.bytes())];
    for (int at = 0; at < bytes.length; ) {
      var part = read(blob, at);
      part.get(bytes, at, Math.min(part.remaining(), bytes.length - at));
      at = (at / CHUNK + 1) * CHUNK;
    }
    return bytes;
  }

  /** Whether it is here, unread. */
  public boolean has(Blob blob) {
    try {
      return disk.exists(path(blob));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Bytes from an offset to the end of its chunk, checked.
   *
   * @throws StoreBroken if they are missing or damaged
   */
  public ByteBuffer read(Blob blob, long offset) {
    long chunk = offset / CHUNK;
    int length = (int) Math.min(CHUNK, blob.bytes() - chunk * CHUNK);
    var bytes = ByteBuffer.allocate(length);
    var sum = ByteBuffer.allocate(Integer.BYTES);
    try (var file = disk.read(path(blob))) {
      file.read(bytes, chunk * CHUNK);
      file.read(sum, blob.bytes() + chunk * Integer.BYTES);
    } catch (IOException e) {
      throw new StoreBroken("cannot read blob " + blob.sha256(), e);
    }
    boolean whole = !bytes.hasRemaining() && !sum.hasRemaining();
    if (!whole || crc(bytes.flip()) != sum.getInt(0)) {
      throw new StoreBroken("blob " + blob.sha256() + " is damaged in its chunk " + chunk);
    }
    return bytes.position((int) (offset - chunk * CHUNK));
  }

  /** Gives every blob a second home; one that is being written is not yet one. */
  public void copyTo(Path other, Copier copier) throws IOException {
    copy(disk, directory, other, copier);
  }

  /** The same for blobs of a house that does not run. */
  public static void copy(Disk disk, Path from, Path to, Copier copier) throws IOException {
    for (int i = 0; i < FOLDERS; i++) {
      var name = HexFormat.of().toHexDigits((byte) i);
      if (!disk.exists(from.resolve(name))) continue;
      disk.createDirectories(to.resolve(name));
      for (var each : disk.list(from.resolve(name))) {
        copier.link(each, to.resolve(name).resolve(each.getFileName()));
      }
    }
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.duplicate());
    return (int) crc.getValue();
  }

  private Path path(Blob blob) {
    return directory.resolve(blob.sha256().substring(0, 2)).resolve(blob.sha256());
  }

  /** Bytes on their way to the disk. Owned by one thread at a time. */
  public final class Writing implements AutoCloseable {
    private final Path unfinished =
        directory.resolve(UNFINISHED).resolve("" + next.incrementAndGet());
    private final MessageDigest digest = sha256();
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    private ByteBuffer sums = ByteBuffer.allocate(256);
    private final DiskFile file;
    private long length;
    private boolean ended;

    private Writing() {
      try {
        file = disk.create(unfinished);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Takes all remaining bytes. */
    public void add(ByteBuffer bytes) {
      digest.update(bytes.duplicate());
      while (bytes.hasRemaining()) {
        int most = Math.min(bytes.remaining(), chunk.remaining());
        chunk.put(bytes.slice(bytes.position(), most));
        bytes.position(bytes.position() + most);
        if (!chunk.hasRemaining()) flush();
      }
    }

    private void flush() {
      chunk.flip();
      if (sums.remaining() < Integer.BYTES) {
        sums = ByteBuffer.allocate(sums.capacity() * 2).put(sums.flip());
      }
      sums.putInt(crc(chunk));
      int size = chunk.remaining();
      write(chunk, length);
      length += size;
      chunk.clear();
    }

    private void write(ByteBuffer bytes, long at) {
      try {
        file.write(bytes, at);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Bytes taken so far. */
    public long length() {
      return length + chunk.position();
    }

    /** Keeps what was written: when this returns, it is on the disk. */
    public Blob keep() {
      if (chunk.position() > 0) flush();
      write(sums.flip(), length);
      var blob = new Blob(HexFormat.of().formatHex(digest.digest()), length);
      try {
        file.force(true);
        file.close();
        ended = true;
        name(blob);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return blob;
    }

    private void name(Blob blob) throws IOException {
      var path = path(blob);
      var folder = path.getParent();
      if (!disk.exists(folder)) {
        disk.createDirectories(folder);
        disk.forceDirectory(directory);
      }
      // The same bytes may be there already; then this replaces them by themselves.
      disk.rename(unfinished, path);
      disk.forceDirectory(folder);
    }

    /** Drops what was not kept. */
    @Override
    public void close() {
      if (ended) return;
      ended = true;
      try {
        file.close();
        disk.delete(unfinished);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
