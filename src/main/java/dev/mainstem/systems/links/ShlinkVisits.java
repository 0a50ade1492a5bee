package dev.mainstem.systems.links;

import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.links.Gathering.Stretch;
import dev.mainstem.systems.links.LinkCommand.ForgetOrphans;
import dev.mainstem.systems.links.LinkCommand.ForgetVisits;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Shlink's visits: of a link, a tag, a domain, of all links, and of none. */
final class ShlinkVisits {
  private static final Problem BAD_TYPE =
      Problem.invalid("bad-type", "This is no type of orphan visit");

  private final Links links;
  private final InstantSource clock;

  ShlinkVisits(Links links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  Future<Reply> ofLink(ForeignCall call) {
    var key = query(call).link();
    return list(call, known -> Gathering.of(List.of(known.live(key).key())));
  }

  Future<Reply> ofTag(ForeignCall call) {
    var tag = call.path("tag");
    var domain = query(call).domain();
    return list(
        call,
        known -> {
          if (!known.tags.has(tag)) throw LinkProblem.NO_SUCH_TAG.of(tag);
          var tagged = Walk.<Link>all(page -> known.byTag.page(tag, page)).stream();
          return Gathering.of(
              tagged
                  .map(Link::key)
                  .filter(key -> domain.map(key.domain()::equals).orElse(true))
                  .toList());
        });
  }

  Future<Reply> ofDomain(ForeignCall call) {
    var domain = query(call).domain(call.path("domain"));
    return list(call, known -> Gathering.ofDomains(List.of(owned(known, domain))));
  }

  private static String owned(LinkTables known, String domain) {
    if (!domain.equals(LinkKey.DEFAULT)) known.domains.require(domain);
    return domain;
  }

  Future<Reply> nonOrphan(ForeignCall call) {
    var domain = query(call).domain();
    return list(call, known -> all(known, call.tenant(), domain));
  }

  private static Gathering all(LinkTables known, Tenant tenant, Optional<String> domain) {
    return Gathering.ofDomains(
        domain.map(d -> List.of(owned(known, d))).orElseGet(() -> Visits.domains(known, tenant)));
  }

  Future<Reply> orphan(ForeignCall call) {
    var domain = query(call).domain();
    var type = call.query("type").filter(t -> !t.isEmpty()).map(ShlinkVisits::type);
    return list(
        call,
        known ->
            Gathering.of(
                orphans(known, call.tenant())
                    .filter(key -> domain.map(key.domain()::equals).orElse(true))
                    .filter(key -> type.map(key.orphan()::equals).orElse(true))
                    .toList()));
  }

  private static Stream<LinkKey> orphans(LinkTables known, Tenant tenant) {
    return Visits.orphans(known, tenant);
  }

  private static Orphan type(String text) {
    for (var each : Orphan.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) return each;
    }
    throw BAD_TYPE.at("/type", text);
  }

  private ShlinkQuery query(ForeignCall call) {
    return new ShlinkQuery(call, links.site());
  }

  private Future<Reply> list(ForeignCall call, Function<LinkTables, Gathering> of) {
    var query = query(call);
    int page = query.page();
    int size = query.size(-1);
    boolean people = query.flag("excludeBots");
    return call.read(
        links,
        known ->
            Reply.of(
                200,
                Map.of(
                    "visits", list(known, of.apply(known), query, new Asked(page, size, people)))));
  }

  /** Which part of a list, and whether of people only. */
  private record Asked(int page, int size, boolean people) {}

  private Map<String, Object> list(
      LinkTables known, Gathering gathering, ShlinkQuery query, Asked asked) {
    var when = query.dates();
    var count = gathering.count(known, when);
    long total = asked.people() ? count.people() : count.people() + count.bots();
    long passed = (asked.page() - 1L) * asked.size();
    var page = new Page(Optional.of(String.valueOf(passed)), asked.size());
    Predicate<PastVisit> wanted = visit -> visit.person() || !asked.people();
    var here =
        passed >= total ? List.<PastVisit>of() : gathering.list(known, kept(when), wanted, page);
    var visits = new LinkedHashMap<String, Object>();
    visits.put("data", here.stream().map(ShlinkShape::visit).toList());
    visits.put(
        "pagination", ShlinkQuery.pagination(asked.page(), asked.size(), here.size(), total));
    return visits;
  }

  /** What is too old is not shown, even before it is swept away. */
  private Visits kept(Stretch when) {
    var oldest = clock.instant().minus(links.site().keepVisits());
    var from = when.from().filter(oldest::isBefore).orElse(oldest);
    Instant to = when.to().orElse(LinkTables.LAST);
    return new Visits(from, from.isBefore(to) ? to : from);
  }

  Future<Reply> overview(ForeignCall call) {
    return call.read(links, known -> Reply.of(200, Map.of("visits", overview(known, call))));
  }

  private static Map<String, Object> overview(LinkTables known, ForeignCall call) {
    var always = new Stretch(Optional.empty(), Optional.empty());
    var met = all(known, call.tenant(), Optional.empty()).count(known, always);
    var lost = Gathering.of(orphans(known, call.tenant()).toList()).count(known, always);
    var overview = new LinkedHashMap<String, Object>();
    overview.put("nonOrphanVisits", ShlinkShape.summary(met.people(), met.bots()));
    overview.put("orphanVisits", ShlinkShape.summary(lost.people(), lost.bots()));
    return overview;
  }

  Future<Reply> forget(ForeignCall call) {
    var key = query(call).link();
    return call.want(links, new ForgetVisits(key.slug(), Optional.of(key.domain())))
        .map(gone -> Reply.of(200, Map.of("deletedVisits", gone.visits())));
  }

  Future<Reply> forgetOrphan(ForeignCall call) {
    return call.want(links, new ForgetOrphans())
        .map(gone -> Reply.of(200, Map.of("deletedVisits", gone.visits())));
  }
}
