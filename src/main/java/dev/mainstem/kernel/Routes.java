package dev.mainstem.kernel;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A system's HTTP door as a table. Path parameters stand in braces. What a route does not say has
 * the house's meaning: a credential is required, the scope is {@code system:read} for reads and
 * {@code system:write} for commands, unknown query parameters and body fields are refused.
 *
 * @param <S> the system's tables
 */
public interface Routes<S extends Tables> {
  /** Answers from tables bound to one published snapshot of the caller's tenant. Never blocks. */
  interface Read<S> {
    Object read(S known, Ask ask);
  }

  /** What a body asks for: the command, and how its answer is shown. */
  record Turn<R>(Command<?, R> command, Function<R, Object> shown) {}

  /** A read. A {@link Page.Of} becomes an array with a {@code Link: rel=next} header. */
  Route get(String path, Read<S> read);

  /**
   * A command, filled by name from the path, then the declared query parameters, then the JSON
   * body.
   */
  Route post(String path, Class<? extends Command<S, ?>> command);

  /** As {@link #post(String, Class)}. */
  Route put(String path, Class<? extends Command<S, ?>> command);

  /** As {@link #post(String, Class)}; the body is a merge patch (RFC 7396). */
  Route patch(String path, Class<? extends Command<S, ?>> command);

  /** As {@link #post(String, Class)}, without a body. */
  Route delete(String path, Class<? extends Command<S, ?>> command);

  /** A post whose body is not the command itself, such as one that makes a secret at the door. */
  <B> Route post(String path, Class<B> body, BiFunction<Ask, B, Turn<?>> door);

  /** The same as a put. */
  <B> Route put(String path, Class<B> body, BiFunction<Ask, B, Turn<?>> door);

  /**
   * Server-sent events of the caller's tenant, from now or from {@code Last-Event-ID}.
   *
   * @param shown what is sent for one event, or null to send nothing
   */
  <E extends Event<S>> Route stream(String path, Class<E> event, BiFunction<E, Ask, Object> shown);

  /** One line of the table, refined. */
  interface Route {
    /** Answers 201 with this {@code Location}, its braces filled from the answer's components. */
    Route created(String location);

    /** The scope needed instead of the usual one. */
    Route scope(String scope);

    /** A query parameter it understands, with a sentence for the documentation. */
    Route query(String name, String meaning);

    /** What a read answers, for the documentation. */
    Route shows(Class<?> type);

    /** What the pages of a read hold, for the documentation. */
    Route lists(Class<?> type);

    /** One sentence for the documentation. */
    Route says(String summary);
  }
}
