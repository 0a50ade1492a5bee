package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A disk in memory that keeps only what it promised. Until a file is forced, each of its 512-byte
 * sectors may come out of a power loss as it was or as any later write left it, independently of
 * all others; until a directory is forced, any number of its latest name changes may be undone. A
 * seed decides, so every failure can be had again. Thread-safe.
 */
public final class FaultyDisk implements Disk {
  private static final int SECTOR = 512;

  private final SplittableRandom random;
  private final Map<Path, Content> names = new TreeMap<>();
  private final Map<Path, Content> durableNames = new TreeMap<>();
  private final Map<Path, List<NameChange>> pendingNames = new HashMap<>();
  private final Set<Path> directories = new HashSet<>();
  private final Set<Path> locks = new HashSet<>();
  private long operations;
  private long powerFailsAt = Long.MAX_VALUE;
  private long forcesUntilFailure = Long.MAX_VALUE;
  private long writesUntilFailure = Long.MAX_VALUE;
  private long usable = 1L << 50;
  private boolean readOnly;

  public FaultyDisk(long seed) {
    random = new SplittableRandom(seed);
  }

  private interface NameChange {
    void apply(Map<Path, Content> names);
  }

  /** One file's bytes, and what each sector may turn out to be if the power goes now. */
  private static final class Content {
    byte[] bytes = new byte[0];
    int length;
    byte[] durable = new byte[0];
    final Map<Integer, List<byte[]>> unforced = new TreeMap<>();
  }

  /** The power goes at this many writes, forces and name changes from now. */
  public synchronized FaultyDisk powerFailsAfter(long more) {
    powerFailsAt = operations + more;
    return this;
  }

  /** The nth force from now fails, and so do all after it. */
  public synchronized FaultyDisk failForce(long nth) {
    forcesUntilFailure = nth;
    return this;
  }

  /** The nth write from now fails, and so do all after it. */
  public synchronized FaultyDisk failWrite(long nth) {
    writesUntilFailure = nth;
    return this;
  }

  /** Only so many more bytes can be written. */
  public synchronized FaultyDisk usable(long bytes) {
    usable = bytes;
    return this;
  }

  public synchronized FaultyDisk readOnly(boolean is) {
    readOnly = is;
    return this;
  }

  /** Nothing is wrong with it any more. */
  public synchronized FaultyDisk sound() {
    powerFailsAt = Long.MAX_VALUE;
    forcesUntilFailure = Long.MAX_VALUE;
    writesUntilFailure = Long.MAX_VALUE;
    return usable(1L << 50).readOnly(false);
  }

  /** How many writes, forces and name changes there were. */
  public synchronized long operations() {
    return operations;
  }

  /** The disk as it is found after losing power now. This one is dead from now on. */
  public synchronized FaultyDisk powerLoss() {
    powerFailsAt = 0;
    var after = new FaultyDisk(random.nextLong());
    for (var changes : pendingNames.values()) {
      int kept = random.nextInt(changes.size() + 1);
      for (var change : changes.subList(0, kept)) change.apply(durableNames);
    }
    durableNames.forEach((path, content) -> after.put(path, survivor(content)));
    after.directories.addAll(directories);
    return after;
  }

  /** As {@link #killed}, while the process is not quite dead: it writes no more from now on. */
  public synchronized FaultyDisk kill() {
    powerFailsAt = 0;
    readOnly = true;
    var after = new FaultyDisk(random.nextLong());
    after.names.putAll(names);
    after.durableNames.putAll(durableNames);
    after.pendingNames.putAll(pendingNames);
    after.directories.addAll(directories);
    return after;
  }

  /** The disk as the next process finds it after a kill: all is there, and no more of it forced. */
  public synchronized FaultyDisk killed() {
    powerFailsAt = Long.MAX_VALUE;
    locks.clear();
    return this;
  }

  /** The bytes of a file, as read now. */
  public synchronized byte[] bytes(Path path) throws IOException {
    var content = content(path);
    return Arrays.copyOf(content.bytes, content.length);
  }

  /** A durable file with these bytes. */
  public synchronized void put(Path path, byte[] bytes) {
    var content = new Content();
    content.bytes = bytes.clone();
    content.length = bytes.length;
    content.durable = bytes.clone();
    names.put(path, content);
    durableNames.put(path, content);
  }

  private byte[] survivor(Content content) {
    byte[] bytes = content.durable.clone();
    for (var sector : content.unforced.entrySet()) {
      int kept = random.nextInt(sector.getValue().size() + 1);
      if (kept == 0) continue;
      byte[] version = sector.getValue().get(kept - 1);
      int at = sector.getKey() * SECTOR;
      if (bytes.length < at + version.length) bytes = Arrays.copyOf(bytes, at + version.length);
      System.arraycopy(version, 0, bytes, at, version.length);
    }
    return bytes;
  }

