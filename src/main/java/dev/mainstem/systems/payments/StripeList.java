package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A page of a list, newest first. Ids grow with time, so the place in a list and the time it was
 * made are both a stretch of ids.
 *
 * @param from first id, in the order of time
 * @param to the id after the last one
 * @param forwards whether the page ends before an id instead of starting after one
 */
record StripeList(
    int limit, Optional<String> from, Optional<String> to, boolean forwards, List<String> expand) {
  private static final int MOST = 100;
  private static final int USUAL = 10;
  private static final int MOST_PASSED = 2_000;

  /** How rows of a stretch are found. */
  interface Scan<V> {
    Page.Of<V> page(Span span, Page page);
  }

  /**
   * @param prefix what ids of this list begin with, such as {@code pi_}
   */
  static StripeList of(Params params, String prefix) {
    long limit = limit(params);
    var after = params.text("starting_after");
    var before = params.text("ending_before");
    var created = params.inside("created");
    var from = created.whole("gte").or(() -> created.whole("gt").map(t -> t + 1));
    var to = created.whole("lt").or(() -> created.whole("lte").map(t -> t + 1));
    created.done();
    return new StripeList(
        (int) limit,
        before.map(id -> id + "\0").or(() -> from.map(t -> prefix + first(t))),
        after.or(() -> to.map(t -> prefix + first(t))),
        before.isPresent(),
        params.texts("expand"));
  }

  static long limit(Params params) {
    long limit = params.whole("limit").orElse((long) USUAL);
    if (limit < 1 || limit > MOST) throw StripeProblem.MALFORMED.at("/limit", "limit: 1 to 100");
    return limit;
  }

  private static String first(long second) {
    return new Id(second * 1_000 << 16, 0).toString();
  }

  <V> Map<String, Object> shown(
      String url, Span all, Scan<V> scan, Function<V, Map<String, Object>> shape) {
    return shown(url, all, scan, new Shown<>(shape, row -> true));
  }

  /** How rows are shown, and which. */
  record Shown<V>(Function<V, Map<String, Object>> shape, Predicate<V> which) {}

  <V> Map<String, Object> shown(String url, Span all, Scan<V> scan, Shown<V> shown) {
    var found = found(stretch(all), scan, shown.which());
    boolean more = found.size() > limit;
    var rows = new ArrayList<>(more ? found.subList(0, limit) : found);
    if (forwards) Collections.reverse(rows);
    var list = new LinkedHashMap<String, Object>();
    list.put("object", "list");
    list.put("url", url);
    list.put("has_more", more);
    list.put("data", rows.stream().map(shown.shape()).toList());
    return list;
  }

  private Span stretch(Span all) {
    var span = from.map(all::from).orElse(all);
    span = to.isPresent() ? span.to(to.get()) : span;
    return forwards ? span : span.backwards();
  }

  private <V> List<V> found(Span span, Scan<V> scan, Predicate<V> which) {
    var found = new ArrayList<V>();
    var page = Page.first(limit + 1);
    for (int passed = 0; passed < MOST_PASSED; ) {
      var part = scan.page(span, page);
      passed += part.items().size();
      part.items().stream().filter(which).limit(limit + 1L - found.size()).forEach(found::add);
      if (found.size() > limit || part.next().isEmpty()) break;
      page = new Page(part.next(), limit + 1);
    }
    return found;
  }
}
