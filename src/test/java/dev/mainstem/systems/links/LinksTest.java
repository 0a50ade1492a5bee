package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.Retire;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkCommand.ShortenAs;
import dev.mainstem.systems.links.LinkCommand.ShortenMany;
import dev.mainstem.systems.links.LinkEvent.Amended;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The law of links. */
final class LinksTest {
  private static final String HOME = "https://vertx.io/";
  private static final String AWAY = "https://example.com/away";
  private static final LinkKey VERTX = new LinkKey("", "vertx");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Story<LinkTables> links =
      Story.of(new Links(new Site(() -> "http://127.0.0.1:8090", new Codes(new byte[32]))));

  private static Shorten shorten(String slug, String target) {
    return new Shorten(
        target,
        Optional.ofNullable(slug),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Shortened shortened(String slug, String target) {
    return Shortened.of(shorten(slug, target), new Codes.Code(new LinkKey("", slug), 0));
  }

  private static Amend amend(Change<String> title, Change<Instant> since, Change<Instant> until) {
    var none = new Change.Keep<Set<String>>();
    return new Amend(
        "vertx", Optional.empty(), title, none, keep(), since, until, new Change.Keep<>());
  }

  private static <T> Change<T> keep() {
    return new Change.Keep<>();
  }

  @Test
  void a_wished_slug_is_given() {
    links.when("ann", shorten("vertx", HOME)).happened(shortened("vertx", HOME));
  }

  @Test
  void a_slug_is_taken_once() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("bob", shorten("vertx", AWAY))
        .refused("slug-taken");
  }

  @Test
  void a_slug_of_the_default_domain_is_taken_for_all_tenants() {
    links
        .given("ann", shortened("vertx", HOME))
        .in("acme")
        .when("bob", shorten("vertx", AWAY))
        .refused("slug-taken");
  }

  @Test
  void a_reserved_slug_is_nobody_s() {
    links.when("ann", shorten("robots.txt", HOME)).refused("slug-reserved");
  }

  @Test
  void without_a_wish_a_code_is_made_and_never_twice() {
    var first = new String[1];
    links
        .when("ann", shorten(null, HOME))
        .happened(Shortened.class)
        .answered(LinkView.class, link -> first[0] = link.slug())
        .when("ann", shorten(null, HOME))
        .answered(LinkView.class, link -> assertNotEquals(first[0], link.slug()));
  }

  @Test
  void a_code_somebody_wished_for_is_passed_over() {
    var maker = new Codes(new byte[32]).of(dev.mainstem.kernel.Tenant.LOCAL, "");
    links
        .given("ann", shortened(maker.code(1), HOME))
        .when("ann", shorten(null, HOME))
        .answered(LinkView.class, link -> assertEquals(maker.code(2), link.slug()));
  }

  @Test
  void a_target_is_on_the_web() {
    for (var bad :
        List.of("ftp://a.b", "javascript:alert(1)", "https://", "no", "https://u:p@a.b")) {
      links.when("ann", shorten("vertx", bad)).refused("bad-target");
    }
  }

  @Test
  void a_link_does_not_lead_to_itself_or_to_what_is_not_there() {
    links
        .when("ann", shorten("a", "http://127.0.0.1:8090/b"))
        .refused("loop")
        .given("ann", shortened("vertx", HOME))
        .when("ann", shorten("a", "http://127.0.0.1:8090/vertx"))
        .happened(shortened("a", "http://127.0.0.1:8090/vertx"))
        .when("ann", new Retarget("vertx", Optional.empty(), "http://127.0.0.1:8090/a"))
        .refused("loop");
  }

  @Test
  void a_link_is_led_elsewhere() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("ann", new Retarget("vertx", Optional.empty(), AWAY))
        .happened(new Retargeted(VERTX, AWAY))
        .when("ann", new Retarget("vertx", Optional.empty(), AWAY))
        .unchanged();
  }

  @Test
  void what_is_not_there_cannot_be_changed() {
    links
        .when("ann", new Retarget("vertx", Optional.empty(), AWAY))
        .refused("no-such-link")
        .when("ann", new Retire("vertx", Optional.empty()))
        .refused("no-such-link");
  }

  @Test
  void a_tenant_does_not_see_another_s_link() {
    links
        .given("ann", shortened("vertx", HOME))
        .in("acme")
        .when("bob", new Retarget("vertx", Optional.empty(), AWAY))
        .refused("no-such-link");
  }

  @Test
  void a_retired_slug_is_never_given_away_again() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("ann", new Retire("vertx", Optional.empty()))
        .happened(new Retired(VERTX))
        .when("ann", new Retarget("vertx", Optional.empty(), AWAY))
        .refused("retired")
        .when("bob", shorten("vertx", AWAY))
        .refused("slug-taken");
  }

  @Test
  void a_patch_changes_what_it_names() {
    var titled = new Link.Notes(Optional.of("A title"), Set.of(), Optional.empty());
    var limits = new Link.Limits(Optional.empty(), Optional.of(NOON), Optional.empty());
    links
        .given("ann", shortened("vertx", HOME))
        .when("ann", amend(new Change.To<>("A title"), keep(), new Change.To<>(NOON)))
        .happened(new Amended(VERTX, titled, limits))
        .when("ann", amend(keep(), keep(), keep()))
        .unchanged();
  }

  @Test
  void a_link_does_not_end_before_it_begins() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("ann", amend(keep(), new Change.To<>(NOON), new Change.To<>(NOON)))
        .refused("bad-validity");
  }

  @Test
  void the_same_external_id_means_the_same_link() {
    var first =
        new ShortenAs(
            "A-1", HOME, Optional.of("vertx"), Optional.empty(), Optional.empty(), Set.of());
    var again =
        new ShortenAs("A-1", AWAY, Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
    links
        .when("ann", first)
        .happened(Shortened.class)
        .when("ann", again)
        .happened(new Retargeted(VERTX, AWAY));
  }

  @Test
  void in_a_bulk_a_refused_item_stops_no_other() {
    var many = new ShortenMany(List.of(shorten("a", HOME), shorten("a", AWAY), shorten("b", "no")));
    links.when("ann", many).happened(shortened("a", HOME));
  }

  @Test
  void a_host_is_claimed_once_and_only_its_holder_shortens_there() {
    var there =
        new Shorten(
            HOME,
            Optional.of("x"),
            Optional.of("go.acme.test"),
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    links
        .when("ann", there)
        .refused("no-such-domain")
        .when("ann", new ClaimDomain("go.acme.test"))
        .happened(new DomainClaimed("go.acme.test"))
        .when("ann", there)
        .happened(Shortened.class)
        .in("other")
        .when("bob", new ClaimDomain("go.acme.test"))
        .refused("domain-taken")
        .when("bob", there)
        .refused("no-such-domain");
  }

  @Test
  void clicks_of_people_are_counted_and_those_of_machines_apart() {
    var person = new Click(VERTX, NOON, true, "");
    var machine = new Click(VERTX, NOON, false, "");
    var clicks = List.of(person, person, machine);
    links
        .given("ann", shortened("vertx", HOME))
        .when("redirect", new RecordClicks(clicks))
        .happened(new Clicked(clicks))
        .when("ann", new Retarget("vertx", Optional.empty(), AWAY))
        .answered(LinkView.class, link -> assertEquals(2, link.clicks()));
  }
}
