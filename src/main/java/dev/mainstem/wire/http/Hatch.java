package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.engine.cluster.Courier;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The home's side of further doors: answers what they carry here, from the same tables and through
 * the same inboxes as everybody else. Who asks, the further door was told here too.
 */
final class Hatch {
  static final String WHO = "home.who";
  static final String ASK = "home.ask";
  static final String READ = "home.read";

  private final Origin own;
  private final Commands commands;
  private final Callers callers;
  private final Readers readers;
  private final Paths<Line<?>> paths;
  private final Map<String, Subsystem<?>> systems = new HashMap<>();

  /** Whose key has this hash? The key itself stays where it was shown. */
  record Hash(Optional<String> of) {}

  /** What is known of a key, and whether any was ever issued. */
  record Known(Optional<Who> who, boolean keysIssued) {}

  Hatch(Own own, HttpDoor.Ground ground, Paths<Line<?>> paths) {
    this.own = own;
    this.callers = ground.callers();
    this.readers = ground.readers();
    this.paths = paths;
    this.commands = new Commands(ground.engine().codec(), ground.engine().systems());
    for (var system : ground.engine().systems()) systems.put(system.name(), system);
  }

  Future<Void> open(Courier courier) {
    return courier
        .serve(WHO, Hash.class, this::who)
        .compose(open -> courier.serve(ASK, Commands.Question.class, this::ask))
        .compose(open -> courier.serve(READ, Inquiry.Words.class, this::read))
        .mapEmpty();
  }

  private Future<Known> who(Hash hash) {
    return readers.read(
        memoryOnly -> {
          var who = hash.of().flatMap(each -> callers.byHash(each, memoryOnly));
          return new Known(who, callers.keysIssued(memoryOnly));
        });
  }

  private Future<Commands.Outcome> ask(Commands.Question question) {
    Future<Answer> answer;
    try {
      answer = ask(systems.get(question.system()), commands.command(question), question.terms());
    } catch (Refusal no) {
      answer = Future.succeededFuture(Answer.refused(no.problem(), no.detail()));
    }
    return answer.map(commands::outcome);
  }

  @SuppressWarnings("unchecked") // a command goes to the system that knows its name
  private <S extends Tables> Future<Answer> ask(
      Subsystem<S> system, Command<?, ?> command, Commands.Terms terms) {
    return own.ask(system, (Command<S, ?>) command, terms);
  }

  private Future<Seen> read(Inquiry.Words words) {
    try {
      var match = paths.find(words.path());
      var line = match.line(HttpMethod.GET);
      boolean reads = line != null && !(line.deed() instanceof Line.Streams);
      if (!reads) throw HouseProblem.NOT_UNDERSTOOD.of(words.path());
      return own.read(Inquiry.of(line, match, words)).recover(Hatch::refused);
    } catch (Refusal no) {
      return refused(no);
    }
  }

  private static Future<Seen> refused(Throwable why) {
    if (!(why instanceof Refusal no)) return Future.failedFuture(why);
    var pointer = no.pointer().orElse("");
    var refused = new Answer.Refused(HouseProblem.HOUSE, no.problem(), no.detail(), pointer);
    return Future.succeededFuture(Seen.of(refused));
  }
}
