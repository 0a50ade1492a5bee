package dev.mainstem.systems.links;

import dev.mainstem.kernel.Change;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.SetFallbacks;
import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.Rule.Condition;
import dev.mainstem.systems.links.Rule.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The links a demo is about, and the commands that make them. */
final class DemoLinks {
  /** What external ids of the demo's links begin with. */
  static final String MARK = "demo-";

  static final String DOMAIN = "go.acme.example";

  /** The one everybody talks about. */
  static final LinkKey VIRAL = new LinkKey(LinkKey.DEFAULT, "launch");

  /** Led elsewhere every now and then, while the demo runs. */
  static final LinkKey TODAY = new LinkKey(LinkKey.DEFAULT, "today");

  /** Retired at the very end of filling. */
  static final LinkKey LAST = new LinkKey(LinkKey.DEFAULT, "summer-party");

  static final List<String> TODAYS =
      List.of(
          "https://shop.acme.example/offers/coffee-grinder",
          "https://shop.acme.example/offers/rain-jacket",
          "https://shop.acme.example/offers/desk-lamp",
          "https://shop.acme.example/offers/travel-mug");

  static final List<One> ALL =
      List.of(
          new One(4, VIRAL, "https://acme.example/launch", "The launch film", "launch", "video"),
          new One(14, TODAY, TODAYS.get(0), "Offer of the day", "shop"),
          new One(9, at("spring"), "https://shop.acme.example/spring", "Spring sale", "shop"),
          new One(11, at("app"), "https://acme.example/app", "Get the app", "mobile"),
          new One(6, at("jobs"), "https://jobs.acme.example/", "Open positions", "hiring"),
          new One(5, at("menu"), "https://acme.example/canteen/menu.pdf", "Menu, on every table"),
          new One(3, at("press"), "https://acme.example/press/kit.zip", "Press kit", "launch"),
          new One(2, at("poster"), "https://acme.example/poster", "Poster, Berlin", "print"),
          new One(8, own("docs"), "https://docs.acme.example/start", "Documentation", "docs"),
          new One(4, own("status"), "https://status.acme.example/", "Status page", "docs"),
          new One(3, own("meetup"), "https://meet.acme.example/october", "Meetup", "events"),
          new One(1, LAST, "https://acme.example/party", "Summer party", "events"));

  /**
   * One link.
   *
   * @param hourly visits on an ordinary hour
   */
  record One(int hourly, LinkKey key, String target, String title, Set<String> tags) {
    One(int hourly, LinkKey key, String target, String title, String... tags) {
      this(hourly, key, target, title, Set.of(tags));
    }
  }

  private DemoLinks() {}

  private static LinkKey at(String slug) {
    return new LinkKey(LinkKey.DEFAULT, slug);
  }

  private static LinkKey own(String slug) {
    return new LinkKey(DOMAIN, slug);
  }

  /** Whether there are links the demo did not make. */
  static boolean others(LinkTables known) {
    return known.byCreation.page(Span.of(), Page.first(Page.MAX)).items().stream()
        .map(link -> link.notes().externalId().orElse(""))
        .anyMatch(id -> !id.startsWith(MARK));
  }

  /** What is asked to make them, in order. */
  static List<LinkCommand<?>> commands() {
    var commands = new ArrayList<LinkCommand<?>>();
    commands.add(new ClaimDomain(DOMAIN));
    for (var one : ALL) commands.add(shorten(one));
    commands.add(
        new SetFallbacks(
            Optional.of(DOMAIN),
            new Change.To<>("https://acme.example/"),
            new Change.Keep<>(),
            new Change.Keep<>()));
    commands.add(retarget("spring", "https://shop.acme.example/spring/shoes"));
    commands.add(retarget("spring", "https://shop.acme.example/spring/last-chance"));
    commands.add(retarget("launch", "https://acme.example/launch/film"));
    commands.add(rules("app", appRules()));
    commands.add(rules("launch", List.of(rule("/start?lang=de", Type.LANGUAGE, "de"))));
    return commands;
  }

  private static List<Rule> appRules() {
    return List.of(
        rule("/app/ios", Type.DEVICE, "ios"),
        rule("/app/android", Type.DEVICE, "android"),
        rule("/app/new-page", Type.SHARE, "0.3"));
  }

  private static Rule rule(String path, Type type, String value) {
    var condition = new Condition(type, Optional.empty(), Optional.of(value));
    return new Rule("https://acme.example" + path, List.of(condition));
  }

  private static SetRules rules(String slug, List<Rule> rules) {
    return new SetRules(slug, Optional.of(LinkKey.DEFAULT), rules);
  }

  private static Retarget retarget(String slug, String target) {
    return new Retarget(slug, Optional.of(LinkKey.DEFAULT), target);
  }

  private static Shorten shorten(One one) {
    var plain = Shorten.plain(one.target());
    return new Shorten(
        one.target(),
        Optional.of(one.key().slug()),
        Optional.of(one.key().domain()).filter(domain -> !domain.isEmpty()),
        Optional.of(one.title()),
        one.tags(),
        Optional.of(MARK + one.key().slug()),
        plain.validSince(),
        plain.validUntil(),
        plain.maxVisits(),
        plain.exactLimit(),
        plain.crawlable(),
        plain.forwardQuery(),
        plain.pathPrefix(),
        plain.shortCodeLength(),
        plain.findIfExists());
  }
}
