package dev.mainstem.systems.links;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkCommand.ShortenMany;
import dev.mainstem.systems.links.LinkEvent.Retired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The law of what links shows: pages, words, counts, and many at once. */
class LinkReadsTest {
  private static final String HOME = "https://home.example/";
  private static final LinkKey VERTX = new LinkKey("", "vertx");

  private final Story<LinkTables> links = Story.of(new Links(Wish.SITE));

  private void given(Wish... wishes) {
    for (var wish : wishes) links.given("ann", wish.event()).later(ofMinutes(1));
  }

  private List<String> list(String words, String tag) {
    var slugs = new ArrayList<String>();
    var next = Optional.<String>empty();
    do {
      var page = new Page(next, 2);
      var found =
          links.read(
              known -> known.list(Optional.ofNullable(words), Optional.ofNullable(tag), page));
      found.items().forEach(link -> slugs.add(link.slug()));
      next = found.next();
    } while (next.isPresent());
    return slugs;
  }

  @Test
  void links_are_listed_newest_first() {
    given(Wish.of(HOME).slug("a"), Wish.of(HOME).slug("c"), Wish.of(HOME).slug("b"));
    assertEquals(List.of("b", "c", "a"), list(null, null));
  }

  @Test
  void nobody_sees_anothers_links() {
    given(Wish.of(HOME).slug("a").tags("x"));
    links.in("other");
    assertEquals(List.of(), list(null, null));
    assertEquals(List.of(), list("home", null));
    assertEquals(List.of(), list(null, "x"));
  }

  @Test
  void links_are_listed_by_tag() {
    given(Wish.of(HOME).slug("a").tags("x", "y"), Wish.of(HOME).slug("b").tags("y"));
    assertEquals(List.of("a"), list(null, "x"));
    assertEquals(List.of("a", "b"), list(null, "y"));
    assertEquals(List.of(), list(null, "z"));
  }

  @Test
  void links_are_found_by_beginnings_of_words_anywhere() {
    given(
        Wish.of("https://shop.example/sale").slug("one").title("Spring Überraschung"),
        Wish.of(HOME).slug("spring-poster").tags("paper"),
        Wish.of(HOME).slug("three"));
    assertEquals(List.of("one"), list("übe", null));
    assertEquals(List.of("one", "spring-poster"), list("spring", null).stream().sorted().toList());
    assertEquals(List.of("spring-poster"), list("SPRING pap", null));
    assertEquals(List.of(), list("spring three", null));
    assertEquals(List.of("spring-poster"), list("spring", "paper"));
  }

  @Test
  void what_is_retired_is_not_found() {
    given(Wish.of(HOME).slug("vertx"));
    links.given("ann", new Retired(VERTX));
    assertEquals(List.of(), list("vertx", null));
    var no = Assertions.assertThrows(Refusal.class, () -> links.read(k -> k.shown(VERTX)));
    assertEquals("retired", no.problem().name());
  }

  @Test
  void clicks_are_counted_by_people_and_bots_and_hours() {
    given(Wish.of(HOME).slug("vertx"));
    Optional<Visitor> none = Optional.empty();
    var first = new Click(VERTX, Instant.parse("2026-03-01T12:59:59Z"), true, "", none);
    var second =
        new Click(VERTX, Instant.parse("2026-03-01T13:00:00Z"), true, "news.example", none);
    var robot = new Click(VERTX, Instant.parse("2026-03-01T13:30:00Z"), false, "", none);
    var clicks = List.of(first, second, robot);
    links.when("redirect", new RecordClicks(clicks, false)).happened(new Clicked(clicks));
    assertEquals(new Usage(2, 1, 0), links.read(known -> known.usage.get(VERTX)));
    assertEquals(new Tally(1, 0), links.read(known -> known.heaps.get(hour(first)).all()));
    assertEquals(new Tally(1, 1), links.read(known -> known.heaps.get(hour(second)).all()));
    assertEquals(2, links.read(known -> known.view(VERTX)).clicks());
  }

  private static HeapKey hour(Click click) {
    return new HeapKey(VERTX, 0, Step.HOUR.begin(click.at()));
  }

