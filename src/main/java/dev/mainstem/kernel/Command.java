package dev.mainstem.kernel;

/**
 * A question asked of one system: a record that carries its rule. It may refuse, by throwing a
 * {@link Refusal}; any other exception is a bug and costs this one request.
 *
 * <p>Bounds of the components stand as {@code jakarta.validation} constraints and are checked once,
 * at the door.
 *
 * @param <S> the tables of the system asked
 * @param <R> the answer
 */
public interface Command<S extends Tables, R> {
  /**
   * Decides on what is known. Called on the system's writer thread only; reads tables and nothing
   * else: time, identity and ids come from {@code at}.
   */
  Decision<R> decide(S known, Moment at);
}
