package dev.mainstem.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Small values on the disk, each of which can be destroyed: what is destroyed is in none of the
 * files any more. Unlike tables it follows from nothing, so it forces its own log. Whatever waits
 * is written together, by one thread of its own. Safe for all threads.
 */
public final class Cabinet implements AutoCloseable {
  private static final int MOST_WAITING = 8_192;
  private static final int MOST_TOGETHER = 512;
  private static final Wish END = new Wish(new byte[0], null, () -> {}, new CompletableFuture<>());

  private final BlockingQueue<Wish> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Options options;
  private final BloomFilter filter;
  private final WriteOptions forced;
  private final RocksDB db;
  private final Thread writer;

  /**
   * @param value null to destroy
   * @param before run before it is written
   */
  private record Wish(byte[] name, byte[] value, Runnable before, CompletableFuture<Void> done) {
    /** Looked up, and nothing is written. */
    boolean reads() {
      return name.length == 0;
    }
  }

  public Cabinet(Path directory) {
    RocksDB.loadLibrary();
    filter = new BloomFilter(10);
    forced = new WriteOptions().setSync(true);
    var blocks = new BlockBasedTableConfig().setFilterPolicy(filter);
    options =
        new Options().setCreateIfMissing(true).setKeepLogFileNum(2).setTableFormatConfig(blocks);
    try {
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot open " + directory, e);
    }
    writer = new Thread(this::write, "mainstem-cabinet-" + directory.getFileName());
    writer.setDaemon(true);
    writer.start();
  }

  /** Keeps a value instead of what was there; completes once it is forced. */
  public CompletionStage<Void> keep(byte[] name, byte[] value) {
    return wish(new Wish(name, value, () -> {}, new CompletableFuture<>()));
  }

  /**
   * Destroys a value; completes once it is gone from the files.
   *
   * @param before run first, on the thread that writes
   */
  public CompletionStage<Void> destroy(byte[] name, Runnable before) {
    return wish(new Wish(name, null, before, new CompletableFuture<>()));
  }

  private CompletionStage<Void> wish(Wish wish) {
    if (waiting.offer(wish)) return wish.done();
    wish.done().completeExceptionally(new RejectedExecutionException("too many keys at once"));
    return wish.done();
  }

  /** May read the disk. */
  public Optional<byte[]> find(byte[] name) {
    try {
      return Optional.ofNullable(db.get(name));
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot read a cabinet", e);
    }
  }

  /** The same on the thread that writes, for threads that must not wait for a disk. */
  public CompletionStage<Optional<byte[]>> look(byte[] name) {
    var found = new CompletableFuture<Optional<byte[]>>();
    Runnable read = () -> found.complete(find(name));
    wish(new Wish(new byte[0], null, read, new CompletableFuture<>()))
        .whenComplete(
            (done, failed) -> {
              if (failed != null) found.completeExceptionally(failed);
            });
    return found;
  }

  /** Gives what is on the disk a second home: links where the disk allows them. */
  public void copyTo(Path directory) {
    try (var checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(directory.toString());
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot copy a cabinet to " + directory, e);
    }
  }

  private void write() {
    var together = new ArrayList<Wish>();
    boolean open = true;
    while (open) {
      try {
        together.add(waiting.take());
        waiting.drainTo(together, MOST_TOGETHER);
      } catch (InterruptedException stopped) {
        return;
      }
      open = !together.remove(END);
      write(together);
      together.clear();
    }
  }

  private void write(List<Wish> wishes) {
    try (var batch = new WriteBatch()) {
      for (var wish : wishes) {
        wish.before().run();
        if (wish.reads()) continue;
        if (wish.value() == null) batch.delete(wish.name());
        else batch.put(wish.name(), wish.value());
      }
      if (batch.count() > 0) db.write(forced, batch);
      erase(wishes);
      for (var wish : wishes) wish.done().complete(null);
    } catch (RocksDBException | RuntimeException e) {
      var broken = new StoreBroken("cannot write a cabinet", e);
      for (var wish : wishes) wish.done().completeExceptionally(broken);
    }
  }

  /** A deletion is only a mark; what it marks goes when log and files are written anew. */
  private void erase(List<Wish> wishes) throws RocksDBException {
    var gone = wishes.stream().filter(w -> w.value() == null && !w.reads()).map(Wish::name);
    var sorted = gone.sorted(Arrays::compareUnsigned).toList();
    if (sorted.isEmpty()) return;
    try (var wait = new FlushOptions().setWaitForFlush(true);
        var all =
            new CompactRangeOptions()
                .setBottommostLevelCompaction(
                    CompactRangeOptions.BottommostLevelCompaction.kForce)) {
      db.flush(wait);
      var last = sorted.get(sorted.size() - 1);
      var end = Arrays.copyOf(last, last.length + 1);
      db.compactRange(db.getDefaultColumnFamily(), sorted.get(0), end, all);
    }
  }

  /** Writes what waits, and closes. */
  @Override
  public void close() throws InterruptedException {
    waiting.put(END);
    writer.join();
    db.close();
    forced.close();
    options.close();
    filter.close();
  }
}
