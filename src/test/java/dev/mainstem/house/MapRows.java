package dev.mainstem.house;

import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Rows;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows in plain sorted maps: what tables mean, without anything that makes them fast or durable.
 */
public final class MapRows implements Rows {
  private final Keys keys = new Keys();
  private final Map<String, NavigableMap<byte[], Row<?, ?>>> tables = new HashMap<>();
  private final Map<String, Tenant> claims = new HashMap<>();
  private Tenant tenant = Tenant.LOCAL;

  /** Turns to this tenant's rows. */
  public MapRows of(Tenant tenant) {
    this.tenant = tenant;
    return this;
  }

  /** Everything that is known, of all tenants, as text that can be compared. */
  public String dump() {
    var lines = new ArrayList<String>();
    tables.forEach((name, rows) -> rows.values().forEach(r -> lines.add(name + " " + r.value())));
    claims.forEach((name, holder) -> lines.add("claim " + name + " " + holder));
    Collections.sort(lines);
    return String.join("\n", lines);
  }

  private NavigableMap<byte[], Row<?, ?>> rows(Table<?, ?> table) {
    return tables.computeIfAbsent(
        tenant + " " + table.name(), t -> new TreeMap<>(Arrays::compareUnsigned));
  }

  @SuppressWarnings("unchecked") // a table's rows were put by it
  private static <K, V> Row<K, V> typed(Row<?, ?> row) {
    return (Row<K, V>) row;
  }

  @Override
  public <K, V> Optional<Row<K, V>> find(Table<K, V> table, K key) {
    return Optional.ofNullable(rows(table).get(keys.encode(key))).map(MapRows::typed);
  }

  @Override
  public <K, V> Page.Of<Row<K, V>> scan(Table<K, V> table, Span span, int limit) {
    return page(rows(table), span, limit);
  }

  @Override
  public <A, K, V> Page.Of<Row<K, V>> scan(Index<A, K, V> index, Span span, int limit) {
    NavigableMap<byte[], Row<?, ?>> entries = new TreeMap<>(Arrays::compareUnsigned);
    for (var row : rows(index.table()).values()) {
      Row<K, V> typed = typed(row);
      for (var value : index.values(typed.value())) {
        entries.put(keys.prefix(List.of(value, typed.key())), row);
      }
    }
    return page(entries, span, limit);
  }

  private <K, V> Page.Of<Row<K, V>> page(
      NavigableMap<byte[], Row<?, ?>> all, Span span, int limit) {
    var found = new ArrayList<Row<K, V>>();
    String last = null;
    for (var each : (span.descending() ? all.descendingMap() : all).entrySet()) {
      if (!within(each.getKey(), span)) continue;
      if (found.size() == limit) return new Page.Of<>(found, Optional.of(last));
      found.add(typed(each.getValue()));
      last = Base64.getUrlEncoder().encodeToString(each.getKey());
    }
    return new Page.Of<>(found, Optional.empty());
  }

  private boolean within(byte[] key, Span span) {
    var prefix = keys.prefix(span.prefix());
    if (key.length < prefix.length) return false;
    if (!Arrays.equals(Arrays.copyOf(key, prefix.length), prefix)) return false;
    var rest = Arrays.copyOfRange(key, prefix.length, key.length);
    if (span.from().filter(f -> less(rest, keys.encode(f))).isPresent()) return false;
    if (span.to().filter(t -> !less(rest, keys.encode(t))).isPresent()) return false;
    if (span.after().isEmpty()) return true;
    var after = Base64.getUrlDecoder().decode(span.after().get());
    return span.descending() ? less(key, after) : less(after, key);
  }

  private static boolean less(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b) < 0;
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V row) {
    rows(table).put(keys.encode(key), new Row<>(key, row, 1));
  }

  @Override
  public <K, V> void remove(Table<K, V> table, K key) {
    rows(table).remove(keys.encode(key));
  }

  private static String name(Claim<?> claim, Object name) {
    return claim.name() + " " + name;
  }

  @Override
  public <K> Optional<Tenant> holder(Claim<K> claim, K name) {
    return Optional.ofNullable(claims.get(name(claim, name)));
  }

  @Override
  public <K> void take(Claim<K> claim, K name) {
    claims.put(name(claim, name), tenant);
  }

  @Override
  public <K> void release(Claim<K> claim, K name) {
    claims.remove(name(claim, name));
  }
}
