package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Change;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.DropTags;
import dev.mainstem.systems.links.LinkCommand.RenameTag;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.SetFallbacks;
import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkEvent.Amended;
import dev.mainstem.systems.links.LinkEvent.DomainClaimed;
import dev.mainstem.systems.links.LinkEvent.FallbacksSet;
import dev.mainstem.systems.links.LinkEvent.Retargeted;
import dev.mainstem.systems.links.LinkEvent.Retired;
import dev.mainstem.systems.links.LinkEvent.RulesSet;
import dev.mainstem.systems.links.LinkEvent.TagRenamed;
import dev.mainstem.systems.links.LinkEvent.TagsDropped;
import dev.mainstem.systems.links.Rule.Condition;
import dev.mainstem.systems.links.Rule.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The law of rules, tags, fallbacks, and of how a slug is chosen. */
class RulingTest {
  private static final String HOME = "https://home.example/";
  private static final String AWAY = "https://away.example/";
  private static final LinkKey VERTX = new LinkKey("", "vertx");

  private final Story<LinkTables> links = Story.of(new Links(Wish.SITE));

  private static Rule rule(String target, Type type, String value) {
    var condition = new Condition(type, Optional.empty(), Optional.of(value));
    return new Rule(target, List.of(condition));
  }

  private static SetRules rules(Rule... rules) {
    return new SetRules("vertx", Optional.empty(), List.of(rules));
  }

  private void given(Wish... wishes) {
    for (var wish : wishes) links.given("ann", wish.event());
  }

  @Test
  void rules_are_set_and_replaced_as_a_whole() {
    given(Wish.of(HOME).slug("vertx"));
    var android = rule(AWAY, Type.DEVICE, "android");
    var french = rule(AWAY, Type.LANGUAGE, "fr");
    links
        .when("bob", rules(android, french))
        .happened(new RulesSet(VERTX, List.of(android, french)))
        .answered(view -> assertEquals(List.of(android, french), view.rules()));
    links.when("bob", rules(android, french)).unchanged();
    links.when("bob", rules()).happened(new RulesSet(VERTX, List.of()));
    assertEquals(List.of(), links.read(known -> known.links.get(VERTX).rules()));
  }

  @Test
  void a_rule_that_can_never_be_judged_is_refused_by_its_place() {
    given(Wish.of(HOME).slug("vertx"));
    var good = rule(AWAY, Type.DEVICE, "ios");
    var bad = rule(AWAY, Type.DEVICE, "fridge");
    links.when("bob", rules(good, bad)).refused("bad-condition", "/rules/1/conditions/0");
    var nowhere = rule("ftp://away.example/", Type.DEVICE, "ios");
    links.when("bob", rules(nowhere)).refused("bad-target", "/rules/0/target");
  }

  @Test
  void a_rule_never_leads_in_a_circle() {
    given(Wish.of(HOME).slug("vertx"), Wish.of("https://s.test/vertx").slug("via"));
    links
        .when("bob", rules(rule("https://s.test/via", Type.DEVICE, "ios")))
        .refused("loop", "/rules/0/target");
    given(Wish.of(HOME).slug("other"));
    var ios = rule("https://s.test/other", Type.DEVICE, "ios");
    links.when("bob", rules(ios)).happened(new RulesSet(VERTX, List.of(ios)));
    var back = new Retarget("other", Optional.empty(), "https://s.test/via");
    links.when("bob", back).refused("loop", "/target");
  }

  @Test
  void what_is_gone_has_no_rules() {
    links.when("bob", rules()).refused("no-such-link");
    given(Wish.of(HOME).slug("vertx"));
    links.given("ann", new Retired(VERTX)).when("bob", rules()).refused("retired");
  }

