package dev.mainstem.systems.links;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.links.LinkCommand.Shorten;
import dev.mainstem.systems.links.LinkEvent.Shortened;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One decision about many links. What earlier items take is not in the tables yet. */
final class Bulk {
  private final LinkTables known;
  private final Moment at;
  private final Set<LinkKey> taken = new HashSet<>();
  private final Map<String, Long> counters = new HashMap<>();
  private final Set<String> externalIds = new HashSet<>();
  private final List<Shortened> events = new ArrayList<>();
  private final List<Object> outcomes = new ArrayList<>();

  Bulk(LinkTables known, Moment at) {
    this.known = known;
    this.at = at;
  }

  Decision<List<BulkItem>> decide(List<Shorten> wanted) {
    for (var each : wanted) {
      try {
        outcomes.add(one(each));
      } catch (Refusal no) {
        outcomes.add(refused(no));
      }
    }
    if (events.isEmpty()) return unchanged(this::items);
    return happened(events).answering(this::items);
  }

  private LinkKey one(Shorten wanted) {
    var alike = known.slugs.alike(wanted);
    if (alike.isPresent()) return alike.get().key();
    known.mayShorten(wanted);
    if (wanted.externalId().filter(externalIds::contains).isPresent()) {
      throw LinkProblem.EXTERNAL_ID_TAKEN.at("/externalId", wanted.externalId().get());
    }
    var code = known.slugs.code(wanted, at, new Codes.Taken(taken, counters));
    if (code.counter() > 0) counters.put(series(wanted), code.counter());
    taken.add(code.key());
    wanted.externalId().ifPresent(externalIds::add);
    events.add(Shortened.of(wanted, code));
    return code.key();
  }

  private static String series(Shorten wanted) {
    var domain = wanted.domain().orElse(LinkKey.DEFAULT);
    return Codes.series(domain, wanted.shortCodeLength().orElse(Codes.LENGTH));
  }

  private static BulkItem refused(Refusal no) {
    var type = "/problems/links/" + no.problem().name();
    var problem = new BulkItem.No(type, no.problem().title(), no.detail());
    return new BulkItem(no.problem().kind().status(), Optional.empty(), Optional.of(problem));
  }

  private List<BulkItem> items() {
    return outcomes.stream().map(this::item).toList();
  }

  private BulkItem item(Object outcome) {
    return outcome instanceof BulkItem no
        ? no
        : new BulkItem(201, Optional.of(known.view((LinkKey) outcome)), Optional.empty());
  }
}
