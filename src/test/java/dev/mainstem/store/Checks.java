package dev.mainstem.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Shelf.Spot;
import dev.mainstem.store.Shelf.Thing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Asks the tables of one tenant every sort of question and compares with sorted maps. */
final class Checks {
  private static final List<String> WORDS =
      List.of("", "a", "a\0", "a\0b", "aa", "b", "b\uffff", "ü", "zz");

  private final SplittableRandom random;
  private final Shelf.Known known;
  private final Tenant tenant;
  private boolean undecided;

  Checks(SplittableRandom random, Shelf.Known known, Tenant tenant) {
    this.random = random;
    this.known = known;
    this.tenant = tenant;
  }

  /** Rows of a decision still open have no revision to compare. */
  Checks undecided(boolean is) {
    undecided = is;
    return this;
  }

  static String word(SplittableRandom random) {
    return WORDS.get(random.nextInt(WORDS.size()));
  }

  static Spot spot(SplittableRandom random) {
    return new Spot(word(random), random.nextInt(4) - 1);
  }

  Void same(Sorted expected) {
    points(expected);
    scans(expected);
    indexes(expected);
    pages(expected);
    return null;
  }

  Void points(Sorted expected) {
    for (int i = 0; i < 4; i++) {
      var spot = spot(random);
      var row = expected.things.get(tenant).get(spot);
      assertEquals(Optional.ofNullable(row).map(Row::value), known.things.find(spot), "" + spot);
      if (row != null) same(row, known.things.requireRow(spot));
      var word = word(random);
      var count = expected.counts.get(tenant).get(word);
      assertEquals(Optional.ofNullable(count).map(Row::value), known.counts.find(word), word);
      assertEquals(Optional.ofNullable(expected.names.get(word)), known.names.holder(word), word);
    }
    return null;
  }

  private void same(Row<Spot, Thing> expected, Row<Spot, Thing> row) {
    assertEquals(expected.key(), row.key());
    assertEquals(expected.value(), row.value());
    if (!undecided) assertEquals(expected.revision(), row.revision(), () -> "of " + row);
  }

  private void scans(Sorted expected) {
    var board = word(random);
    long from = random.nextInt(4) - 1;
    long to = random.nextInt(4) - 1;
    scan(expected.all(tenant), Span.of());
    scan(keep(expected, spot -> spot.board().equals(board)), Span.of(board));
    scan(
        keep(expected, s -> s.board().equals(board) && s.at() >= from && s.at() < to),
        Span.of(board).from(from).to(to));
    scan(keep(expected, spot -> spot.board().compareTo(board) >= 0), Span.of().from(board));
    scan(keep(expected, spot -> spot.equals(new Spot(board, from))), Span.of(board, from));
  }

  private List<Row<Spot, Thing>> keep(Sorted expected, Function<Spot, Boolean> in) {
    return expected.all(tenant).stream().filter(row -> in.apply(row.key())).toList();
  }

  private void scan(List<Row<Spot, Thing>> expected, Span span) {
    var wanted = new ArrayList<>(expected);
    boolean backwards = random.nextBoolean();
    if (backwards) Collections.reverse(wanted);
    int limit = 1 + random.nextInt(12);
    var found = known.things.scan(backwards ? span.backwards() : span, limit);
    var most = wanted.subList(0, Math.min(limit, wanted.size()));
    assertEquals(most.size(), found.size(), () -> span + ": " + most + " or " + found);
    for (int i = 0; i < found.size(); i++) same(most.get(i), found.get(i));
  }

  private void indexes(Sorted expected) {
    var colour = word(random);
    var ofColour = expected.byColour(tenant, colour);
    assertEquals(
        values(ofColour), known.byColour.page(colour, Page.first(100)).items(), "of " + colour);
    assertEquals(
        ofColour.stream().findFirst().map(Row::value), known.byColour.first(colour), colour);
    var from = word(random);
    var to = word(random);
    if (from.compareTo(to) > 0) return;
    var span = Span.of().from(from).to(to);
    walk(values(expected.byTag(tenant, from, to)), span, s -> p -> known.byTag.page(s, p));
  }

  private void pages(Sorted expected) {
    walk(values(expected.all(tenant)), Span.of(), s -> p -> known.things.page(s, p));
    var board = word(random);
    var kept = values(keep(expected, spot -> spot.board().equals(board)));
    walk(kept, Span.of(board), s -> p -> known.things.page(s, p));
  }

  private static List<Thing> values(List<Row<Spot, Thing>> rows) {
    return rows.stream().map(Row::value).toList();
  }

  /** Page after page, each item once and in order, in either direction. */
  private void walk(
      List<Thing> expected, Span span, Function<Span, Function<Page, Page.Of<Thing>>> list) {
    boolean backwards = random.nextBoolean();
    var wanted = new ArrayList<>(expected);
    if (backwards) Collections.reverse(wanted);
    var paged = list.apply(backwards ? span.backwards() : span);
    int limit = 1 + random.nextInt(4);
    var found = new ArrayList<Thing>();
    var page = paged.apply(Page.first(limit));
    found.addAll(page.items());
    while (page.next().isPresent()) {
      page = paged.apply(new Page(page.next(), limit));
      found.addAll(page.items());
      if (found.size() > wanted.size()) break;
    }
    assertEquals(wanted, found, () -> (backwards ? "backwards " : "") + span + " by " + limit);
  }
}
