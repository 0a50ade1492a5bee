package dev.mainstem.systems.links;

import dev.mainstem.systems.links.LinkCommand.SetRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a link's kept visits of the last week would have come to under other rules. A visit whose
 * address would have mattered cannot be judged, for no address was kept.
 *
 * @param since the oldest visit looked at is not older
 * @param visits looked at: the newest 10,000 that were led anywhere
 * @param all whether these are all of the week
 * @param elsewhere how many would have gone to another address than they did
 * @param unsure how many cannot be judged; they are counted nowhere else
 * @param byRule how many each rule would have led
 * @param noRule how many none of them would have led
 */
record RuleTrial(
    Instant since,
    int visits,
    boolean all,
    int elsewhere,
    int unsure,
    List<Integer> byRule,
    int noRule) {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final int MOST = 10_000;

  static RuleTrial of(LinkTables known, SetRules proposed, Instant now) {
    var link = known.live(LinkTables.key(proposed.domain(), proposed.slug()));
    known.mayFollow(link, proposed.rules());
    var since = now.minus(WEEK);
    var newest = new Visits(since, LinkTables.LAST).of(known, link.key());
    var visits = newest.take(visit -> !visit.visitor().led().isEmpty(), 0, MOST + 1);
    boolean all = visits.size() <= MOST;
    var trial = new Counts(link.under(proposed.rules()));
    visits.stream().limit(MOST).forEach(trial::add);
    return trial.told(since, all);
  }

  private static final class Counts {
    private final Link link;
    private final int[] byRule;
    private int visits;
    private int elsewhere;
    private int unsure;
    private int noRule;

    Counts(Link link) {
      this.link = link;
      this.byRule = new int[link.rules().size()];
    }

    void add(PastVisit visit) {
      visits++;
      var visitor = visit.visitor();
      int mark = visitor.visited().indexOf('?');
      var query = mark < 0 ? "" : visitor.visited().substring(mark + 1);
      var verdict = Rules.judge(link.key(), link.rules(), sight(visit, query));
      if (!verdict.certain()) {
        unsure++;
        return;
      }
      if (verdict.rule() == Rules.NONE) noRule++;
      else byRule[verdict.rule()]++;
      var to = Forwarding.location(link, verdict.target(link), query);
      if (!to.equals(visitor.led())) elsewhere++;
    }

    private static Sight sight(PastVisit visit, String query) {
      var visitor = visit.visitor();
      return new Sight(
          visitor.agent(),
          visitor.languages(),
          Visit.parameters(query),
          Optional.empty(),
          visitor.place(),
          visitor.hash(),
          visit.key().at());
    }

    RuleTrial told(Instant since, boolean all) {
      var led = Arrays.stream(byRule).boxed().toList();
      return new RuleTrial(since, visits, all, elsewhere, unsure, led, noRule);
    }
  }
}
