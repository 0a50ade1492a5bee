package dev.mainstem.systems.payments;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes doors that wait for what the acquirer says: rung by id when it is durable. Nothing hangs on
 * it but how soon somebody is answered. Safe for all threads.
 */
final class Doorbell {
  private final Map<String, List<Promise<Void>>> waiting = new ConcurrentHashMap<>();

  void ring(String id) {
    var all = waiting.remove(id);
    if (all != null) all.forEach(each -> each.tryComplete());
  }

  /** Completes when it is rung for this id, or after so long, on the caller's event loop. */
  Future<Void> await(String id, long ms) {
    var context = Vertx.currentContext();
    Promise<Void> rung = Promise.promise();
    waiting.compute(
        id,
        (key, all) -> {
          var more = all == null ? new ArrayList<Promise<Void>>(1) : new ArrayList<>(all);
          more.add(rung);
          return more;
        });
    Promise<Void> back = Promise.promise();
    long timer = context.owner().setTimer(ms, late -> rung.tryComplete());
    rung.future()
        .onComplete(
            done ->
                context.runOnContext(
                    run -> {
                      context.owner().cancelTimer(timer);
                      forget(id, rung);
                      back.tryComplete();
                    }));
    return back.future();
  }

  private void forget(String id, Promise<Void> rung) {
    waiting.computeIfPresent(
        id,
        (key, all) -> {
          var fewer = new ArrayList<>(all);
          fewer.remove(rung);
          return fewer.isEmpty() ? null : fewer;
        });
  }
}
