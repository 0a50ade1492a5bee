package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.ClickEvent.VisitsForgotten;
import dev.mainstem.systems.links.Gathering.Stretch;
import dev.mainstem.systems.links.LinkCommand.ForgetOrphans;
import dev.mainstem.systems.links.LinkCommand.ForgetVisits;
import dev.mainstem.systems.links.LinkCommand.Gone;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.systems.links.Rule.Condition;
import dev.mainstem.systems.links.Rule.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The law of what is kept of visitors, how it is counted, and how it is forgotten. */
class VisitsTest {
  private static final String HOME = "https://home.example/";
  private static final LinkKey VERTX = new LinkKey("", "vertx");
  private static final LinkKey OTHER = new LinkKey("", "other");
  private static final LinkKey LOST = LinkKey.of("", Orphan.BASE_URL);
  private static final Instant NOON = Story.NOON;

  private final Story<LinkTables> links = Story.of(new Links(Wish.SITE));

  @BeforeEach
  void two_links() {
    links.given("ann", Wish.of(HOME).slug("vertx").event(), Wish.of(HOME).slug("other").event());
  }

  private static Click click(LinkKey link, Instant at, String country, long hash) {
    var place = new Place(country, "");
    var visited = "https://s.test/" + link.slug() + "?a=1";
    var visitor =
        new Visitor(
            place, "mobile", "iOS", "Safari", Map.of(), hash, -1, "iPhone", "", "fr", visited,
            HOME);
    return new Click(link, at, true, "", Optional.of(visitor));
  }

  private static Click click(LinkKey link, Instant at) {
    return click(link, at, "DE", 1);
  }

  private void came(Click... clicks) {
    links.when("redirect", new RecordClicks(List.of(clicks), true)).answered(nothing -> {});
  }

  private List<Instant> kept(LinkKey... keys) {
    var all = Gathering.of(List.of(keys));
    var visits = new Visits(Instant.EPOCH, LinkTables.LAST);
    var page = new Page(Optional.empty(), 1_000);
    return links.read(known -> all.list(known, visits, v -> true, page)).stream()
        .map(visit -> visit.key().at())
        .toList();
  }

  private long total(ToLongFunction<LinkTables> read) {
    return links.<Long>read(read::applyAsLong);
  }

  private long rows() {
    return links.read(known -> known.visits.scan(Span.of(), Page.MAX).size());
  }

  @Test
  void visits_of_several_links_are_told_newest_first() {
    came(click(VERTX, NOON), click(OTHER, NOON.plusSeconds(2)), click(VERTX, NOON.plusSeconds(1)));
    var seconds = List.of(NOON.plusSeconds(2), NOON.plusSeconds(1), NOON);
    assertEquals(seconds, kept(VERTX, OTHER));
    assertEquals(List.of(NOON.plusSeconds(1), NOON), kept(VERTX));
    var domain = Gathering.ofDomains(List.of(""));
    var part = new Page(Optional.of("1"), 1);
    var visits = new Visits(NOON, NOON.plusSeconds(2));
    var found = links.read(known -> domain.list(known, visits, v -> true, part));
    assertEquals(List.of(NOON), found.stream().map(v -> v.key().at()).toList());
  }

  @Test
  void visits_are_counted_by_whole_hours_and_one_by_one_at_the_ends() {
    var clicks = new ArrayList<Click>();
    for (int minute = 0; minute < 300; minute += 10) {
      clicks.add(click(VERTX, NOON.plus(Duration.ofMinutes(minute))));
    }
    came(clicks.toArray(Click[]::new));
    for (int from = 0; from <= 300; from += 25) {
      for (int to = from; to <= 300; to += 35) {
        var begin = NOON.plus(Duration.ofMinutes(from));
        var end = NOON.plus(Duration.ofMinutes(to));
        var when = new Stretch(Optional.of(begin), Optional.of(end));
        long expected =
            clicks.stream().filter(c -> !c.at().isBefore(begin) && c.at().isBefore(end)).count();
        var counted = links.read(known -> Gathering.of(List.of(VERTX)).count(known, when));
        assertEquals(expected, counted.people(), from + " to " + to);
        var domain = Gathering.ofDomains(List.of(""));
        assertEquals(expected, links.read(known -> domain.count(known, when)).people());
      }
    }
  }

  private Tally tally(String dimension, String value) {
    return counted(dimension).getOrDefault(value, Tally.NONE);
  }

  private Map<String, Tally> counted(String dimension) {
    var hour = new HeapKey(VERTX, 0, NOON);
    var heap = links.read(known -> known.heaps.find(hour).orElse(Heap.NONE));
    return heap.by().getOrDefault(dimension, Map.of());
  }

  @Test
  void values_beyond_the_bound_are_one_heap() {
    var clicks =
        IntStream.range(0, Heap.MOST_VALUES + 7)
            .mapToObj(i -> click(VERTX, NOON, "c" + i, i))
            .toArray(Click[]::new);
    came(clicks);
    came(clicks);
    assertEquals(14, tally("country", "other").people());
    assertEquals(2, tally("country", "c0").people());
    assertEquals(Heap.MOST_VALUES + 1, counted("country").size());
  }