  private static Amend amend(Change<String> target, Change<Boolean> crawlable) {
    return new Amend(
        "vertx",
        Optional.empty(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        new Change.Keep<>(),
        crawlable,
        new Change.Keep<>(),
        target);
  }

  @Test
  void a_patch_of_the_target_is_a_retargeting_in_the_same_decision() {
    given(Wish.of(HOME).slug("vertx").title("Home"));
    var notes = new Link.Notes(Optional.of("Home"), Set.of(), Optional.empty());
    var manners = Optional.of(new Link.Manners(true, false));
    links
        .when("bob", amend(new Change.To<>(AWAY), new Change.To<>(true)))
        .happened(
            new Retargeted(VERTX, AWAY),
            new Amended(VERTX, notes, Wish.limits(null, null, null), manners));
    links.when("bob", amend(new Change.To<>(AWAY), new Change.To<>(true))).unchanged();
    var circle = new Change.To<>("https://s.test/vertx");
    links.when("bob", amend(circle, new Change.Keep<>())).refused("loop", "/target");
    links.when("bob", amend(new Change.Clear<>(), new Change.Keep<>())).refused("bad-target");
  }

  private Map<String, Long> tags() {
    var tags = new TreeMap<String, Long>();
    links
        .read(known -> Walk.<Tagged>all(p -> known.tags.page(dev.mainstem.kernel.Span.of(), p)))
        .forEach(tag -> tags.put(tag.tag(), tag.links()));
    return tags;
  }

  @Test
  void tags_are_counted_by_the_links_that_live() {
    given(Wish.of(HOME).slug("vertx").tags("a", "b"), Wish.of(HOME).slug("x").tags("b"));
    assertEquals(Map.of("a", 1L, "b", 2L), tags());
    links.given("ann", new Retired(VERTX));
    assertEquals(Map.of("b", 1L), tags());
  }

  @Test
  void a_tag_is_renamed_on_all_its_links() {
    given(Wish.of(HOME).slug("vertx").tags("a", "b"), Wish.of(HOME).slug("x").tags("a"));
    links
        .when("bob", new RenameTag("a", "c"))
        .happened(new TagRenamed("a", "c"))
        .answered(tag -> assertEquals(new Tagged("c", 2), tag));
    assertEquals(Map.of("b", 1L, "c", 2L), tags());
    assertEquals(Set.of("b", "c"), links.read(known -> known.links.get(VERTX).notes().tags()));
    links.when("bob", new RenameTag("c", "c")).unchanged();
    links.when("bob", new RenameTag("a", "d")).refused("no-such-tag", "/from");
    links.when("bob", new RenameTag("c", "b")).refused("tag-taken", "/to");
  }

  @Test
  void tags_are_dropped_and_one_that_nobody_has_is_no_mistake() {
    given(Wish.of(HOME).slug("vertx").tags("a", "b", "c"));
    links
        .when("bob", new DropTags(Set.of("a", "b", "zebra")))
        .happened(new TagsDropped(Set.of("a", "b")));
    assertEquals(Map.of("c", 1L), tags());
    links.when("bob", new DropTags(Set.of("zebra"))).unchanged();
  }

  @Test
  void nobody_touches_anothers_tags() {
    links.in("acme").given("ann", Wish.of(HOME).slug("vertx").tags("a").event()).in("other");
    links.when("eve", new RenameTag("a", "b")).refused("no-such-tag");
    links.when("eve", new DropTags(Set.of("a"))).unchanged();
  }

  private static SetFallbacks base(String domain, Change<String> base) {
    var keep = new Change.Keep<String>();
    return new SetFallbacks(Optional.ofNullable(domain), base, keep, keep);
  }

  @Test
  void a_domain_leads_the_lost_where_its_owner_says() {
    var set = new Fallbacks(Optional.of(HOME), Optional.empty(), Optional.empty());
    var to = new Change.To<>(HOME);
    links.when("ann", base(null, to)).happened(new FallbacksSet("", set));
    links.when("ann", base(null, to)).unchanged();
    links.when("ann", base(null, new Change.Keep<>())).unchanged();
    links
        .when("ann", base(null, new Change.Clear<>()))
        .happened(new FallbacksSet("", Fallbacks.NONE));
    links.when("ann", base("go.acme.test", to)).refused("no-such-domain");
    links.given("ann", new DomainClaimed("go.acme.test"));
    links.when("ann", base("go.acme.test", to)).happened(new FallbacksSet("go.acme.test", set));
    links.when("ann", base(null, new Change.To<>("nowhere"))).refused("bad-target", "/base");
  }

  @Test
  void the_default_domain_is_the_first_tenants() {
    links.in("acme").when("eve", base(null, new Change.To<>(HOME))).refused("not-your-domain");
  }

  private static Shorten wish(String slug, String prefix, Integer length, Boolean find) {
    var plain = Shorten.plain(HOME);
    return new Shorten(
        HOME,
        Optional.ofNullable(slug),
        plain.domain(),
        plain.title(),
        plain.tags(),
        plain.externalId(),
        plain.validSince(),
        plain.validUntil(),
        plain.maxVisits(),
        plain.exactLimit(),
        plain.crawlable(),
        plain.forwardQuery(),
        Optional.ofNullable(prefix),
        Optional.ofNullable(length),
        Optional.ofNullable(find));
  }

  @Test
  void a_prefix_stands_before_a_wished_and_a_generated_slug() {
    links
        .when("ann", wish("a", "promo/", null, null))
        .answered(view -> assertEquals("promo/a", view.slug()));
    links
        .when("ann", wish(null, "promo/", null, null))
        .answered(view -> assertTrue(view.slug().matches("promo/\\w{6}"), view.slug()));
    links.when("ann", wish("a", "promo/", null, null)).refused("slug-taken", "/slug");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/qr-code", "x/track", "rest/x"})
  void a_prefix_makes_no_address_of_the_houses_own(String slug) {
    int slash = slug.indexOf('/') + 1;
    var wish = wish(slug.substring(slash), slug.substring(0, slash), null, null);
    links.when("ann", wish).refused("slug-reserved", "/slug");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 9, 10, 11, 32})
  void a_code_has_the_length_that_was_wished_and_each_is_new(int length) {
    var seen = new java.util.HashSet<String>();
    for (int i = 0; i < 20; i++) {
      links
          .when("ann", wish(null, null, length, null))
          .answered(view -> assertEquals(length, view.slug().length()))
          .answered(view -> assertTrue(seen.add(view.slug()), view.slug()));
    }
  }

  @Test
  void a_link_that_is_alike_is_found_and_not_made_again() {
    given(Wish.of(HOME).slug("vertx").tags("a"));
    links
        .when("ann", wish(null, null, null, true))
        .unchanged()
        .answered(view -> assertEquals("vertx", view.slug()));
    links
        .when("ann", wish("other", null, null, true))
        .answered(view -> assertEquals("other", view.slug()));
    links
        .when("ann", wish(null, null, null, false))
        .answered(view -> assertEquals(6, view.slug().length()));
    links.given("ann", new Retired(VERTX), new Retired(new LinkKey("", "other")));
    links.in("other");
    links
        .when("eve", wish("mine", null, null, true))
        .answered(view -> assertEquals("mine", view.slug()));
  }
}
