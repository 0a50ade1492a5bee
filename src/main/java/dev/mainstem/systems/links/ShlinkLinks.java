package dev.mainstem.systems.links;

import dev.mainstem.kernel.Problem;
import dev.mainstem.systems.links.LinkCommand.Amend;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.Retire;
import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Shlink's short URLs: making, showing, editing, deleting, and their rules. */
final class ShlinkLinks {
  private static final int LONGEST_TITLE = 300;
  private static final Set<String> AS_THEY_ARE =
      Set.of(
          "validSince",
          "validUntil",
          "maxVisits",
          "crawlable",
          "forwardQuery",
          "pathPrefix",
          "shortCodeLength",
          "findIfExists");
  private static final Problem FROM_A_PAGE =
      Problem.forbidden("foreign-origin", "Requests from other sites are not taken");

  private final Links links;
  private final InstantSource clock;

  ShlinkLinks(Links links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  Future<Reply> list(ForeignCall call) {
    var listing = ShlinkListing.of(new ShlinkQuery(call, links.site()), call, clock.instant());
    return call.read(links, known -> Reply.of(200, Map.of("shortUrls", listing.read(known))));
  }

  Future<Reply> show(ForeignCall call) {
    return shown(call, new ShlinkQuery(call, links.site()).link());
  }

  private Future<Reply> shown(ForeignCall call, LinkKey key) {
    return call.read(links, known -> Reply.of(200, ShlinkShape.link(known, known.live(key))));
  }

  Future<Reply> create(ForeignCall call) {
    return create(call, call.json()).map(made -> negotiated(call, made));
  }

  private Future<Reply> create(ForeignCall call, Map<String, Object> json) {
    var fields = fields(call, json);
    fields.putIfAbsent("forwardQuery", true);
    if (json.get("customSlug") instanceof String slug && !slug.isBlank()) {
      fields.put("slug", slug.strip().replaceAll("\\s+", "-"));
    }
    var command = call.fill(Shorten.class, fields);
    return claimed(call, command.domain())
        .compose(ready -> call.want(links, command))
        .compose(made -> shown(call, new LinkKey(made.domain(), made.slug())));
  }

  private Future<Void> claimed(ForeignCall call, Optional<String> domain) {
    if (domain.isEmpty()) return Future.succeededFuture();
    return call.want(links, call.fill(ClaimDomain.class, Map.of("host", domain.get()))).mapEmpty();
  }

  /** Fields under our names. What Shlink takes and we have no use for is passed over. */
  private Map<String, Object> fields(ForeignCall call, Map<String, Object> json) {
    var fields = new HashMap<String, Object>();
    json.forEach(
        (name, value) -> {
          if (AS_THEY_ARE.contains(name)) fields.put(name, value);
        });
    if (json.containsKey("longUrl")) fields.put("target", json.get("longUrl"));
    if (json.containsKey("title")) fields.put("title", title(json.get("title")));
    if (json.containsKey("tags")) fields.put("tags", tags(json.get("tags")));
    if (json.get("domain") instanceof String domain && !domain.isBlank()) {
      var own = new ShlinkQuery(call, links.site()).domain(domain);
      if (!own.equals(LinkKey.DEFAULT)) fields.put("domain", own);
    }
    return fields;
  }

  private static Object title(Object title) {
    if (!(title instanceof String text)) return title;
    var bare = text.strip();
    if (bare.isEmpty()) return null;
    return bare.length() > LONGEST_TITLE ? bare.substring(0, LONGEST_TITLE) : bare;
  }

  /** As Shlink spells them: lower case, and no spaces. */
  private static Object tags(Object tags) {
    if (tags == null) return List.of();
    if (!(tags instanceof List<?> list)) return tags;
    return list.stream()
        .map(each -> each instanceof String tag ? tag(tag) : each)
        .filter(each -> !"".equals(each))
        .distinct()
        .toList();
  }

  static String tag(String tag) {
    return tag.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
  }

  /** Made by a GET, so a page of another site may not have a browser ask it. */
  Future<Reply> shorten(ForeignCall call) {
    var site = call.header("Sec-Fetch-Site").orElse("none");
    if (!site.equals("none") && !site.equals("same-origin")) throw FROM_A_PAGE.refusal();
    var json = new HashMap<String, Object>();
    call.query("longUrl").ifPresent(url -> json.put("longUrl", url));
    return create(call, json).map(made -> negotiated(call, made));
  }

  /** The bare address for who wants text. */
  private static Reply negotiated(ForeignCall call, Reply made) {
    var accepted = call.header("Accept").filter(a -> a.startsWith("text/plain")).map(a -> "txt");
    return call.query("format").or(() -> accepted).equals(Optional.of("txt"))
        ? address(made)
        : made;
  }

  private static Reply address(Reply made) {
    var address = String.valueOf(((Map<?, ?>) made.body()).get("shortUrl"));
    var bytes = address.getBytes(StandardCharsets.UTF_8);
    return Reply.of(200, bytes).as("text/plain; charset=utf-8");
  }

  Future<Reply> edit(ForeignCall call) {
    var key = new ShlinkQuery(call, links.site()).link();
    var fields = fields(call, call.json());
    List.of("pathPrefix", "shortCodeLength", "findIfExists", "domain").forEach(fields::remove);
    fields.putAll(address(key));
    return call.want(links, call.patch(Amend.class, fields)).compose(done -> shown(call, key));
  }

  private static Map<String, Object> address(LinkKey key) {
    return Map.of("slug", key.slug(), "domain", key.domain());
  }

  Future<Reply> delete(ForeignCall call) {
    var key = new ShlinkQuery(call, links.site()).link();
    return call.want(links, new Retire(key.slug(), Optional.of(key.domain())))
        .map(done -> Reply.nothing());
  }

  Future<Reply> rules(ForeignCall call) {
    var key = new ShlinkQuery(call, links.site()).link();
    return call.read(links, known -> Reply.of(200, ShlinkShape.rules(known.live(key))));
  }

  Future<Reply> setRules(ForeignCall call) {
    var key = new ShlinkQuery(call, links.site()).link();
    var fields = new HashMap<String, Object>(address(key));
    if (call.json().get("redirectRules") instanceof List<?> rules) {
      fields.put("rules", rules.stream().map(ShlinkLinks::rule).toList());
    }
    return call.want(links, call.fill(SetRules.class, fields)).compose(done -> rules(call));
  }

  private static Object rule(Object rule) {
    if (!(rule instanceof Map<?, ?> map)) return rule;
    var fields = new HashMap<String, Object>();
    if (map.containsKey("longUrl")) fields.put("target", map.get("longUrl"));
    if (map.containsKey("conditions")) fields.put("conditions", map.get("conditions"));
    return fields;
  }
}
