package dev.mainstem.systems.links;

import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.Retire;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkCommand.ShortenAs;
import dev.mainstem.systems.links.LinkEvent.Amended;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of links: one sentence per test. Lists, searches and counts: {@link LinkReadsTest}. */
class LinksTest {
  private static final String HOME = "https://home.example/";
  private static final String AWAY = "https://away.example/path?q=1#here";
  private static final LinkKey VERTX = new LinkKey("", "vertx");
  private static final Link.Limits NO_LIMITS = Wish.limits(null, null, null);

  private final Story<LinkTables> links = Story.of(new Links(Wish.SITE));

  private static Shortened shortened(String slug, String target) {
    return Wish.of(target).slug(slug).event();
  }

  private static Shorten shorten(String slug, String target) {
    return Wish.of(target).slug(slug).command();
  }

  private static Retarget retarget(String slug, String target) {
    return new Retarget(slug, Optional.empty(), target);
  }

  private static Retire retire(String slug) {
    return new Retire(slug, Optional.empty());
  }

  private static Amend amend(Change<String> title, Change<Instant> since, Change<Instant> until) {
    return new Amend(
        "vertx",
        Optional.empty(),
        title,
        new Change.Keep<>(),
        new Change.Keep<>(),
        since,
        until,
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>());
  }

  private static <T> Change<T> keep() {
    return new Change.Keep<>();
  }

  private static <T> Change<T> to(T value) {
    return new Change.To<>(value);
  }

  @Test
  void a_wished_slug_is_given() {
    var wish = Wish.of(HOME).slug("vertx").title("Home").tags("a", "b").externalId("x-1");
    links
        .when("ann", wish.command())
        .happened(wish.event())
        .answered(view -> assertEquals("https://s.test/vertx", view.shortUrl()))
        .answered(view -> assertEquals("ann", view.createdBy()))
        .answered(view -> assertEquals(Set.of("a", "b"), view.tags()));
  }

  @Test
  void without_a_wish_the_next_code_is_given() {
    var codes = Wish.SITE.codes().of(new dev.mainstem.kernel.Tenant("local"), "");
    var none = Wish.of(HOME);
    links.when("ann", none.command()).happened(none.slug(codes.code(1)).event(1));
    links.when("ann", none.command()).happened(none.slug(codes.code(2)).event(2));
  }

  @Test
  void a_code_somebody_wished_for_is_passed_over() {
    var codes = Wish.SITE.codes().of(new dev.mainstem.kernel.Tenant("local"), "");
    links.in("other").given("eve", shortened(codes.code(1), AWAY)).in("local");
    var none = Wish.of(HOME);
    links.when("ann", none.command()).happened(none.slug(codes.code(2)).event(2));
  }

