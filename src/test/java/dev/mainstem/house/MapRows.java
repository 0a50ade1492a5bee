package dev.mainstem.house;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Rows;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.kernel.View;
import dev.mainstem.kernel.Working;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The plainest store there can be: a sorted map per table and tenant, an index found by looking at
 * every row. Slow, and so short that one can see it is right. Rows are kept as bytes, so that a row
 * which does not survive writing is caught where it was put. Owned by one thread.
 */
public final class MapRows implements Rows {
  private static final Problem BAD_CURSOR = Problem.invalid("bad-cursor", "Not a cursor");

  private final Codec codec;
  private final Keys keys = new Keys();
  private final Map<String, NavigableMap<byte[], Kept>> all = new TreeMap<>();
  private final Map<String, Map<Object, Tenant>> claims = new TreeMap<>();
  private Tenant tenant = Tenant.LOCAL;
  private String journal;
  private long revision;

  private record Kept(byte[] bytes, Object row, long revision) {}

  public MapRows(Codec codec) {
    this.codec = codec;
  }

  /** Turns to a tenant. */
  public MapRows turnTo(Tenant tenant) {
    this.tenant = tenant;
    return this;
  }

  /** Until {@link #end}, events of this journal may change rows. */
  public void begin(String journal, long revision) {
    this.journal = journal;
    this.revision = revision;
  }

  public void end() {
    journal = null;
  }

  /** Everything there is, spelled out, for comparing. */
  public Map<String, String> spelled() {
    var spelled = new TreeMap<String, String>();
    all.forEach(
        (name, rows) ->
            rows.forEach(
                (key, kept) ->
                    spelled.put(name + " " + hex(key), spelled(codec.tree(kept.bytes())))));
    claims.forEach(
        (name, held) -> held.forEach((key, who) -> spelled.put(name + " " + key, who.name())));
    return spelled;
  }

  /** Bytes are spelled by what they are and not by where they lie. */
  private static String spelled(Object tree) {
    if (tree instanceof byte[] bytes) return hex(bytes);
    if (!(tree instanceof Map<?, ?> map)) return String.valueOf(tree);
    var parts = new ArrayList<String>();
    map.forEach((name, value) -> parts.add(name + "=" + spelled(value)));
    return parts.toString();
  }

  /** The names somebody holds, by claim, in the order of their texts. */
  public Map<String, List<Object>> names() {
    var names = new TreeMap<String, List<Object>>();
    claims.forEach(
        (name, held) -> {
          var sorted = new ArrayList<>(held.keySet());
          sorted.sort(Comparator.comparing(Object::toString));
          names.put(name.substring("claim ".length()), sorted);
        });
    return names;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private NavigableMap<byte[], Kept> rows(Table<?, ?> table) {
    return all.computeIfAbsent(
        tenant + " " + table.name(), name -> new TreeMap<>(Arrays::compareUnsigned));
  }

  @Override
  public <K, V> Optional<Row<K, V>> find(Table<K, V> table, K key) {
    return Optional.ofNullable(rows(table).get(keys.encode(key)))
        .map(kept -> row(table, key, kept));
  }

  private <K, V> Row<K, V> row(Table<K, V> table, K key, Kept kept) {
    return new Row<>(key, table.rowType().cast(kept.row()), kept.revision());
  }

  @Override
  public <K, V> Page.Of<Row<K, V>> scan(Table<K, V> table, Span span, int limit) {
    NavigableMap<byte[], Row<K, V>> found = new TreeMap<>(Arrays::compareUnsigned);
    rows(table)
        .forEach(
            (key, kept) -> found.put(key, row(table, keys.decode(table.keyType(), key, 0), kept)));
    return page(found, span, limit);
  }

  @Override
  public <A, K, V> Page.Of<Row<K, V>> scan(Index<A, K, V> index, Span span, int limit) {
    NavigableMap<byte[], Row<K, V>> found = new TreeMap<>(Arrays::compareUnsigned);
    for (var row : scan(index.table(), Span.of(), Integer.MAX_VALUE).items()) {
      for (var value : index.values(row.value())) {
        found.put(keys.prefix(List.of(value, row.key())), row);
      }
    }
    return page(found, span, limit);
  }

  private <T> Page.Of<T> page(NavigableMap<byte[], T> all, Span span, int limit) {
    var within = within(span);
    var items = new ArrayList<T>();
    byte[] last = null;
    for (var each : (span.descending() ? all.descendingMap() : all).entrySet()) {
      if (!within.test(each.getKey())) continue;
      if (items.size() == limit) return new Page.Of<>(items, Optional.of(cursor(last)));
      items.add(each.getValue());
      last = each.getKey();
    }
    return new Page.Of<>(items, Optional.empty());
  }

  private Predicate<byte[]> within(Span span) {
    var prefix = keys.prefix(span.prefix());
    Predicate<byte[]> within = key -> Arrays.mismatch(key, prefix) == prefix.length;
    if (prefix.length == 0) within = key -> true;
    if (span.from().isPresent()) within = within.and(key -> order(key, span, span.from()) >= 0);
    if (span.to().isPresent()) within = within.and(key -> order(key, span, span.to()) < 0);
    if (span.after().isEmpty()) return within;
    var after = parse(span.after().get());
    int sign = span.descending() ? -1 : 1;
    return within.and(key -> sign * Arrays.compareUnsigned(key, after) > 0);
  }

  private int order(byte[] key, Span span, Optional<Object> bound) {
    var whole = new ArrayList<>(span.prefix());
    whole.add(bound.orElseThrow());
    return Arrays.compareUnsigned(key, keys.prefix(whole));
  }

  private static String cursor(byte[] key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
  }

  private static byte[] parse(String cursor) {
    try {
      return Base64.getUrlDecoder().decode(cursor);
    } catch (IllegalArgumentException e) {
      throw BAD_CURSOR.at("/after", cursor);
    }
  }

  @Override
  public <K, V> void put(Table<K, V> table, K key, V row) {
    changing(table.journal());
    var bytes = codec.toCbor(row);
    var back = codec.fromCbor(table.rowType(), bytes);
    if (!back.equals(row)) throw new AssertionError(row + " is read back as " + back);
    rows(table).put(keys.encode(key), new Kept(bytes, back, revision));
  }

  @Override
  public <K, V> void remove(Table<K, V> table, K key) {
    changing(table.journal());
    rows(table).remove(keys.encode(key));
  }

  private void changing(String of) {
    if (of.equals(journal)) return;
    throw new AssertionError("a row of journal " + of + " is changed by one of " + journal);
  }

  @Override
  public <K> Optional<Tenant> holder(Claim<K> claim, K name) {
    return Optional.ofNullable(held(claim).get(name));
  }

  @Override
  public <K> void take(Claim<K> claim, K name) {
    changing("main");
    held(claim).put(name, tenant);
  }

  @Override
  public <K> void release(Claim<K> claim, K name) {
    changing("main");
    held(claim).remove(name);
  }

  private Map<Object, Tenant> held(Claim<?> claim) {
    return claims.computeIfAbsent("claim " + claim.name(), name -> new HashMap<>());
  }

  /** Nothing is kept: what a rule sees is always made from the rows. */
  @Override
  public <K, W> W working(Working<K, W> working, K key) {
    return working.make(key);
  }

  @Override
  public <K, W> void follow(Working<K, W> working, K key, Consumer<W> change) {}

  @Override
  public <P> P picture(View<P> view) {
    throw new AssertionError("rules may not read the view " + view.name());
  }
}
