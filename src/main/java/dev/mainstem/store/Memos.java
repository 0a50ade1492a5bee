package dev.mainstem.store;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Database.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What clients with an id of their own were answered, for 24 hours of log time. Keys: {@code m |
 * tenant | system | client id} holds time, hash and answer; {@code t | time | that key} finds the
 * expired ones. Expiry counts in log time, so a replay forgets exactly the same.
 */
final class Memos {
  private static final long KEEP_US = Duration.ofHours(24).toNanos() / 1_000;
  private static final int SWEEP = 256;

  private final Database database;
  private final Keys keys;
  private long sweptAt;

  Memos(Database database, Keys keys) {
    this.database = database;
    this.keys = keys;
  }

  private byte[] key(Tenant tenant, String system, String clientId) {
    var owner = Bytes.join(keys.encode(tenant), keys.encode(system));
    return Bytes.join(Bytes.join(new byte[] {'m'}, owner), keys.encode(clientId));
  }

  /** What reactions were answered is kept until they say that they need it no more. */
  private static boolean ofReaction(String clientId) {
    return clientId.startsWith(" ");
  }

  void drop(WriteBatch batch, Agenda.Memo memo) throws RocksDBException {
    batch.delete(database.handle(Family.IDS), key(memo.tenant(), memo.system(), memo.id()));
  }

  private static byte[] due(long time, byte[] key) {
    return Bytes.join(Bytes.join(new byte[] {'t'}, Bytes.ofLong(time)), key);
  }

  /** {@code now}: log time, epoch microseconds. */
  Optional<Desk.Answered> find(Tenant tenant, String system, String clientId, long now) {
    var value = database.get(Family.IDS, key(tenant, system, clientId));
    if (value == null) return Optional.empty();
    boolean old = !ofReaction(clientId) && Bytes.longAt(value, 0) < now - KEEP_US;
    if (old) return Optional.empty();
    return Optional.of(answered(value));
  }

  /** What one of these systems answered a reaction under this id. */
  Optional<Agenda.Ended> ended(Tenant tenant, Iterable<String> systems, String id) {
    for (var system : systems) {
      var found = find(tenant, system, id, 0);
      if (found.isEmpty()) continue;
      var memo = new Agenda.Memo(tenant, system, id);
      return Optional.of(new Agenda.Ended(memo, found.get().answer()));
    }
    return Optional.empty();
  }

  private static Desk.Answered answered(byte[] value) {
    var in = ByteBuffer.wrap(value);
    long time = in.getLong();
    long last = in.getLong();
    var hash = new byte[in.get() & 0xff];
    in.get(hash);
    var journal = new byte[in.get() & 0xff];
    in.get(journal);
    var answer = new byte[in.remaining()];
    in.get(answer);
    var position = new Position(new String(journal, StandardCharsets.US_ASCII), last);
    return new Desk.Answered(hash, answer, time, Optional.of(position));
  }

  /**
   * Sweeps first: a batch is blind to itself, and an old id may be used anew in it.
   *
   * @param replayed journal after journal, so that an id's older answer may come after its newer
   */
  void remember(WriteBatch batch, List<Commit> group, boolean replayed) throws RocksDBException {
    boolean swept = false;
    for (var commit : group) {
      if (commit.memo() == null || replayed && outdated(commit.memo())) continue;
      if (!swept) sweep(batch, commit.memo().answered().time());
      swept = true;
      remember(batch, commit);
    }
  }

  private boolean outdated(Commit.Memo memo) {
    var value = database.get(Family.IDS, key(memo.tenant(), memo.system(), memo.clientId()));
    return value != null && Bytes.longAt(value, 0) > memo.answered().time();
  }

  private void remember(WriteBatch batch, Commit commit) throws RocksDBException {
    var memo = commit.memo();
    var journal = Store.utf8(commit.journal());
    var key = key(memo.tenant(), memo.system(), memo.clientId());
    var said = memo.answered();
    var value =
        ByteBuffer.allocate(
                2 * Long.BYTES + 2 + said.hash().length + journal.length + said.answer().length)
            .putLong(said.time())
            .putLong(commit.last())
            .put((byte) said.hash().length)
            .put(said.hash())
            .put((byte) journal.length)
            .put(journal)
            .put(said.answer());
    var ids = database.handle(Family.IDS);
    batch.put(ids, key, value.array());
    if (!ofReaction(memo.clientId())) batch.put(ids, due(said.time(), key), new byte[0]);
  }

  /** At most once a second of log time, a bounded number of expired ones is dropped. */
  private void sweep(WriteBatch batch, long now) throws RocksDBException {
    if (now - sweptAt < 1_000_000) return;
    sweptAt = now;
    var low = new byte[] {'t'};
    var reach = new Reach(low, low, due(now - KEEP_US, new byte[0]), false);
    if (now < KEEP_US || reach.empty()) return;
    var ids = database.handle(Family.IDS);
    try (var expired = new DurableScan(database.source(Family.IDS, null), reach, null)) {
      for (int n = 0; n < SWEEP && expired.valid(); n++, expired.next()) {
        var key = Arrays.copyOfRange(expired.key(), 1 + Long.BYTES, expired.key().length);
        batch.delete(ids, expired.key());
        dropIfOld(batch, key, now - KEEP_US);
      }
    }
  }

  /** Forgets what was answered at positions of this journal that are no more. */
  void forget(String journal, long after) {
    var all = new Reach(new byte[0], new byte[] {'m'}, new byte[] {'n'}, false);
    var ids = database.handle(Family.IDS);
    try (var batch = new WriteBatch();
        var memos = new DurableScan(database.source(Family.IDS, null), all, null)) {
      for (; memos.valid(); memos.next()) {
        var at = answered(memos.value()).position().orElseThrow();
        if (at.journal().equals(journal) && at.number() > after) batch.delete(ids, memos.key());
      }
      database.write(batch);
    } catch (RocksDBException e) {
      throw new StoreBroken("cannot forget answers", e);
    }
  }

  /** A client may have used the id again since: then the newer answer stays. */
  private void dropIfOld(WriteBatch batch, byte[] key, long before) throws RocksDBException {
    var value = database.get(Family.IDS, key);
    if (value != null && Bytes.longAt(value, 0) < before) {
      batch.delete(database.handle(Family.IDS), key);
    }
  }
}
