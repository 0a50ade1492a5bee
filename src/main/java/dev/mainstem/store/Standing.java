package dev.mainstem.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Where tables stand on the disk, read from outside, also beside a living house. */
public final class Standing {
  private Standing() {}

  /**
   * Up to where each journal is folded in what was flushed last.
   *
   * @throws StoreBroken if they cannot be read
   */
  public static Map<String, Long> of(Path tables) {
    RocksDB.loadLibrary();
    try (var options = new Options();
        var db = RocksDB.openReadOnly(options, tables.toString());
        var all = db.newIterator()) {
      var positions = new TreeMap<String, Long>();
      for (all.seek(Store.utf8(Ledger.POSITION)); all.isValid(); all.next()) {
        var name = new String(all.key(), StandardCharsets.UTF_8);
        if (!name.startsWith(Ledger.POSITION)) break;
        var journal = name.substring(Ledger.POSITION.length());
        positions.put(journal, Bytes.longAt(all.value(), 0));
      }
      return positions;
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot read the tables in " + tables, e);
    }
  }
}
