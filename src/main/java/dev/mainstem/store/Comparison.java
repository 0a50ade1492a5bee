package dev.mainstem.store;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Database.Family;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import org.rocksdb.Snapshot;

/**
 * Two stores of the same systems side by side, table by table and key by key: one as it is, one as
 * the log says it must be. Owned by one thread.
 */
public final class Comparison {
  private static final int MOST_DIFFERENCES = 100;

  /** Rows looked at without a pause: some milliseconds. */
  private static final int STRETCH = 4_096;

  private static final int DIGEST_BYTES = 16;

  private final Codec codec;
  private final Keys keys;
  private final Side found;
  private final Side expected;
  private final List<Difference> differences = new ArrayList<>();
  private final List<Compared> compared = new ArrayList<>();
  private LongConsumer pace = rows -> {};
  private long looked;

  /** One of the two; a null snapshot means the newest. */
  record Side(Database database, Snapshot snapshot) {
    DurableScan scan(Family family, byte[] low, byte[] high) {
      var reach = new Reach(low, low, high, false);
      return new DurableScan(database.source(family, snapshot), reach, null);
    }
  }

  /**
   * A row that is not what the log says.
   *
   * @param table such as {@code links/link}
   * @param tenant whose it is; empty for a claim
   * @param key as JSON
   * @param found what stands there, as JSON; empty if nothing does
   * @param expected what should, as JSON; empty if nothing should
   */
  public record Difference(
      String table, String tenant, String key, String found, String expected) {}

  /**
   * One table, compared.
   *
   * @param rows that stand there
   * @param digest of keys and rows, in hexadecimal; the same for the same contents
   */
  public record Compared(String table, long rows, String digest, boolean same) {}

  /** What one family holds under one id. */
  private record Stretch(
      String name, Family family, byte[] id, boolean owned, Class<?> key, Class<?> row) {}

  Comparison(Codec codec, Keys keys, Side found, Side expected) {
    this.codec = codec;
    this.keys = keys;
    this.found = found;
    this.expected = expected;
  }

  /** Hears, after every few thousand rows, how many were looked at; may pause, or end it. */
  Comparison paced(LongConsumer pace) {
    this.pace = pace;
    return this;
  }

  /** The first differences; there may be more. */
  public List<Difference> differences() {
    return differences;
  }

  public List<Compared> compared() {
    return compared;
  }

  public boolean same() {
    return compared.stream().allMatch(Compared::same);
  }

  /** Compares all rows, index entries and claims of one system. */
  void compare(Subsystem<?> system, Layout layout) {
    Tables known = system.tables();
    var name = system.name() + "/";
    for (var table : known.tables()) {
      var id = layout.id(table);
      compare(
          new Stretch(
              name + table.name(), Family.ROWS, id, true, table.keyType(), table.rowType()));
    }
    for (var index : known.indexes()) {
      var full = name + index.table().name() + "." + index.name();
      compare(new Stretch(full, Family.INDEX, layout.id(index), true, null, null));
    }
    for (var claim : known.claims()) {
      var id = layout.id(claim);
      compare(
          new Stretch(name + claim.name(), Family.ROWS, id, false, claim.keyType(), Tenant.class));
    }
  }

  private void compare(Stretch stretch) {
    var digest = sha256();
    long rows = 0;
    int before = differences.size();
    boolean same = true;
    var high = Keys.after(stretch.id());
    try (var a = found.scan(stretch.family(), stretch.id(), high);
        var b = expected.scan(stretch.family(), stretch.id(), high)) {
      while (a.valid() || b.valid()) {
        int order = order(a, b);
        if (order <= 0) {
          digest.update(a.key());
          digest.update(a.value());
          rows++;
        }
        if (order != 0 || !Arrays.equals(a.value(), b.value())) {
          same = false;
          if (differences.size() < MOST_DIFFERENCES) differ(stretch, a, b, order);
        }
        if (order <= 0) a.next();
        if (order >= 0) b.next();
        if (++looked % STRETCH == 0) pace.accept(looked);
      }
    }
    var hex = HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    compared.add(new Compared(stretch.name(), rows, hex, same && before == differences.size()));
  }

  /** Below 0 if only the found side has the next key, above 0 if only the expected one has. */
  private static int order(DurableScan a, DurableScan b) {
    if (!a.valid()) return 1;
    if (!b.valid()) return -1;
    return Arrays.compareUnsigned(a.key(), b.key());
  }

  private void differ(Stretch stretch, DurableScan a, DurableScan b, int order) {
    var key = order <= 0 ? a.key() : b.key();
    int offset = stretch.id().length;
    var tenant = "";
    if (stretch.owned()) {
      tenant = keys.decode(Tenant.class, key, offset).name();
      offset = keys.skip(Tenant.class, key, offset);
    }
    var is = order <= 0 ? row(stretch, a.value()) : "";
    var should = order >= 0 ? row(stretch, b.value()) : "";
    differences.add(new Difference(stretch.name(), tenant, key(stretch, key, offset), is, should));
  }

  private String key(Stretch stretch, byte[] key, int offset) {
    if (stretch.key() == null) return HexFormat.of().formatHex(key, offset, key.length);
    return json(keys.decode(stretch.key(), key, offset));
  }

  /** What cannot be read is shown as it lies there: it may be what is damaged. */
  private String row(Stretch stretch, byte[] value) {
    if (stretch.row() == null) return "entry";
    try {
      return json(Fold.decode(codec, stretch.row(), value));
    } catch (RuntimeException unreadable) {
      return HexFormat.of().formatHex(value);
    }
  }

  private String json(Object value) {
    return new String(codec.toJson(value), StandardCharsets.UTF_8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
