package dev.mainstem.systems.links;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.LinkCommand.ClaimDomain;
import dev.mainstem.systems.links.LinkCommand.SetFallbacks;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shlink's domains, and where they lead who asks for nothing they have. */
final class ShlinkDomains {
  private static final Map<String, String> FIELDS =
      Map.of(
          "baseUrlRedirect", "base",
          "invalidShortUrlRedirect", "invalid",
          "regular404Redirect", "regular404");

  private final Links links;

  ShlinkDomains(Links links) {
    this.links = links;
  }

  Future<Reply> list(ForeignCall call) {
    return call.read(links, known -> Reply.of(200, Map.of("domains", list(known))));
  }

  private static Map<String, Object> list(LinkTables known) {
    var all = new ArrayList<Map<String, Object>>();
    all.add(domain(known, LinkKey.DEFAULT, known.site.authority()));
    for (var own : Walk.<Domain>all(page -> known.domains.page(Span.of(), page))) {
      all.add(domain(known, own.host(), own.host()));
    }
    var domains = new LinkedHashMap<String, Object>();
    domains.put("data", all);
    domains.put("defaultRedirects", shape(known.fallbacks(LinkKey.DEFAULT)));
    return domains;
  }

  private static Map<String, Object> domain(LinkTables known, String domain, String authority) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("domain", authority);
    shape.put("isDefault", domain.equals(LinkKey.DEFAULT));
    shape.put("redirects", shape(known.fallbacks(domain)));
    return shape;
  }

  private static Map<String, Object> shape(Fallbacks fallbacks) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("baseUrlRedirect", fallbacks.base().orElse(null));
    shape.put("regular404Redirect", fallbacks.regular404().orElse(null));
    shape.put("invalidShortUrlRedirect", fallbacks.invalid().orElse(null));
    return shape;
  }

  Future<Reply> redirects(ForeignCall call) {
    var json = call.json();
    var named = json.get("domain") instanceof String text ? text : "";
    var domain = named.isBlank() ? "" : new ShlinkQuery(call, links.site()).domain(named);
    var fields = new HashMap<String, Object>();
    fields.put("domain", domain);
    FIELDS.forEach(
        (theirs, ours) -> {
          if (json.containsKey(theirs)) fields.put(ours, json.get(theirs));
        });
    if (named.isBlank()) throw LinkProblem.NO_DOMAIN.at("/domain", named);
    var command = call.patch(SetFallbacks.class, fields);
    return claimed(call, domain)
        .compose(ready -> call.want(links, command))
        .map(set -> Reply.of(200, shape(set)));
  }

  private Future<Void> claimed(ForeignCall call, String domain) {
    if (domain.equals(LinkKey.DEFAULT)) return Future.succeededFuture();
    var claim = call.fill(ClaimDomain.class, Map.of("host", domain));
    return call.want(links, claim).mapEmpty();
  }
}
