package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Visits of some links and of some whole domains, to be listed and counted together.
 *
 * @param links visits of each are taken; also keys that stand for visits that met no link
 * @param domains visits of all links of each are taken
 */
record Gathering(List<LinkKey> links, List<String> domains) {
  static Gathering of(List<LinkKey> links) {
    return new Gathering(links, List.of());
  }

  static Gathering ofDomains(List<String> domains) {
    return new Gathering(List.of(), domains);
  }

  /** A stretch of time, the end not in it. */
  record Stretch(Optional<Instant> from, Optional<Instant> to) {
    boolean whole() {
      return from.isEmpty() && to.isEmpty();
    }
  }

  /** Some of them, newest first. */
  List<PastVisit> list(LinkTables known, Visits visits, Predicate<PastVisit> wanted, Page page) {
    long passed = page.after().map(Long::parseLong).orElse(0L);
    return fill(known, visits).take(wanted, passed, page.limit());
  }

  private Visits fill(LinkTables known, Visits visits) {
    for (var link : links) visits.of(known, link);
    for (var domain : domains) visits.ofDomain(known, domain);
    return visits;
  }

  private List<LinkKey> keys() {
    return java.util.stream.Stream.concat(links.stream(), domains.stream().map(LinkKey::all))
        .toList();
  }

  /** How many there are; counted by whole hours, and one by one only at the two ends. */
  Tally count(LinkTables known, Stretch when) {
    if (when.whole()) {
      return keys().stream()
          .map(key -> known.usage(key))
          .map(usage -> new Tally(usage.people(), usage.bots()))
          .reduce(Tally.NONE, Tally::plus);
    }
    var from = when.from().orElse(Instant.EPOCH);
    var to = when.to().orElse(LinkTables.LAST);
    var first = from.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    var last = to.truncatedTo(ChronoUnit.HOURS);
    if (!first.isBefore(last)) return single(known, from, to);
    var hours = keys().stream().map(key -> hours(known, key, first, last));
    return hours
        .reduce(Tally.NONE, Tally::plus)
        .plus(single(known, from, first))
        .plus(single(known, last, to));
  }

  private static Tally hours(LinkTables known, LinkKey key, Instant from, Instant to) {
    return new Series(known, key, Step.HOUR).from(from).to(Optional.of(to)).total();
  }

  /** Of less than an hour. */
  private Tally single(LinkTables known, Instant from, Instant to) {
    if (!from.isBefore(to)) return Tally.NONE;
    var all = fill(known, new Visits(from, to)).take(visit -> true, 0, Integer.MAX_VALUE);
    long people = all.stream().filter(PastVisit::person).count();
    return new Tally(people, all.size() - people);
  }
}