  @Override
  public synchronized DiskFile create(Path path) throws IOException {
    mayChange();
    operate();
    var content = new Content();
    change(path.getParent(), all -> all.put(path, content));
    return new Open(content, true);
  }

  @Override
  public synchronized DiskFile open(Path path) throws IOException {
    mayChange();
    return new Open(content(path), true);
  }

  @Override
  public synchronized DiskFile read(Path path) throws IOException {
    return new Open(content(path), false);
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    mayChange();
    var content = content(from);
    operate();
    change(
        to.getParent(),
        all -> {
          all.remove(from);
          all.put(to, content);
        });
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    mayChange();
    operate();
    change(path.getParent(), all -> all.remove(path));
  }

  @Override
  public synchronized boolean exists(Path path) {
    return names.containsKey(path);
  }

  @Override
  public synchronized void createDirectories(Path dir) throws IOException {
    if (directories.contains(dir)) return;
    mayChange();
    for (Path d = dir; d != null; d = d.getParent()) directories.add(d);
  }

  @Override
  public synchronized void forceDirectory(Path dir) throws IOException {
    operate();
    countForce();
    var changes = pendingNames.remove(dir);
    if (changes != null) changes.forEach(change -> change.apply(durableNames));
  }

  @Override
  public synchronized List<Path> list(Path dir) throws IOException {
    if (!directories.contains(dir)) throw new NoSuchFileException(dir.toString());
    var found = new ArrayList<Path>();
    for (var path : names.keySet()) if (dir.equals(path.getParent())) found.add(path);
    for (var path : directories) if (dir.equals(path.getParent())) found.add(path);
    found.sort(null);
    return found;
  }

  @Override
  public synchronized long usableBytes(Path path) {
    return usable;
  }

  @Override
  public long totalBytes(Path path) {
    return 0;
  }

  @Override
  public synchronized Closeable lock(Path path) throws IOException {
    if (!locks.add(path)) throw new IOException(path + " is locked");
    return () -> unlock(path);
  }

  private synchronized void unlock(Path path) {
    locks.remove(path);
  }

  private void change(Path dir, NameChange change) {
    change.apply(names);
    pendingNames.computeIfAbsent(dir, d -> new ArrayList<>()).add(change);
  }

  private Content content(Path path) throws IOException {
    var content = names.get(path);
    if (content == null) throw new NoSuchFileException(path.toString());
    return content;
  }

  private void mayChange() throws IOException {
    if (readOnly) throw new IOException("read-only file system");
  }

  private void operate() throws IOException {
    if (++operations > powerFailsAt) throw new IOException("the power is off");
  }

  private void countForce() throws IOException {
    if (--forcesUntilFailure <= 0) throw new IOException("force failed");
  }

  private final class Open implements DiskFile {
    private final Content content;
    private final boolean writable;

    Open(Content content, boolean writable) {
      this.content = content;
      this.writable = writable;
    }

    /** A write during which the power goes may still reach the disk in part. */
    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
      synchronized (FaultyDisk.this) {
        if (!writable) throw new IOException("not open for writing");
        mayChange();
        if (powerFailsAt < operations) throw new IOException("the power is off");
        if (--writesUntilFailure <= 0) throw new IOException("write failed");
        usable -= from.remaining();
        if (usable < 0) throw new IOException("no space left on device");
        store(from, (int) offset);
        operate();
      }
    }

    private void store(ByteBuffer from, int offset) {
      int end = offset + from.remaining();
      if (content.bytes.length < end) {
        content.bytes = Arrays.copyOf(content.bytes, Math.max(end, content.bytes.length * 2));
      }
      content.length = Math.max(content.length, end);
      from.get(content.bytes, offset, end - offset);
      for (int s = offset / SECTOR; s * SECTOR < end; s++) {
        int to = Math.min((s + 1) * SECTOR, content.length);
        var versions = content.unforced.computeIfAbsent(s, k -> new ArrayList<>(2));
        versions.add(Arrays.copyOfRange(content.bytes, s * SECTOR, to));
      }
    }

    @Override
    public int read(ByteBuffer into, long offset) {
      synchronized (FaultyDisk.this) {
        int size = (int) Math.max(0, Math.min(into.remaining(), content.length - offset));
        into.put(content.bytes, (int) offset, size);
        return size;
      }
    }

    @Override
    public void force(boolean metadata) throws IOException {
      synchronized (FaultyDisk.this) {
        operate();
        countForce();
        content.durable = Arrays.copyOf(content.bytes, content.length);
        content.unforced.clear();
      }
    }

    @Override
    public long length() {
      synchronized (FaultyDisk.this) {
        return content.length;
      }
    }

    @Override
    public void truncate(long length) throws IOException {
      synchronized (FaultyDisk.this) {
        mayChange();
        operate();
        Arrays.fill(content.bytes, (int) length, content.length, (byte) 0);
        content.length = (int) length;
      }
    }

    @Override
    public void close() {}
  }
}
