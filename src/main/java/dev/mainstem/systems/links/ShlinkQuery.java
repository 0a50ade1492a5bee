package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.wire.http.ForeignCall;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Shlink's clients say in queries, understood. */
final class ShlinkQuery {
  private static final Problem BAD_NUMBER = Problem.invalid("bad-number", "This is no number");
  private static final Problem BAD_MODE = Problem.invalid("bad-mode", "A mode is any or all");
  private static final Problem BAD_ORDER =
      Problem.invalid("bad-order", "A list cannot be ordered by this");
  private static final String DEFAULT = "DEFAULT";

  private final ForeignCall call;
  private final Site site;

  ShlinkQuery(ForeignCall call, Site site) {
    this.call = call;
    this.site = site;
  }

  /** Which page, from 1. */
  int page() {
    return number("page", 1, 1);
  }

  /** How many on a page: -1, and 0, mean all, of which a page holds so many. */
  int size(int usual) {
    int size = number("itemsPerPage", usual, -1);
    return size < 1 ? Page.MAX : Math.min(size, Page.MAX);
  }

  private int number(String name, int usual, int least) {
    var text = call.query(name).filter(t -> !t.isEmpty());
    if (text.isEmpty()) return usual;
    if (!text.get().matches("-?[0-9]{1,7}")) throw BAD_NUMBER.at("/" + name, text.get());
    int number = Integer.parseInt(text.get());
    if (number < least) throw BAD_NUMBER.at("/" + name, number);
    return number;
  }

  /** A date like 2026-03-01T00:00:00+00:00, or a day. */
  Optional<Instant> date(String name) {
    var text = call.query(name).filter(t -> !t.isEmpty());
    if (text.isEmpty()) return Optional.empty();
    try {
      // A plus that a client forgot to encode has become a space on the way.
      var whole = text.get().replace(' ', '+');
      var date = whole.length() == 10 ? whole + "T00:00:00Z" : whole;
      return Optional.of(LinkTables.mayStore(OffsetDateTime.parse(date).toInstant()));
    } catch (DateTimeException e) {
      throw LinkProblem.BAD_TIME.at("/" + name, text.get());
    }
  }

  /** From the start date to the end date, which is the last moment that counts. */
  Gathering.Stretch dates() {
    return new Gathering.Stretch(date("startDate"), date("endDate").map(end -> end.plusMillis(1)));
  }

  boolean flag(String name) {
    return call.query(name).map(t -> t.equals("true") || t.equals("1")).orElse(false);
  }

  /** Whether all of several tags are meant, and not any. */
  boolean everyOne(String name) {
    var mode = call.query(name).orElse("any");
    if (!mode.equals("any") && !mode.equals("all")) throw BAD_MODE.at("/" + name, mode);
    return mode.equals("all");
  }

  /** What a list is ordered by, and which way: such as {@code visits-DESC}. */
  Order order(String usual) {
    var text = call.query("orderBy").filter(t -> !t.isEmpty()).orElse(usual);
    var parts = text.split("-", 2);
    boolean known = parts.length == 1 || parts[1].equals("ASC") || parts[1].equals("DESC");
    if (!known) throw BAD_ORDER.at("/orderBy", text);
    return new Order(parts[0], parts.length == 2 && parts[1].equals("DESC"));
  }

  /** How a list is ordered. */
  record Order(String by, boolean descending) {
    RuntimeException unknown() {
      return BAD_ORDER.at("/orderBy", by);
    }

    <V> Comparator<V> way(Comparator<V> ascending) {
      return descending ? ascending.reversed() : ascending;
    }
  }

  /** All tags, whether named {@code tags[]} or {@code tags}. */
  List<String> all(String name) {
    var all = call.queries(name + "[]");
    return all.isEmpty() ? call.queries(name) : all;
  }

  /** A domain by what clients call it; empty if they name none. */
  Optional<String> domain() {
    return call.query("domain").filter(d -> !d.isEmpty()).map(this::domain);
  }

  /** Empty text for the default domain, under whichever of its names. */
  String domain(String authority) {
    var name = authority.toLowerCase(java.util.Locale.ROOT);
    return authority.equals(DEFAULT) || site.isDefault(name) ? LinkKey.DEFAULT : name;
  }

  /** The link the path names. */
  LinkKey link() {
    return new LinkKey(domain().orElse(LinkKey.DEFAULT), call.path("shortCode"));
  }

  /** What stands under the data of a page. */
  static Map<String, Object> pagination(int page, int size, int here, long total) {
    var pages = new LinkedHashMap<String, Object>();
    pages.put("currentPage", page);
    pages.put("pagesCount", Math.max(1, (total + size - 1) / size));
    pages.put("itemsPerPage", size);
    pages.put("itemsInCurrentPage", here);
    pages.put("totalItems", total);
    return pages;
  }

  /** One page of a list that is known whole. */
  static <V> Map<String, Object> page(List<V> all, int page, int size) {
    long from = Math.min(all.size(), (page - 1L) * size);
    var here = all.subList((int) from, (int) Math.min(all.size(), from + size));
    return Map.of("data", here, "pagination", pagination(page, size, here.size(), all.size()));
  }
}
