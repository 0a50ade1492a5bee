package dev.mainstem.systems.links;

import static dev.mainstem.systems.links.LinkTables.CLICKS;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.systems.links.ClickEvent.Clicked;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.DropTags;
import dev.mainstem.systems.links.LinkCommand.ForgetOrphans;
import dev.mainstem.systems.links.LinkCommand.ForgetVisits;
import dev.mainstem.systems.links.LinkCommand.RenameTag;
import dev.mainstem.systems.links.LinkCommand.Retarget;
import dev.mainstem.systems.links.LinkCommand.Retire;
import dev.mainstem.systems.links.LinkCommand.SetFallbacks;
import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkCommand.ShortenAs;
import dev.mainstem.systems.links.LinkCommand.ShortenMany;
import java.util.List;
import java.util.Optional;

/** Short links: a slug, where it leads, and whose it is. */
public final class Links extends Subsystem<LinkTables> {
  private static final String DOMAIN = "whose slug it is; the house's default domain if absent";

  private final Site site;

  /**
   * @param site the house's own domain and the key its codes are made with
   */
  public Links(Site site) {
    super("links", LinkCommand.class, LinkEvent.class, () -> new LinkTables(site));
    this.site = site;
    var keep = Optional.of(site.keepVisits());
    journal(new JournalSpec(CLICKS, JournalSpec.Promise.SOON, keep), ClickEvent.class);
  }

  Site site() {
    return site;
  }

  /** Tags are counted since 2, and visits by dimension. */
  @Override
  public int foldVersion() {
    return 2;
  }

  @Override
  public List<Invariant<LinkTables>> invariants() {
    return LinkLaws.all();
  }

  @Override
  public void http(Routes<LinkTables> http) {
    making(http);
    changing(http);
    ruling(http);
    counting(http);
    owning(http);
  }

  private static void making(Routes<LinkTables> http) {
    http.post("/links", Shorten.class).created("/links/{slug}").says("Shortens an address.");
    http.post("/links/bulk", ShortenMany.class)
        .says("Shortens up to 1,000 addresses; a refused one stops no other.");
    http.put("/links/by-external-id/{externalId}", ShortenAs.class)
        .says("Shortens an address under your own id, or retargets the link it already has.");
  }

  private static void changing(Routes<LinkTables> http) {
    http.get("/links", (known, ask) -> known.list(ask.query("q"), ask.query("tag"), ask.page()))
        .query("q", "words or beginnings of words in slug, title, target or tags")
        .query("tag", "only links with this tag")
        .lists(LinkView.class)
        .says("Lists links, newest first.");
    http.get("/links/{slug}", (known, ask) -> known.shown(key(ask)))
        .query("domain", DOMAIN)
        .shows(LinkView.class)
        .says("Shows a link.");
    http.put("/links/{slug}", Retarget.class).query("domain", DOMAIN).says("Leads it elsewhere.");
    http.patch("/links/{slug}", Amend.class).query("domain", DOMAIN).says("Amends a link.");
    http.delete("/links/{slug}", Retire.class).query("domain", DOMAIN).says("Retires a link.");
    http.get("/links/tags", (known, ask) -> known.tags.page(Span.of(), ask.page()))
        .lists(Tagged.class)
        .says("Lists tags and how many links have them.");
    http.put("/links/tags/{from}", RenameTag.class).says("Gives a tag another name.");
    http.post("/links/tags/drop", DropTags.class).says("Takes tags from all links.");
  }

  private static void ruling(Routes<LinkTables> http) {
    http.get("/links/{slug}/rules", (known, ask) -> RulesView.of(known.live(key(ask))))
        .query("domain", DOMAIN)
        .shows(RulesView.class)
        .says("Shows where a link leads some visitors instead.");
    http.put("/links/{slug}/rules", SetRules.class)
        .query("domain", DOMAIN)
        .says("Leads some visitors elsewhere; the first rule that holds wins.");
  }

  private static void counting(Routes<LinkTables> http) {
    http.get("/links/{slug}/clicks/stats", (known, ask) -> ClickStats.of(known, key(ask), ask))
        .query("domain", DOMAIN)
        .query("by", "dimensions, by commas: " + String.join(", ", Counting.DIMENSIONS))
        .query("from", "first step, RFC 3339")
        .query("to", "end, exclusive, RFC 3339")
        .query("step", "hour or day; hour if absent")
        .shows(ClickStats.class)
        .says("Counts clicks by hour or day.");
    http.get("/links/clicks/series", Links::series)
        .query("q", "as in the list of links")
        .query("tag", "as in the list of links")
        .query("from", "first hour, RFC 3339")
        .lists(ClickSeries.class)
        .says("Counts the latest clicks, by hour, of a page of the list of links.");
    http.stream("/links/clicks/stream", Clicked.class, (event, ask) -> event)
        .says("Clicks as they arrive.");
    http.delete("/links/{slug}/clicks", ForgetVisits.class)
        .query("domain", DOMAIN)
        .says("Forgets a link's visitors, and counts from nothing.");
    http.delete("/links/clicks/orphans", ForgetOrphans.class)
        .says("Forgets visits that met no link.");
  }

  private static void owning(Routes<LinkTables> http) {
    http.put("/links/domains/{host}", ClaimDomain.class).says("Makes a host name yours.");
    http.get("/links/domains", (known, ask) -> known.domains.page(Span.of(), ask.page()))
        .lists(Domain.class)
        .says("Lists your host names.");
    http.get("/links/fallbacks", (known, ask) -> known.fallbacks(key(ask, "").domain()))
        .query("domain", "one of your host names; the default domain if absent")
        .shows(Fallbacks.class)
        .says("Shows where a domain leads who asks for nothing it has.");
    http.patch("/links/fallbacks", SetFallbacks.class)
        .query("domain", "one of your host names; the default domain if absent")
        .says("Leads who asks for nothing a domain has.");
  }

  private static Page.Of<ClickSeries> series(LinkTables known, Ask ask) {
    var page = new Page(ask.page().after(), Math.min(Page.USUAL, ask.page().limit()));
    var links = known.list(ask.query("q"), ask.query("tag"), page);
    return links.map(link -> ClickSeries.of(known, link, ask.query("from")));
  }

  static LinkKey key(Ask ask) {
    return key(ask, ask.path("slug"));
  }

  private static LinkKey key(Ask ask, String slug) {
    return new LinkKey(ask.query("domain").orElse(LinkKey.DEFAULT), slug);
  }
}
