package dev.mainstem.simulation;

import dev.mainstem.codec.Codec;
import dev.mainstem.kernel.Claim;
import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that one tenant's tables hold, spelled line by line in their own order: rows with their
 * revisions, the pages of every table backwards and of every index, and who holds a public name.
 * Two implementations of the same tables have the same portrait.
 */
final class Portrait {
  private static final int PAGE = 16;

  private final Codec codec;
  private final List<String> lines = new ArrayList<>();
  private final Map<Object, String> spelled = new IdentityHashMap<>();

  private Portrait(Codec codec) {
    this.codec = codec;
  }

  /**
   * @param names public names that somebody may hold, by claim
   */
  static List<String> of(Tables known, Codec codec, Map<String, List<Object>> names) {
    var portrait = new Portrait(codec);
    for (var table : known.tables()) portrait.table(table);
    for (var index : known.indexes()) portrait.index(index);
    for (var claim : known.claims()) portrait.claim(claim, names.get(claim.name()));
    return portrait.lines;
  }

  private <K, V> void table(Table<K, V> table) {
    for (Row<K, V> row : table.scan(Span.of(), Page.MAX)) {
      var at = table.name() + " " + row.key();
      lines.add(at + " " + row.revision() + " " + spelled(row.value()));
    }
    pages(table.name() + " backwards", page -> table.page(Span.of().backwards(), page));
  }

  private <V> void index(Index<?, ?, V> index) {
    var name = index.table().name() + " by " + index.name();
    pages(name, page -> index.page(Span.of(), page));
  }

  private <V> void pages(String name, Function<Page, Page.Of<V>> read) {
    var found = new StringBuilder(name);
    Optional<String> after = Optional.empty();
    do {
      var page = read.apply(new Page(after, PAGE));
      for (var each : page.items()) found.append(' ').append(spelled(each).hashCode());
      after = page.next();
    } while (after.isPresent());
    lines.add(found.toString());
  }

  private <K> void claim(Claim<K> claim, List<Object> names) {
    if (names == null) return;
    for (var name : names) {
      var holder = claim.holder(claim.keyType().cast(name));
      lines.add(
          claim.name() + " " + name + " is of " + holder.map(Object::toString).orElse("no one"));
    }
  }

  private String spelled(Object row) {
    return spelled.computeIfAbsent(row, r -> new String(codec.toJson(r), StandardCharsets.UTF_8));
  }

  /** The first line in which two portraits differ, for people; empty if they do not. */
  static Optional<String> difference(List<String> is, List<String> should) {
    for (int i = 0; i < Math.max(is.size(), should.size()); i++) {
      var a = i < is.size() ? is.get(i) : "nothing";
      var b = i < should.size() ? should.get(i) : "nothing";
      if (!a.equals(b)) return Optional.of("\n  is     " + a + "\n  should " + b);
    }
    return Optional.empty();
  }
}
