package dev.mainstem.systems.links;

import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Shlink's REST API, version 3, on the main listener, for the clients it has: its web client, its
 * apps, its SDK. What it calls a short URL is a link here, an authority is a domain, a long URL a
 * target. A domain that is new to us is claimed when it is first named, as Shlink does.
 *
 * @see <a href="https://api-spec.shlink.io/">Shlink's specification</a>
 */
public final class ShlinkDoor implements ForeignApi {
  /** The version of Shlink whose API this is; clients show what they can by it. */
  private static final String LEVEL = "4.6.0";

  private static final Map<String, String> ABOUT =
      Map.of("about", "https://shlink.io", "project", "https://github.com/shlinkio/shlink");

  private static final String ROOT = "/rest/v3";
  private static final String URL = ROOT + "/short-urls/{shortCode}";

  private final ShlinkLinks links;
  private final ShlinkVisits visits;
  private final ShlinkTags tags;
  private final ShlinkDomains domains;

  public ShlinkDoor(Links links, InstantSource clock) {
    this.links = new ShlinkLinks(links, clock);
    this.visits = new ShlinkVisits(links, clock);
    this.tags = new ShlinkTags(links);
    this.domains = new ShlinkDomains(links);
  }

  @Override
  public String name() {
    return "links";
  }

  @Override
  public String root() {
    return "/rest/";
  }

  /** Its web client is a page of another site. */
  @Override
  public boolean openToPages() {
    return true;
  }

  @Override
  public void routes(Routes to) {
    to.get(ROOT + "/short-urls", links::list);
    to.post(ROOT + "/short-urls", links::create);
    to.get(ROOT + "/short-urls/shorten", links::shorten).scope("links:write");
    to.get(URL, links::show);
    to.patch(URL, links::edit);
    to.delete(URL, links::delete);
    to.get(URL + "/redirect-rules", links::rules);
    to.post(URL + "/redirect-rules", links::setRules);
    to.get(URL + "/visits", visits::ofLink);
    to.delete(URL + "/visits", visits::forget);
    to.get(ROOT + "/visits", visits::overview);
    to.get(ROOT + "/visits/non-orphan", visits::nonOrphan);
    to.get(ROOT + "/visits/orphan", visits::orphan);
    to.delete(ROOT + "/visits/orphan", visits::forgetOrphan);
    to.get(ROOT + "/tags", tags::list);
    to.put(ROOT + "/tags", tags::rename);
    to.delete(ROOT + "/tags", tags::drop);
    to.get(ROOT + "/tags/stats", tags::stats);
    to.get(ROOT + "/tags/{tag}/visits", visits::ofTag);
    to.get(ROOT + "/domains", domains::list);
    to.patch(ROOT + "/domains/redirects", domains::redirects);
    to.get(ROOT + "/domains/{domain}/visits", visits::ofDomain);
    to.get(ROOT + "/mercure-info", ShlinkDoor::mercure);
    to.get(ROOT + "/health", ShlinkDoor::health).open();
    to.get("/rest/health", ShlinkDoor::health).open();
  }

  /** In the header, or for {@code shorten}, which is asked from address bars, in the query. */
  @Override
  public Optional<String> key(UnaryOperator<String> header, UnaryOperator<String> query) {
    return Optional.ofNullable(header.apply("X-Api-Key"))
        .or(() -> Optional.ofNullable(query.apply("apiKey")));
  }

  @Override
  public Reply refused(No no, UnaryOperator<String> given) {
    return ShlinkProblem.of(no, given);
  }

  private static Future<Reply> mercure(ForeignCall call) {
    return Future.failedFuture(ShlinkProblem.MERCURE.refusal());
  }

  private static Future<Reply> health(ForeignCall call) {
    boolean well = call.broken().isEmpty();
    var health = new LinkedHashMap<String, Object>();
    health.put("status", well ? "pass" : "fail");
    health.put("version", LEVEL);
    health.put("links", ABOUT);
    return Future.succeededFuture(Reply.of(well ? 200 : 503, health).as("application/health+json"));
  }
}
