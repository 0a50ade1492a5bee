package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A command on its way to the writer, with everything the door knows of it.
 *
 * @param command the question
 * @param from who asks
 * @param once the client's own id, if it sent one
 * @param guard what must hold just before the command is decided
 * @param reply called once, on the writer's thread
 */
public record Asked<S extends Tables, R>(
    Command<S, R> command, From from, Optional<Once> once, Guard<S> guard, Consumer<Answer> reply) {

  /**
   * Who asks, and why.
   *
   * @param trace the request's {@code traceparent}, or empty text
   * @param cause why a reaction asks this; empty if the command begins a story of its own
   */
  public record From(Tenant tenant, Caller caller, String trace, Optional<Cause> cause) {
    /** A caller from outside. */
    public static From outside(Tenant tenant, Caller caller, String trace) {
      return new From(tenant, caller, trace, Optional.empty());
    }

    Cause cause(Id id) {
      return cause.orElseGet(() -> Cause.begins(id, trace));
    }
  }

  /**
   * A client's promise that asking again means the same.
   *
   * @param id 1 to 255 characters, unique per tenant and system
   * @param hash of everything that was asked
   */
  public record Once(String id, byte[] hash) {
    /** What the id of a reaction begins with; no door lets a client begin one so. */
    private static final String REACTION = " ";

    private static final byte[] ANYTHING = {};

    /**
     * A reaction's promise. It is kept by the name alone: a line that was changed since must not
     * ask twice either.
     *
     * @param name of the line with its system
     */
    static Once of(String name, Position heard) {
      return new Once(REACTION + name + "/" + heard, ANYTHING);
    }

    /** Which line of a system's reactions asked under this id; empty if a client did. */
    public static Optional<String> line(String id) {
      if (!id.startsWith(REACTION)) return Optional.empty();
      return Optional.of(id.substring(id.indexOf('/') + 1, id.lastIndexOf('/')));
    }

    /** Whether a reaction asks: then a refusal is remembered too. */
    boolean ofReaction() {
      return id.startsWith(REACTION);
    }
  }

  /**
   * A guard that can travel: what the read of a path shows must have a revision. Who has the tables
   * makes a {@link Guard} of it.
   *
   * @param path as in the request, with parameters still encoded
   * @param query the read's own parameters
   * @param wanted an {@code If-Match} header
   */
  public record Condition(String path, Map<String, String> query, String wanted) {}

  /** A condition on what is known, such as a row's revision; refuses if it does not hold. */
  public interface Guard<S> {
    void check(S known);

    /** Nothing to check. */
    static <S> Guard<S> none() {
      return known -> {};
    }
  }
}
