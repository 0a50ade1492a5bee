package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Takes over what another store knows of a journal's tables, row by row: tables may have other ids
 * there, and rows another shape or fewer indexes. Whatever stood here of these tables goes first,
 * so that one that was broken off can be begun again. Owned by the thread that opens the house.
 */
final class Adoption {
  private static final int BATCH_BYTES = 1 << 20;

  private final Store from;
  private final Store to;
  private final Layout there;
  private final Layout here;
  private WriteBatch batch = new WriteBatch();

  Adoption(Store from, Store to, Subsystem<?> system) {
    this.from = from;
    this.to = to;
    this.there = from.layout(system.name());
    this.here = to.layout(system.name());
  }

  void run(String journal) {
    try {
      for (var table : here.subsystem().tables().tables()) {
        if (table.journal().equals(journal)) take(table);
      }
      write();
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot take over tables of " + here.system(), e);
    } finally {
      batch.close();
    }
  }

  private <K, V> void take(Table<K, V> table) throws RocksDBException {
    forget(table);
    var base = there.id(table);
    var all = new Reach(base, base, Keys.after(base), false);
    try (var scan = from.newestRows(all, table.rowType())) {
      for (; scan.valid(); scan.next()) take(table, scan.key(), scan.found().stored());
    }
  }

  private <K, V> void take(Table<K, V> table, byte[] theirs, Stored row) throws RocksDBException {
    int id = here.id(table).length;
    var key = Arrays.copyOf(theirs, theirs.length);
    System.arraycopy(here.id(table), 0, key, 0, id);
    batch.put(to.database().handle(Database.Family.ROWS), key, row.bytes());
    if (!table.indexes().isEmpty()) {
      int at = here.keys().skip(Tenant.class, key, id);
      var tenant = here.keys().decode(Tenant.class, key, id);
      var own = here.keys().decode(table.keyType(), key, at);
      var value = table.rowType().cast(row.row());
      for (var index : table.indexes()) enter(index, here.new Bases(tenant), own, value);
    }
    if (batch.getDataSize() > BATCH_BYTES) write();
  }

  private <A, K, V> void enter(Index<A, K, V> index, Layout.Bases bases, K key, V row)
      throws RocksDBException {
    var family = to.database().handle(Database.Family.INDEX);
    for (var value : index.values(row)) {
      batch.put(family, here.keys().encode(bases.of(index), value, key), new byte[0]);
    }
  }

  private void forget(Table<?, ?> table) throws RocksDBException {
    forget(Database.Family.ROWS, here.id(table));
    for (var index : table.indexes()) forget(Database.Family.INDEX, here.id(index));
  }

  private void forget(Database.Family family, byte[] id) throws RocksDBException {
    batch.deleteRange(to.database().handle(family), id, Keys.after(id));
  }

  private void write() {
    to.database().write(batch);
    batch.close();
    batch = new WriteBatch();
  }
}
