package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Callers;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.engine.cluster.Lookout;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Answers through the node that has the log. Nothing is kept here, no key either: what is revoked
 * there is revoked here with the next request. Safe for all threads.
 */
final class Afar implements Origin {
  /** Longer than a read waits for a position, and than a force of the log takes. */
  private static final long PATIENCE_MS = 10_000;

  private final Lookout home;
  private final Commands commands;
  private final Credentials credentials;
  private final UnaryOperator<String> hash;

  /**
   * @param credentials of this door; whom it believes, it is told per request
   * @param hash under which a key is known
   */
  Afar(Lookout home, Commands commands, Credentials credentials, UnaryOperator<String> hash) {
    this.home = home;
    this.commands = commands;
    this.credentials = credentials;
    this.hash = hash;
  }

  /** What was told of the one key a request shows. */
  private record Told(Hatch.Known known, UnaryOperator<String> hash) implements Callers {
    @Override
    public Optional<Who> byKey(String key, boolean memoryOnly) {
      return known.who();
    }

    @Override
    public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public String hash(String key) {
      return hash.apply(key);
    }

    @Override
    public boolean keysIssued(boolean memoryOnly) {
      return known.keysIssued();
    }
  }

  /** Nobody is known, and keys are needed. */
  static Callers nobody() {
    return new Told(new Hatch.Known(Optional.empty(), true), key -> key);
  }

  @Override
  public Future<Optional<Who>> who(HttpServerRequest request) {
    var asked = new Hatch.Hash(Credentials.key(request::getHeader).map(hash));
    return home.ask(Hatch.WHO, asked, Hatch.Known.class, PATIENCE_MS)
        .recover(why -> Future.failedFuture(nothingAsked(why)))
        .map(known -> credentials.by(new Told(known, hash)).of(request, false));
  }

  /** Where nothing can have been changed, an unknown outcome is only an absence. */
  private static Throwable nothingAsked(Throwable why) {
    if (!(why instanceof Refusal no)) return why;
    boolean unknown = no.problem().equals(HouseProblem.OUTCOME_UNKNOWN);
    return unknown ? HouseProblem.AWAY.of(no.detail()) : no;
  }

  @Override
  public <S extends Tables> Future<Answer> ask(
      Subsystem<S> system, Command<S, ?> command, Commands.Terms terms) {
    var question = commands.question(system.name(), command, terms);
    return home.ask(Hatch.ASK, question, Commands.Outcome.class, PATIENCE_MS)
        .map(outcome -> commands.answer(system.name(), command.getClass(), outcome))
        .recover(Afar::refused);
  }

  private static Future<Answer> refused(Throwable why) {
    if (!(why instanceof Refusal no)) return Future.failedFuture(why);
    return Future.succeededFuture(Answer.refused(no.problem(), no.detail()));
  }

  @Override
  public <S extends Tables> Future<Seen> read(Inquiry<S> inquiry) {
    return home.ask(Hatch.READ, inquiry.words(), Seen.class, PATIENCE_MS)
        .recover(why -> Future.failedFuture(nothingAsked(why)));
  }

  @Override
  public <S extends Tables> void stream(HttpServerRequest request, Line<S> line, Asking ask) {
    throw HouseProblem.NOT_HERE.of("streams are told by the node that has the log");
  }
}
