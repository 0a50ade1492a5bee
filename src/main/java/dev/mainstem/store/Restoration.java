package dev.mainstem.store;

import dev.mainstem.store.Database.Family;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Makes tables fit a log that came out of a backup, before any house opens them. */
public final class Restoration {
  /** Stands for all tenants. */
  public static final String EVERYBODY = "*";

  private static final long CACHE_BYTES = 8 << 20;
  private static final byte[] END = {-1, -1, -1, -1};

  private Restoration() {}

  /**
   * What came out of a backup.
   *
   * @param positions the end of each journal
   * @param again whose events must be heard again by reactions: a tenant's name, {@link
   *     #EVERYBODY}, or nobody's
   */
  public record Restored(Map<String, Long> positions, Optional<String> again) {}

  /**
   * Marks tables as restored.
   *
   * @param tables a closed store's directory; a new store if there is nothing
   * @param anew keep nothing but what reactions must not forget: the log says something else now
   * @throws StoreBroken if the tables are damaged
   */
  public static void mark(Path tables, Restored restored, boolean anew) {
    try (var database = new Database(tables, CACHE_BYTES, () -> {});
        var batch = new WriteBatch()) {
      database.verify();
      var ledger = new Ledger(database);
      if (anew) {
        for (var family :
            List.of(Family.ROWS, Family.INDEX, Family.UNDO, Family.IDS, Family.ANNALS)) {
          batch.deleteRange(database.handle(family), new byte[0], END);
        }
        ledger.startOver(batch);
      }
      ledger.restored(batch, restored);
      database.write(batch);
      database.flush(true);
    } catch (StoreBroken e) {
      throw e;
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot mark tables as restored", e);
    } catch (Exception e) {
      throw new IllegalStateException("the tables did not close well", e);
    }
  }
}
