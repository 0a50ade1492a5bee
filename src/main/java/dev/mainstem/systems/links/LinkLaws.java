package dev.mainstem.systems.links;

import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tenant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What holds of links and of what is counted of them, whatever happened. Each law looks at rows of
 * one journal only: those of the other may stand a moment earlier or later.
 */
final class LinkLaws {
  private LinkLaws() {}

  static List<Invariant<LinkTables>> all() {
    return List.of(
        new Invariant<>("every domain counts its live links", LinkLaws::domains),
        new Invariant<>("every tag counts the live links that have it", LinkLaws::tags),
        new Invariant<>("every link's address is claimed, for one tenant", LinkLaws::addresses),
        new Invariant<>("every domain's host is claimed, for one tenant", LinkLaws::hosts),
        new Invariant<>("every link stands on a domain of its tenant", LinkLaws::homes),
        new Invariant<>("an external id means one link", LinkLaws::externalIds),
        new Invariant<>("a link begins before it ends", LinkLaws::validity),
        new Invariant<>("every total is the sum of its hours", ClickLaws::totals),
        new Invariant<>("every domain's total is the sum of its links'", ClickLaws::wholes),
        new Invariant<>("in every hour, each dimension sums to the whole", ClickLaws::dimensions),
        new Invariant<>("no more visits are kept than were counted", ClickLaws::kept),
        new Invariant<>("what was forgotten waits to be cleared away", ClickLaws::forgotten));
  }

  /** The first row that breaks a law, in its words; every row is looked at until then. */
  static <K, V> Optional<String> first(Table<K, V> table, Function<Row<K, V>, String> broken) {
    return first(table, Span.of(), broken);
  }

  static <K, V> Optional<String> first(
      Table<K, V> table, Span span, Function<Row<K, V>, String> broken) {
    return table.walk(span, broken);
  }

  /** What two ways of counting the same do not agree on. */
  static <K, V> Optional<String> differing(Map<K, V> counted, Map<K, V> shown) {
    var all = new HashSet<K>(counted.keySet());
    all.addAll(shown.keySet());
    return all.stream()
        .filter(each -> !Objects.equals(counted.get(each), shown.get(each)))
        .findFirst()
        .map(each -> each + ": " + counted.get(each) + ", but shown " + shown.get(each));
  }

  private static Optional<String> domains(LinkTables known) {
    var counted = new HashMap<String, Long>();
    first(
        known.links,
        row -> {
          if (!row.value().retired()) counted.merge(row.key().domain(), 1L, Long::sum);
          return null;
        });
    var shown = new HashMap<String, Long>();
    first(
        known.counts,
        row -> {
          if (row.value().live() != 0) shown.put(row.key(), row.value().live());
          return null;
        });
    return differing(counted, shown);
  }

  private static Optional<String> tags(LinkTables known) {
    var counted = new HashMap<String, Long>();
    first(
        known.links,
        row -> {
          row.value().liveTags().forEach(tag -> counted.merge(tag, 1L, Long::sum));
          return null;
        });
    var shown = new HashMap<String, Long>();
    first(
        known.tags,
        row -> {
          shown.put(row.key(), row.value().links());
          return null;
        });
    return differing(counted, shown);
  }

  /** Retired ones too: their addresses are never given away again. */
  private static Optional<String> addresses(LinkTables known) {
    var holders = new HashSet<Tenant>();
    return first(
        known.links, row -> claimed(row.key(), known.addresses.holder(row.key()), holders));
  }

  private static Optional<String> hosts(LinkTables known) {
    var holders = new HashSet<Tenant>();
    return first(known.domains, row -> claimed(row.key(), known.hosts.holder(row.key()), holders));
  }

  private static String claimed(Object name, Optional<Tenant> holder, Set<Tenant> holders) {
    if (holder.isEmpty()) return name + " is nobody's";
    holders.add(holder.get());
    return holders.size() == 1 ? null : name + " is claimed for " + holder.get();
  }

  private static Optional<String> homes(LinkTables known) {
    return first(
        known.links,
        row -> {
          var domain = row.key().domain();
          boolean home = domain.equals(LinkKey.DEFAULT) || known.domains.has(domain);
          return home ? null : row.key() + " stands on a domain that is not there";
        });
  }

  private static Optional<String> externalIds(LinkTables known) {
    return first(
        known.links,
        row -> {
          var id = row.value().notes().externalId();
          if (id.isEmpty()) return null;
          int links = known.byExternalId.page(id.get(), Page.first(2)).items().size();
          return links == 1 ? null : id.get() + " means " + links + " links or more";
        });
  }

  private static Optional<String> validity(LinkTables known) {
    return first(
        known.links,
        row -> {
          var limits = row.value().limits();
          var since = limits.validSince();
          boolean ends =
              since.isPresent() && !limits.validUntil().map(since.get()::isBefore).orElse(true);
          return ends ? row.key() + " ends before it begins" : null;
        });
  }
}