  @Test
  void a_slug_is_taken_once() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("bob", shorten("vertx", AWAY))
        .refused("slug-taken", "/slug");
  }

  @Test
  void a_slug_of_the_default_domain_is_taken_once_in_the_whole_house() {
    links.in("acme").given("ann", shortened("vertx", HOME)).in("other");
    links.when("eve", shorten("vertx", AWAY)).refused("slug-taken");
  }

  @Test
  void a_slug_of_a_domain_of_ones_own_is_nobody_elses_business() {
    var own = Wish.of(HOME).slug("vertx").domain("go.acme.test");
    links.given("ann", shortened("vertx", HOME), new DomainClaimed("go.acme.test"));
    links.when("ann", own.command()).happened(own.event());
    links.when("ann", own.command()).refused("slug-taken");
  }

  @Test
  void a_retired_slug_is_never_given_to_anyone_else() {
    links
        .given("ann", shortened("vertx", HOME), new Retired(VERTX))
        .when("bob", shorten("vertx", AWAY))
        .refused("slug-taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest", "robots.txt", "favicon.ico"})
  void a_slug_the_house_needs_is_not_given(String slug) {
    links.when("ann", shorten(slug, HOME)).refused("slug-reserved", "/slug");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://home.example/",
        "javascript:alert(1)",
        "mailto:ann@home.example",
        "//home.example/",
        "/only/a/path",
        "http:///no-host",
        "http://",
        "https://ann:secret@home.example/",
        "https://home.example/a b",
        "https://home.example/\r\nSet-Cookie: a=b",
        "home.example",
      })
  void a_target_is_a_web_address_without_credentials(String target) {
    links.when("ann", shorten("vertx", target)).refused("bad-target", "/target");
    links.given("ann", shortened("vertx", HOME));
    links.when("ann", retarget("vertx", target)).refused("bad-target", "/target");
  }

  @Test
  void a_target_may_be_a_live_link_of_ones_own() {
    links.given("ann", shortened("vertx", HOME));
    var via = Wish.of("https://S.TEST/vertx").slug("via");
    links.when("ann", via.command()).happened(via.event());
  }

  @Test
  void a_target_on_our_own_domain_that_leads_nowhere_is_refused() {
    links.when("ann", shorten("via", "https://s.test/nothing")).refused("loop", "/target");
    links.given("ann", shortened("vertx", HOME), new Retired(VERTX));
    links.when("ann", shorten("via", "https://s.test/vertx")).refused("loop");
  }

  @Test
  void a_target_on_a_claimed_domain_that_leads_nowhere_is_refused() {
    links.given("ann", new DomainClaimed("go.acme.test"));
    links.when("ann", shorten("via", "http://go.acme.test/nothing")).refused("loop");
  }

  @Test
  void a_chain_has_at_most_five_links() {
    links.given("ann", shortened("c1", HOME));
    for (int i = 2; i <= 6; i++) {
      links.when("ann", shorten("c" + i, "https://s.test/c" + (i - 1))).answered(view -> {});
    }
    links.when("ann", shorten("c7", "https://s.test/c6")).refused("loop");
  }

  @Test
  void a_link_never_leads_to_itself() {
    links.given("ann", shortened("vertx", HOME));
    links.when("ann", retarget("vertx", "https://s.test/vertx")).refused("loop", "/target");
  }

  @Test
  void links_never_lead_in_a_circle() {
    links.given("ann", shortened("vertx", HOME), shortened("via", "https://s.test/vertx"));
    links.when("ann", retarget("vertx", "https://s.test/via")).refused("loop", "/target");
  }

  @Test
  void a_link_cannot_end_before_it_begins() {
    var noon = Story.NOON;
    var backwards = Wish.of(HOME).slug("vertx").valid(noon, noon);
    links.when("ann", backwards.command()).refused("bad-validity", "/validUntil");
    links.given("ann", Wish.of(HOME).slug("vertx").valid(noon, null).event());
    links.when("ann", amend(keep(), keep(), to(noon))).refused("bad-validity", "/validUntil");
  }

  @Test
  void an_external_id_names_one_link() {
    links.given("ann", Wish.of(HOME).slug("vertx").externalId("x-1").event());
    var again = Wish.of(AWAY).slug("other").externalId("x-1");
    links.when("ann", again.command()).refused("external-id-taken", "/externalId");
  }

  @Test
  void an_external_id_is_each_tenants_own() {
    links.in("acme").given("ann", Wish.of(HOME).slug("vertx").externalId("x-1").event());
    var own = Wish.of(AWAY).slug("other").externalId("x-1");
    links.in("other").when("eve", own.command()).happened(own.event());
  }

  @Test
  void a_domain_must_be_ones_own() {
    links.in("acme").given("ann", new DomainClaimed("go.acme.test")).in("other");
    var foreign = Wish.of(HOME).slug("vertx").domain("go.acme.test");
    links.when("eve", foreign.command()).refused("no-such-domain");
    links.when("eve", Wish.of(HOME).domain("nobody.test").command()).refused("no-such-domain");
  }

  @Test
  void a_retargeted_link_leads_elsewhere() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("bob", retarget("vertx", AWAY))
        .happened(new Retargeted(VERTX, AWAY))
        .answered(view -> assertEquals(AWAY, view.target()))
        .answered(view -> assertEquals("ann", view.createdBy()));
  }

  @Test
  void leading_a_link_where_it_leads_already_changes_nothing() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("bob", retarget("vertx", HOME))
        .unchanged()
        .answered(view -> assertEquals(HOME, view.target()));
  }

  @Test
  void what_is_not_there_cannot_be_changed() {
    links.when("ann", retarget("vertx", AWAY)).refused("no-such-link");
    links.when("ann", amend(to("t"), keep(), keep())).refused("no-such-link");
    links.when("ann", retire("vertx")).refused("no-such-link");
  }

  @Test
  void anothers_link_is_as_good_as_missing() {
    links.in("acme").given("ann", shortened("vertx", HOME)).in("other");
    links.when("eve", retarget("vertx", AWAY)).refused("no-such-link");
    links.when("eve", amend(to("t"), keep(), keep())).refused("no-such-link");
    links.when("eve", retire("vertx")).refused("no-such-link");
  }

  @Test
  void what_is_retired_stays_as_it_was() {
    links.given("ann", shortened("vertx", HOME), new Retired(VERTX));
    links.when("ann", retarget("vertx", AWAY)).refused("retired");
    links.when("ann", amend(to("t"), keep(), keep())).refused("retired");
    links.when("ann", retire("vertx")).refused("retired");
  }

  @Test
  void a_link_is_retired() {
    links
        .given("ann", shortened("vertx", HOME))
        .when("ann", retire("vertx"))
        .happened(new Retired(VERTX));
  }

  @Test
  void what_a_patch_does_not_name_stays() {
    links.given("ann", Wish.of(HOME).slug("vertx").title("Old").tags("a").externalId("x").event());
    var notes = new Link.Notes(Optional.of("New"), Set.of("a"), Optional.of("x"));
    links
        .when("ann", amend(to("New"), keep(), keep()))
        .happened(new Amended(VERTX, notes, NO_LIMITS, Optional.empty()));
  }

  @Test
  void what_a_patch_clears_is_gone() {
    links.given("ann", Wish.of(HOME).slug("vertx").title("Old").tags("a").externalId("x").event());
    var clear =
        new Amend(
            "vertx",
            Optional.empty(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Clear<>(),
            new Change.Keep<>());
    var none = new Link.Notes(Optional.empty(), Set.of(), Optional.empty());
    links.when("ann", clear).happened(new Amended(VERTX, none, NO_LIMITS, Optional.empty()));
  }

  @Test
  void a_patch_that_says_what_is_so_already_changes_nothing() {
    links.given("ann", Wish.of(HOME).slug("vertx").title("Old").externalId("x").event());
    links.when("ann", amend(to("Old"), keep(), keep())).unchanged();
    links.when("ann", Wish.called("vertx", "x")).unchanged();
  }

  @Test
  void a_patch_cannot_take_anothers_external_id() {
    links.given("ann", Wish.of(HOME).slug("a").externalId("x").event(), shortened("vertx", HOME));
    links.when("ann", Wish.called("vertx", "x")).refused("external-id-taken", "/externalId");
  }

  @Test
  void an_unknown_external_id_makes_a_link() {
    var asked = as("x-1", HOME, "vertx");
    links.when("ann", asked).happened(Wish.of(HOME).slug("vertx").externalId("x-1").event());
  }

  @Test
  void a_known_external_id_leads_its_link_elsewhere() {
    links.given("ann", Wish.of(HOME).slug("vertx").externalId("x-1").event());
    links.when("ann", as("x-1", AWAY, "other")).happened(new Retargeted(VERTX, AWAY));
    links.when("ann", as("x-1", AWAY, "other")).unchanged();
  }

  @Test
  void the_external_id_of_a_retired_link_says_so() {
    links.given("ann", Wish.of(HOME).slug("vertx").externalId("x-1").event(), new Retired(VERTX));
    links.when("ann", as("x-1", AWAY, "other")).refused("retired");
  }

  private static ShortenAs as(String externalId, String target, String slug) {
    return new ShortenAs(
        externalId, target, Optional.of(slug), Optional.empty(), Optional.empty(), Set.of());
  }

  @Test
  void a_host_name_is_claimed() {
    links
        .when("ann", new ClaimDomain("go.acme.test"))
        .happened(new DomainClaimed("go.acme.test"))
        .answered(domain -> assertEquals(new Domain("go.acme.test", Story.NOON), domain));
  }

  @Test
  void claiming_ones_own_host_name_again_changes_nothing() {
    links.given("ann", new DomainClaimed("go.acme.test")).later(ofHours(1));
    links
        .when("ann", new ClaimDomain("go.acme.test"))
        .unchanged()
        .answered(domain -> assertEquals(Story.NOON, domain.since()));
  }

  @Test
  void a_host_name_belongs_to_one_tenant() {
    links.in("acme").given("ann", new DomainClaimed("go.acme.test")).in("other");
    links.when("eve", new ClaimDomain("go.acme.test")).refused("domain-taken");
  }

  @Test
  void the_houses_own_host_name_is_nobodys() {
    links.when("ann", new ClaimDomain("s.test")).refused("domain-taken");
  }
}