  @Test
  void different_visitors_are_told_apart_to_a_few_percent() {
    for (int part = 0; part < 5; part++) {
      int from = part * 1_000;
      came(
          IntStream.range(from, from + 2_000)
              .mapToObj(i -> click(VERTX, NOON, "DE", i * 0x9e3779b97f4a7c15L))
              .toArray(Click[]::new));
    }
    double uniques = links.read(known -> new Series(known, VERTX, Step.DAY).uniques());
    assertEquals(6_000, uniques, 300);
  }

  @Test
  void what_is_forgotten_is_out_of_sight_at_once_and_counted_no_more() {
    came(click(VERTX, NOON), click(VERTX, NOON), click(OTHER, NOON));
    links
        .when("ann", new ForgetVisits("vertx", Optional.empty()))
        .happened(new VisitsForgotten(VERTX))
        .answered(gone -> assertEquals(new Gone(2), gone));
    assertEquals(List.of(), kept(VERTX));
    assertEquals(0, total(known -> known.usage(VERTX).total()));
    assertEquals(1, total(known -> known.usage(LinkKey.all("")).total()));
    assertEquals(0, links.read(known -> new Series(known, VERTX, Step.HOUR).total()).people());
    links.when("ann", new ForgetVisits("vertx", Optional.empty())).unchanged();
    links.when("ann", new ForgetVisits("nobody", Optional.empty())).refused("no-such-link");
    came(click(VERTX, NOON.plusSeconds(9)));
    assertEquals(List.of(NOON.plusSeconds(9)), kept(VERTX));
  }

  @Test
  void what_is_forgotten_is_cleared_away_with_the_next_clicks() {
    for (int i = 0; i < 3; i++) {
      came(IntStream.range(0, 800).mapToObj(n -> click(VERTX, NOON)).toArray(Click[]::new));
    }
    links.given("ann", new VisitsForgotten(VERTX));
    for (int i = 0; i < 6; i++) came(click(OTHER, NOON));
    assertEquals(6, rows());
    assertEquals(0, links.read(known -> known.forgotten.scan(Span.of(), 10)).size());
    assertEquals(0, links.read(known -> known.heaps.scan(Span.of(VERTX, 0L), 10)).size());
  }

  @Test
  void single_visits_are_kept_400_days_and_what_was_counted_stays() {
    came(click(VERTX, NOON));
    links.later(Duration.ofDays(401));
    came(click(OTHER, NOON.plus(Duration.ofDays(401))));
    assertEquals(1, rows());
    assertEquals(List.of(), kept(VERTX));
    assertEquals(1, total(known -> known.usage(VERTX).total()));
  }

  @Test
  void clicks_from_before_visitors_were_kept_are_counted_and_nothing_is_kept() {
    var click = new Click(VERTX, NOON, true, "news.example", Optional.empty());
    links.given("redirect", new Clicked(List.of(click)));
    assertEquals(1, total(known -> known.usage(VERTX).total()));
    assertEquals(1, tally("referrer", "news.example").people());
    assertEquals(0, rows());
  }

  @Test
  void visits_that_met_no_link_are_forgotten_together() {
    var invalid = LinkKey.of("", Orphan.INVALID_SHORT_URL);
    came(click(LOST, NOON), click(invalid, NOON), click(VERTX, NOON));
    links
        .when("ann", new ForgetOrphans())
        .happened(new VisitsForgotten(LOST), new VisitsForgotten(invalid))
        .answered(gone -> assertEquals(new Gone(2), gone));
    links.when("ann", new ForgetOrphans()).unchanged();
    assertEquals(1, total(known -> known.usage(LinkKey.all("")).total()));
    assertEquals(List.of(NOON), kept(VERTX, LOST, invalid));
  }

  private static Rule rule(Type type, String key, String value) {
    var condition = new Condition(type, Optional.ofNullable(key), Optional.ofNullable(value));
    return new Rule("https://away.example/", List.of(condition));
  }

  @Test
  void rules_are_tried_on_the_visits_of_last_week() {
    came(click(VERTX, NOON.minus(Duration.ofDays(8))), click(VERTX, NOON, "SE", 1));
    came(click(VERTX, NOON), click(VERTX, NOON.plusSeconds(1)));
    var rules =
        List.of(
            rule(Type.GEOLOCATION_COUNTRY_CODE, null, "SE"), rule(Type.DEVICE, null, "android"));
    var trial =
        links.read(
            known -> RuleTrial.of(known, new SetRules("vertx", Optional.empty(), rules), NOON));
    var week = NOON.minus(Duration.ofDays(7));
    assertEquals(new RuleTrial(week, 3, true, 1, 0, List.of(1, 0), 2), trial);
    var query = List.of(rule(Type.QUERY_PARAM, "a", "1"), rule(Type.IP_ADDRESS, null, "10.0.0.1"));
    var asked = new SetRules("vertx", Optional.empty(), query);
    var all = links.read(known -> RuleTrial.of(known, asked, NOON));
    assertEquals(new RuleTrial(week, 3, true, 3, 0, List.of(3, 0), 0), all);
    var net = new SetRules("vertx", Optional.empty(), query.subList(1, 2));
    var unsure = links.read(known -> RuleTrial.of(known, net, NOON));
    assertEquals(new RuleTrial(week, 3, true, 0, 3, List.of(0), 0), unsure);
  }
}
