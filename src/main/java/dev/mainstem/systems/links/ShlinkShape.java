package dev.mainstem.systems.links;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Links and visits in the shapes Shlink's clients expect. */
final class ShlinkShape {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

  private ShlinkShape() {}

  static String date(Instant time) {
    return DATE.format(time);
  }

  private static Object date(Optional<Instant> time) {
    return time.map(ShlinkShape::date).orElse(null);
  }

  static Map<String, Object> link(LinkTables known, Link link) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("shortCode", link.key().slug());
    shape.put("shortUrl", known.site.shortUrl(link.key()));
    shape.put("longUrl", link.target());
    shape.put("dateCreated", date(link.createdAt()));
    shape.put("tags", List.copyOf(new TreeSet<>(link.notes().tags())));
    shape.put("meta", meta(link.limits()));
    shape.put("domain", link.key().domain().isEmpty() ? null : link.key().domain());
    shape.put("title", link.notes().title().orElse(null));
    shape.put("crawlable", link.manners().crawlable());
    shape.put("forwardQuery", link.manners().forwardQuery());
    shape.put("hasRedirectRules", !link.rules().isEmpty());
    var usage = known.usage(link.key());
    shape.put("visitsSummary", summary(usage.people(), usage.bots()));
    return shape;
  }

  private static Map<String, Object> meta(Link.Limits limits) {
    var meta = new LinkedHashMap<String, Object>();
    meta.put("validSince", date(limits.validSince()));
    meta.put("validUntil", date(limits.validUntil()));
    meta.put("maxVisits", limits.maxVisits().orElse(null));
    return meta;
  }

  static Map<String, Object> summary(long people, long bots) {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("total", people + bots);
    summary.put("nonBots", people);
    summary.put("bots", bots);
    return summary;
  }

  static Map<String, Object> rules(Link link) {
    var rules =
        link.rules().stream().map(rule -> rule(rule, link.rules().indexOf(rule) + 1)).toList();
    return Map.of("defaultLongUrl", link.target(), "redirectRules", rules);
  }

  private static Map<String, Object> rule(Rule rule, int priority) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("longUrl", rule.target());
    shape.put("priority", priority);
    shape.put("conditions", rule.conditions().stream().map(ShlinkShape::condition).toList());
    return shape;
  }

  private static Map<String, Object> condition(Rule.Condition condition) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("type", condition.type());
    shape.put("matchKey", condition.matchKey().orElse(null));
    shape.put("matchValue", condition.matchValue().orElse(null));
    return shape;
  }

  static Map<String, Object> visit(PastVisit visit) {
    var visitor = visit.visitor();
    var shape = new LinkedHashMap<String, Object>();
    shape.put("referer", visitor.referrer());
    shape.put("date", date(visit.key().at()));
    shape.put("userAgent", visitor.agent());
    shape.put("visitLocation", place(visitor.place()));
    shape.put("potentialBot", !visit.person());
    shape.put("visitedUrl", visitor.visited());
    shape.put("redirectUrl", visitor.led().isEmpty() ? null : visitor.led());
    var orphan = visit.key().link().orphan();
    if (orphan != null) shape.put("type", orphan.name().toLowerCase(Locale.ROOT));
    return shape;
  }

  /** Regions, coordinates and time zones are not kept. */
  private static Map<String, Object> place(Place place) {
    if (place.equals(Place.UNKNOWN)) return null;
    var country = place.country();
    var shape = new LinkedHashMap<String, Object>();
    shape.put("countryCode", country);
    shape.put("countryName", new Locale("", country).getDisplayCountry(Locale.ENGLISH));
    shape.put("regionName", null);
    shape.put("cityName", place.city().isEmpty() ? null : place.city());
    shape.put("latitude", null);
    shape.put("longitude", null);
    shape.put("timezone", null);
    shape.put("isEmpty", false);
    return shape;
  }
}
