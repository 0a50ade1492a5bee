package dev.mainstem.systems.links;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.links.LinkCommand.DropTags;
import dev.mainstem.systems.links.LinkCommand.RenameTag;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shlink's tags. */
final class ShlinkTags {
  private final Links links;

  ShlinkTags(Links links) {
    this.links = links;
  }

  Future<Reply> list(ForeignCall call) {
    var query = new ShlinkQuery(call, links.site());
    return call.read(
        links,
        known -> {
          var names = found(known, call).stream().map(Tagged::tag).toList();
          var page = ShlinkQuery.page(names, query.page(), query.size(-1));
          return Reply.of(200, Map.of("tags", page));
        });
  }

  Future<Reply> stats(ForeignCall call) {
    var query = new ShlinkQuery(call, links.site());
    var order = query.order("tag-ASC");
    return call.read(
        links,
        known -> {
          var stats = new ArrayList<Stats>();
          for (var tag : found(known, call)) stats.add(stats(known, tag));
          stats.sort(order(order));
          var shapes = stats.stream().map(Stats::shape).toList();
          var page = ShlinkQuery.page(shapes, query.page(), query.size(-1));
          return Reply.of(200, Map.of("tags", page));
        });
  }

  /** A tag, how many links have it, and how often those were followed. */
  private record Stats(String tag, long links, long people, long bots) {
    Map<String, Object> shape() {
      var shape = new LinkedHashMap<String, Object>();
      shape.put("tag", tag);
      shape.put("shortUrlsCount", links);
      shape.put("visitsSummary", ShlinkShape.summary(people, bots));
      return shape;
    }
  }

  private static Comparator<Stats> order(ShlinkQuery.Order order) {
    Comparator<Stats> by =
        switch (order.by()) {
          case "shortUrlsCount" -> Comparator.comparingLong(Stats::links);
          case "visits" -> Comparator.comparingLong(stats -> stats.people() + stats.bots());
          case "nonBotVisits" -> Comparator.comparingLong(Stats::people);
          case "tag" -> Comparator.comparing(Stats::tag);
          default -> throw order.unknown();
        };
    return order.way(by);
  }

  private static Stats stats(LinkTables known, Tagged tag) {
    long people = 0;
    long bots = 0;
    for (var link : Walk.<Link>all(page -> known.byTag.page(tag.tag(), page))) {
      var usage = known.usage(link.key());
      people += usage.people();
      bots += usage.bots();
    }
    return new Stats(tag.tag(), tag.links(), people, bots);
  }

  private static List<Tagged> found(LinkTables known, ForeignCall call) {
    var search = call.query("searchTerm").map(ShlinkLinks::tag).orElse("");
    return Walk.all(
        page -> known.tags.page(Span.of(), page), tagged -> tagged.tag().contains(search));
  }

  Future<Reply> rename(ForeignCall call) {
    var json = call.json();
    var fields = new HashMap<String, Object>();
    if (json.get("oldName") instanceof String from) fields.put("from", ShlinkLinks.tag(from));
    if (json.get("newName") instanceof String to) fields.put("to", ShlinkLinks.tag(to));
    return call.want(links, call.fill(RenameTag.class, fields)).map(done -> Reply.nothing());
  }

  Future<Reply> drop(ForeignCall call) {
    var tags = new ShlinkQuery(call, links.site()).all("tags");
    var fields = Map.<String, Object>of("tags", tags.stream().distinct().toList());
    return call.want(links, call.fill(DropTags.class, fields)).map(done -> Reply.nothing());
  }
}
