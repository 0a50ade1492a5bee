package dev.mainstem.wire.http;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Tables;
import java.util.Optional;

/**
 * One read that is asked for.
 *
 * @param line reads or tells
 * @param words the same as data, for another node that knows the same lines
 */
record Inquiry<S extends Tables>(Line<S> line, Asking ask, Queries queries, Words words) {
  /**
   * What of a request makes a read.
   *
   * @param path with parameters still encoded
   * @param query as it came, or empty text
   * @param atLeast the header {@code Mainstem-Position}
   * @param unless the header {@code If-None-Match}
   */
  record Words(
      Who who, String path, String query, Optional<String> atLeast, Optional<String> unless) {}

  /**
   * Understands what is asked.
   *
   * @throws dev.mainstem.kernel.Refusal if the query is not well-formed
   */
  static <S extends Tables> Inquiry<S> of(Line<S> line, Paths.Match<Line<?>> match, Words words) {
    var queries = Queries.of(words.query(), line.queries().keySet(), true);
    var ask = new Asking(words.who(), match.named(line), queries.own(), queries.page());
    return new Inquiry<>(line, ask, queries, words);
  }
}
