package dev.mainstem.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushJobInfo;
import org.rocksdb.FlushOptions;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RocksDB under the store: seven column families, no log of its own (the journal is the log),
 * all families flushed together. Safe for all threads; writes come from the folding thread only.
 */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int CACHE_SHARD_BITS = 2;
  private static final int METADATA_BLOCK_BYTES = 4 << 10;
  private static final long MEMTABLE_BYTES = 16L << 20;

  /** What lives where. */
  enum Family {
    META("default"),
    ROWS("rows"),
    INDEX("index"),
    UNDO("undo"),
    IDS("ids"),
    DUE("due"),
    ANNALS("annals");

    private final String name;

    Family(String name) {
      this.name = name;
    }
  }

  private final List<AutoCloseable> owned = new ArrayList<>();
  private final List<ColumnFamilyHandle> handles = new ArrayList<>();
  private final WriteOptions unlogged;
  private final RocksDB db;

  /**
   * @param cacheBytes block cache
   * @param beforeFlush forces the journals: called before rows reach the disk, from any thread
   */
  Database(Path directory, long cacheBytes, Runnable beforeFlush) {
    RocksDB.loadLibrary();
    unlogged = own(new WriteOptions().setDisableWAL(true));
    var tables = blocks(cacheBytes);
    var families = new ArrayList<ColumnFamilyDescriptor>();
    for (var family : Family.values()) {
      var options =
          own(new ColumnFamilyOptions())
              .setTableFormatConfig(tables)
              .setWriteBufferSize(MEMTABLE_BYTES)
              .setMaxWriteBufferNumber(8)
              .setLevel0SlowdownWritesTrigger(40)
              .setLevel0StopWritesTrigger(60)
              .setCompressionType(CompressionType.LZ4_COMPRESSION);
      families.add(new ColumnFamilyDescriptor(Store.utf8(family.name), options));
    }
    // Opened with one thread and little to say: its sixteen threads and its list of every option of
    // every family took longer than all else about opening.
    var options =
        own(new DBOptions())
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            .setAtomicFlush(true)
            .setMaxBackgroundJobs(2)
            .setKeepLogFileNum(3)
            .setMaxOpenFiles(512)
            .setMaxFileOpeningThreads(1)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setStatsDumpPeriodSec(0)
            .setListeners(List.of(own(new BeforeFlush(beforeFlush))));
    try {
      db = RocksDB.open(options, directory.toString(), families, handles);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot open the tables in " + directory, e);
    }
  }

  private BlockBasedTableConfig blocks(long cacheBytes) {
    // Few shards and filters in parts: a block larger than a shard would never be cached, and a
    // filter in one piece grows with its file.
    var blocks = own(new LRUCache(cacheBytes, CACHE_SHARD_BITS));
    return new BlockBasedTableConfig()
        .setBlockCache(blocks)
        .setFilterPolicy(own(new BloomFilter(10)))
        .setIndexType(IndexType.kTwoLevelIndexSearch)
        .setPartitionFilters(true)
        .setMetadataBlockSize(METADATA_BLOCK_BYTES)
        .setCacheIndexAndFilterBlocks(true)
        .setCacheIndexAndFilterBlocksWithHighPriority(true)
        .setPinTopLevelIndexAndFilter(true)
        .setOptimizeFiltersForMemory(true)
        .setFormatVersion(5);
  }

  private <T extends AutoCloseable> T own(T each) {
    owned.add(each);
    return each;
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle handle(Family family) {
    return handles.get(family.ordinal());
  }

  /** Where a scan of this family reads; a null snapshot means the newest. */
  DurableScan.Source source(Family family, Snapshot snapshot) {
    return new DurableScan.Source(db, handle(family), snapshot);
  }

  void write(WriteBatch batch) {
    try {
      db.write(unlogged, batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot write tables", e);
    }
  }

  /** The newest value, or null. */
  byte[] get(Family family, byte[] key) {
    try {
      return db.get(handle(family), key);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot read tables", e);
    }
  }

  /** Flushes, and gives what is on the disk a second home: links where the disk allows them. */
  void copyTo(Path directory) {
    try (var checkpoint = Checkpoint.create(db)) {
      checkpoint.createCheckpoint(directory.toString());
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot copy tables to " + directory, e);
    }
  }

  /** Reads every block of every file; throws if one is not what was written. */
  void verify() {
    try {
      db.verifyChecksum();
    } catch (RocksDBException e) {
      throw new StoreBroken("the tables are damaged", e);
    }
  }

  /** Bytes of all files. */
  long bytes() {
    try {
      long bytes = 0;
      for (var handle : handles)
        bytes += db.getLongProperty(handle, "rocksdb.total-sst-files-size");
      return bytes;
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot measure tables", e);
    }
  }

  void flush(boolean wait) {
    try (var options = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
      db.flush(options, handles);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot flush tables", e);
    }
  }

  @Override
  public void close() throws Exception {
    for (var handle : handles) handle.close();
    db.close();
    for (int i = owned.size() - 1; i >= 0; i--) owned.get(i).close();
  }

  private static final class BeforeFlush extends AbstractEventListener {
    private final Runnable force;

    BeforeFlush(Runnable force) {
      super(EnabledEventCallback.ON_FLUSH_BEGIN);
      this.force = force;
    }

    @Override
    public void onFlushBegin(RocksDB db, FlushJobInfo job) {
      try {
        force.run();
      } catch (RuntimeException failed) {
        // The flush cannot be stopped from here. Tables ahead of a journal are found at the start.
        LOG.warn("rows reach the disk before their journal: {}", failed.getMessage());
      }
    }
  }
}