  @Test
  void a_link_leads_somewhere_from_its_first_moment_until_its_last() {
    var noon = Story.NOON;
    var limits = Wish.limits(noon, noon.plusSeconds(1), null);
    assertEquals(false, limits.openAt(noon.minusNanos(1)));
    assertEquals(true, limits.openAt(noon));
    assertEquals(false, limits.openAt(noon.plusSeconds(1)));
    assertEquals(true, Wish.limits(null, null, null).openAt(noon));
  }

  @Test
  void a_page_of_links_tells_the_latest_hours_of_each_at_once() {
    given(Wish.of(HOME).slug("quiet"), Wish.of(HOME).slug("vertx"));
    var begin = Instant.parse("2026-11-01T00:00:00Z");
    for (int hour = 0; hour < 80; hour++) {
      var click = new Click(VERTX, begin.plusSeconds(hour * 3_600L), true, "", Optional.empty());
      links.given("redirect", new Clicked(List.of(click)));
    }
    var all = links.read(known -> series(known, Optional.empty()));
    assertEquals(List.of("vertx", "quiet"), all.stream().map(ClickSeries::slug).toList());
    assertEquals(72, all.get(0).steps().size(), "no more than three days of hours");
    assertEquals(begin.plusSeconds(8 * 3_600L), all.get(0).steps().get(0).from());
    assertEquals(List.of(), all.get(1).steps());
    var late = links.read(known -> series(known, Optional.of("2026-11-04T06:00:00Z")));
    assertEquals(2, late.get(0).steps().size(), "from the hour that is asked for");
  }

  private static List<ClickSeries> series(LinkTables known, Optional<String> from) {
    var page = known.list(Optional.empty(), Optional.empty(), Page.first(10));
    return page.map(link -> ClickSeries.of(known, link, from)).items();
  }

  @Test
  void of_many_a_refused_one_stops_no_other() {
    given(Wish.of(HOME).slug("taken"));
    var good = Wish.of(HOME).slug("good");
    var bad = Wish.of("ftp://x/").slug("bad");
    links
        .when("ann", many(good, Wish.of(HOME).slug("taken"), bad, Wish.of(HOME).slug("good")))
        .happened(good.event())
        .answered(items -> assertEquals(List.of(201, 409, 400, 409), statuses(items)))
        .answered(
            items ->
                assertEquals(
                    "/problems/links/slug-taken", items.get(1).problem().orElseThrow().type()));
  }

  @Test
  void of_many_that_are_all_refused_nothing_happens() {
    given(Wish.of(HOME).slug("taken"));
    links
        .when("ann", many(Wish.of(HOME).slug("taken"), Wish.of("nowhere")))
        .unchanged()
        .answered(items -> assertEquals(List.of(409, 400), statuses(items)));
  }

  @Test
  void of_many_each_gets_a_code_of_its_own() {
    links
        .when("ann", many(Wish.of(HOME), Wish.of(HOME), Wish.of(HOME)))
        .answered(items -> assertEquals(3, slugs(items).distinct().count()));
    links
        .when("ann", many(Wish.of(HOME), Wish.of(HOME)))
        .answered(items -> assertEquals(2, slugs(items).distinct().count()));
    assertEquals(5, list(null, null).size());
  }

  @Test
  void of_many_one_external_id_names_one() {
    var first = Wish.of(HOME).slug("a").externalId("x");
    links
        .when("ann", many(first, Wish.of(HOME).slug("b").externalId("x")))
        .happened(first.event())
        .answered(items -> assertEquals(List.of(201, 409), statuses(items)));
  }

  private static ShortenMany many(Wish... wishes) {
    List<Shorten> all = new ArrayList<>();
    for (var wish : wishes) all.add(wish.command());
    return new ShortenMany(all);
  }

  private static List<Integer> statuses(List<BulkItem> items) {
    return items.stream().map(BulkItem::status).toList();
  }

  private static java.util.stream.Stream<String> slugs(List<BulkItem> items) {
    return items.stream().map(item -> item.link().orElseThrow().slug());
  }
}
