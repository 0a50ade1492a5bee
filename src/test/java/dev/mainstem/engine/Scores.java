package dev.mainstem.engine;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Projection;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.View;
import dev.mainstem.kernel.Working;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Games and their scores: a working state for each match, and a view of who is best. */
final class Scores extends Subsystem<Scores.Known> {
  static final String SHOUTS = "scores-shouts";

  Scores() {
    super("scores", Ask.class, Happened.class, Known::new);
    journal(new JournalSpec(SHOUTS, JournalSpec.Promise.SOON, Optional.empty()), Shouts.class);
  }

  record Goal(String match, long number, String by) {}

  record GoalKey(String match, long number) {}

  /** A running match, as its writer knows it. */
  static final class Match {
    final Map<String, Long> goals = new TreeMap<>();
    long last;

    void scored(String by) {
      goals.merge(by, 1L, Long::sum);
      last++;
    }
  }

  static final class Known extends Tables {
    static int made;

    final Table<GoalKey, Goal> goals = table("goal", GoalKey.class, Goal.class);
    final Working<String, Match> matches = working("match", 3, this::match);
    final View<List<String>> best = view("best", 1, Best::new);
    final View<List<String>> loudest = view("loudest", 1, Best::new).in(SHOUTS);

    private Match match(String name) {
      made++;
      var match = new Match();
      for (var row : goals.scan(Span.of(name), 1_000)) match.scored(row.value().by());
      return match;
    }
  }

  /** Who has how many, most first. */
  static final class Best implements Projection<List<String>> {
    private final Map<String, Long> sums = new TreeMap<>();

    @Override
    public void hear(Event<?> event, Moment at) {
      if (event instanceof Scored scored) sums.merge(scored.by(), 1L, Long::sum);
      if (event instanceof Shouted shouted) sums.merge(shouted.by(), 1L, Long::sum);
      if (event instanceof Broke) throw new IllegalStateException("planted");
    }

    @Override
    public List<String> picture() {
      var names = new ArrayList<>(sums.keySet());
      names.sort((a, b) -> Long.compare(sums.get(b), sums.get(a)));
      return names.stream().map(name -> name + " " + sums.get(name)).toList();
    }

    @Override
    public void save(Path directory) throws IOException {
      var lines = new ArrayList<String>();
      sums.forEach((name, sum) -> lines.add(name + " " + sum));
      Files.write(directory.resolve("sums"), lines);
    }

    @Override
    public void load(Path directory) throws IOException {
      for (var line : Files.readAllLines(directory.resolve("sums"))) {
        sums.put(line.split(" ")[0], Long.valueOf(line.split(" ")[1]));
      }
    }
  }

  static final Problem ENOUGH = Problem.conflict("enough", "There were three goals already");

  sealed interface Ask<R> extends Command<Known, R> {}

  /** Answers who leads, from the working state; a match ends with the third goal. */
  record Score(String match, String by) implements Ask<Long> {
    @Override
    public Decision<Long> decide(Known known, Moment at) {
      long last = known.matches.of(match).last;
      if (last == 3) throw ENOUGH.of(match);
      return Decision.happened(new Scored(match, last + 1, by))
          .answering(() -> known.matches.of(match).goals.get(by));
    }
  }

  /** Scores and then fails on the way. */
  record ScoreBadly(String match, String by) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      long last = known.matches.of(match).last;
      return Decision.happened(new Scored(match, last + 1, by))
          .answering(
              () -> {
                throw new IllegalStateException("planted");
              });
    }
  }

  record Shout(String by) implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Shouted(by));
    }
  }

  record Break() implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      return Decision.happened(new Broke());
    }
  }

  /** A rule that reads what it may not. */
  record Peek() implements Ask<Void> {
    @Override
    public Decision<Void> decide(Known known, Moment at) {
      known.best.now();
      return Decision.unchanged();
    }
  }

  sealed interface Happened extends Event<Known> {}

  record Scored(String match, long number, String by) implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {
      known.goals.put(new GoalKey(match, number), new Goal(match, number, by));
      known.matches.follow(match, running -> running.scored(by));
    }
  }

  record Broke() implements Happened {
    @Override
    public void applyTo(Known known, Moment at) {}
  }

  sealed interface Shouts extends Event<Known> {}

  record Shouted(String by) implements Shouts {
    @Override
    public void applyTo(Known known, Moment at) {}
  }
}
