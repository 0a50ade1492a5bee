package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Commands;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Where a door's answers come from: the tables and writers of this node, or those of another. All
 * futures complete on the caller's context.
 */
interface Origin {
  /** Who asks; fails with a refusal if a credential is given that is not good. */
  Future<Optional<Who>> who(HttpServerRequest request);

  /** Asks a command; a refusal is an answer. */
  <S extends Tables> Future<Answer> ask(
      Subsystem<S> system, Command<S, ?> command, Commands.Terms terms);

  /** Reads from one published snapshot; a refusal is an answer. */
  <S extends Tables> Future<Seen> read(Inquiry<S> inquiry);

  /** Opens a stream, or refuses. */
  <S extends Tables> void stream(HttpServerRequest request, Line<S> line, Asking ask);
}
