package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.codec.Codec;
import dev.mainstem.house.MapRows;
import dev.mainstem.house.Story;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.ClickEvent.VisitsForgotten;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.TagRenamed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The laws hold of whatever events make, and each is broken by the row that breaks it. */
class LinkLawsTest {
  private static final String HOME = "https://home.example/";
  private static final LinkKey A = new LinkKey("", "a");
  private static final Instant NOON = Story.NOON;

  private final Links links = new Links(Wish.SITE);

  private static Click click(LinkKey link, boolean person, String country) {
    var place = new Place(country, "");
    var visitor =
        new Visitor(
            place, "mobile", "iOS", "Safari", Map.of(), 7, -1, "iPhone", "", "fr", "", HOME);
    return new Click(link, NOON, person, "", Optional.of(visitor));
  }

  private static Clicked clicked() {
    var old = new Click(A, NOON.minus(Duration.ofHours(3)), true, "b.example", Optional.empty());
    return new Clicked(
        List.of(
            click(A, true, "DE"),
            click(A, false, "FR"),
            click(LinkKey.of("", Orphan.BASE_URL), true, ""),
            click(new LinkKey("go.test", "b"), true, "DE"),
            old));
  }

  private static List<String> broken(Links links, LinkTables known) {
    var broken = new ArrayList<String>();
    for (var law : links.invariants()) {
      law.broken().apply(known).ifPresent(how -> broken.add(law.says()));
    }
    return broken;
  }

  @Test
  void whatever_happens_to_links_the_laws_hold() {
    var story = Story.of(links);
    story.given(
        "ann",
        Wish.of(HOME).slug("a").tags("x", "y").externalId("1").event(),
        new DomainClaimed("go.test"),
        Wish.of(HOME).slug("b").domain("go.test").tags("x").event(),
        Wish.of(HOME).slug("c").tags("x").event(),
        clicked(),
        clicked(),
        new TagRenamed("x", "z"),
        new Retired(new LinkKey("", "c")),
        new VisitsForgotten(A),
        clicked());
    assertEquals(List.of(), story.<List<String>>read(known -> broken(links, known)));
    story.when("redirect", new RecordClicks(List.of(click(A, true, "")), true)).answered(a -> {});
    assertEquals(List.of(), story.<List<String>>read(known -> broken(links, known)));
  }

  /** Which laws say no once something was changed behind the events' back. */
  private List<String> tampered(String journal, Consumer<LinkTables> change) {
    var rows = new MapRows(new Codec()).turnTo(Tenant.LOCAL);
    var known = links.tables();
    known.bind(rows);
    rows.begin("main", 1);
    known.domains.put("go.test", new Domain("go.test", NOON));
    known.hosts.take("go.test");
    for (var slug : List.of("a", "b")) {
      var notes = new Link.Notes(Optional.empty(), java.util.Set.of("x"), Optional.of(slug));
      var limits = Wish.limits(NOON, null, null);
      var key = new LinkKey("", slug);
      known.keep(
          new Link(key, HOME, notes, limits, NOON, "ann", false, Link.Manners.PLAIN, List.of()));
      known.addresses.take(key);
    }
    rows.begin(LinkTables.CLICKS, 2);
    var counting = new Counting(known);
    counting.add(click(A, true, "DE"), new dev.mainstem.kernel.Id(1, 1));
    counting.done();
    assertEquals(List.of(), broken(links, known));
    rows.begin(journal, 3);
    change.accept(known);
    return broken(links, known);
  }

  @Test
  void a_count_of_links_or_tags_that_is_not_theirs_is_found() {
    assertEquals(
        List.of("every domain counts its live links"),
        tampered("main", known -> known.counts.put("", new LinkCount(3))));
    assertEquals(
        List.of("every tag counts the live links that have it"),
        tampered("main", known -> known.tags.remove("x")));
  }

  @Test
  void an_address_nobody_or_somebody_else_holds_is_found() {
    var law = List.of("every link's address is claimed, for one tenant");
    assertEquals(law, tampered("main", known -> known.addresses.release(A)));
    assertEquals(
        List.of("every domain's host is claimed, for one tenant"),
        tampered("main", known -> known.hosts.release("go.test")));
  }

  @Test
  void a_link_that_could_not_have_been_made_is_found() {
    assertEquals(
        List.of("a link begins before it ends"),
        tampered(
            "main",
            known -> {
              var link = known.links.get(A);
              known.keep(link.with(link.notes(), Wish.limits(NOON, NOON, null)));
            }));
    assertEquals(
        List.of("an external id means one link"),
        tampered(
            "main",
            known -> {
              var other = known.links.get(new LinkKey("", "b")).notes();
              var link = known.links.get(A);
              known.keep(link.with(other, link.limits()));
            }));
  }

  @Test
  void a_link_on_a_domain_of_nobodys_is_found() {
    assertEquals(
        List.of(
            "every domain's host is claimed, for one tenant",
            "every link stands on a domain of its tenant"),
        tampered(
            "main",
            known -> {
              var b = known.links.get(new LinkKey("", "b"));
              var moved = new LinkKey("no.test", "b");
              known.links.remove(b.key());
              known.counts.put("", new LinkCount(1));
              known.counts.put("no.test", new LinkCount(1));
              known.links.put(
                  moved,
                  new Link(
                      moved,
                      HOME,
                      b.notes(),
                      b.limits(),
                      NOON,
                      "ann",
                      false,
                      b.manners(),
                      List.of()));
              known.addresses.take(moved);
              known.hosts.release("go.test");
            }));
  }

  @Test
  void a_shown_total_that_is_no_sum_is_found() {
    assertEquals(
        List.of(
            "every total is the sum of its hours", "every domain's total is the sum of its links'"),
        tampered(LinkTables.CLICKS, known -> known.usage.put(A, new Usage(2, 0, 0))));
    assertEquals(
        List.of("every domain's total is the sum of its links'"),
        tampered(LinkTables.CLICKS, known -> known.usage.put(LinkKey.all(""), new Usage(0, 0, 0))));
    assertEquals(
        List.of("in every hour, each dimension sums to the whole"),
        tampered(
            LinkTables.CLICKS,
            known -> {
              var key = new HeapKey(A, 0, NOON);
              var heap = known.heaps.get(key);
              var by = new java.util.TreeMap<>(heap.by());
              by.put("country", Map.of("DE", new Tally(2, 0)));
              known.heaps.put(key, new Heap(heap.all(), by, heap.visitors()));
            }));
  }

  @Test
  void a_visit_too_many_or_one_that_should_be_gone_is_found() {
    assertEquals(
        List.of("no more visits are kept than were counted"),
        tampered(LinkTables.CLICKS, known -> keep(known, 0)));
    assertEquals(
        List.of("what was forgotten waits to be cleared away"),
        tampered(LinkTables.CLICKS, known -> keep(known, 7)));
  }

  private static void keep(LinkTables known, long generation) {
    var key = new VisitKey(A, generation, NOON, 99);
    var visitor = click(A, true, "DE").visitor().orElseThrow();
    known.visits.put(key, new PastVisit(key, true, visitor));
  }
}
