package dev.mainstem.engine.cluster;

import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The node that has the log, as the others see it.
 *
 * @param node its name in the cluster, new with every life
 * @param status as in its {@code /house}
 */
public record Home(String node, String status) {
  private static final String ADDRESS = "home.is";
  private static final long PATIENCE_MS = 2_000;
  private static final int TRIES = 5;

  /** Is there a home? */
  record Hail(String from) {}

  /** Lets the others know that this node is home. */
  public static Future<Void> tell(Courier courier, String node, Supplier<String> status) {
    return courier.serve(
        ADDRESS, Hail.class, hail -> Future.succeededFuture(new Home(node, status.get())));
  }

  /** Who is home; nobody if it is away. Fails with a refusal if that cannot be told. */
  static Future<Optional<Home>> find(Courier courier, String from) {
    return courier
        .ask(ADDRESS, new Hail(from), Home.class, PATIENCE_MS)
        .map(Optional::of)
        .recover(why -> away(why) ? Future.succeededFuture(Optional.empty()) : failed(why));
  }

  /**
   * As {@link #find}, asked again where no answer comes: one that was killed may still be believed
   * to be there.
   */
  public static Future<Optional<Home>> findSurely(Courier courier, String from) {
    return findSurely(courier, from, TRIES);
  }

  private static Future<Optional<Home>> findSurely(Courier courier, String from, int tries) {
    return find(courier, from)
        .recover(
            why ->
                unanswered(why) && tries > 1 ? findSurely(courier, from, tries - 1) : failed(why));
  }

  private static Future<Optional<Home>> failed(Throwable why) {
    return Future.failedFuture(why);
  }

  private static boolean away(Throwable why) {
    return why instanceof Refusal no && no.problem().equals(HouseProblem.AWAY);
  }

  /** Whether nobody knows who is there, rather than that we may not ask. */
  private static boolean unanswered(Throwable why) {
    return why instanceof Refusal no && no.problem().equals(HouseProblem.OUTCOME_UNKNOWN);
  }
}
