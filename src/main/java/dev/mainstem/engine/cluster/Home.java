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

  /** Is there a home? */
  record Hail(String from) {}

  /** Lets the others know that this node is home. */
  public static Future<Void> tell(Courier courier, String node, Supplier<String> status) {
    return courier.serve(
        ADDRESS, Hail.class, hail -> Future.succeededFuture(new Home(node, status.get())));
  }

  /** Who is home; nobody if it is away. Fails if there is one that must not be asked by us. */
  public static Future<Optional<Home>> find(Courier courier, String from) {
    return courier
        .ask(ADDRESS, new Hail(from), Home.class, PATIENCE_MS)
        .map(Optional::of)
        .recover(Home::nobody);
  }

  private static Future<Optional<Home>> nobody(Throwable why) {
    if (!(why instanceof Refusal no)) return Future.failedFuture(why);
    boolean away = no.problem().equals(HouseProblem.AWAY);
    boolean lost = no.problem().equals(HouseProblem.OUTCOME_UNKNOWN);
    return away || lost ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(no);
  }
}
