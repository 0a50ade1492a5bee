package dev.mainstem.console;

import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Verification;
import dev.mainstem.engine.Verification.Findings;
import dev.mainstem.engine.Verification.Phase;
import dev.mainstem.kernel.Problem;
import dev.mainstem.wire.http.HouseRoute;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /house/verify} begins to prove the tables from the log, {@code GET} tells how far
 * that is and what was found, {@code DELETE} calls it off. One runs at a time. What is found may
 * show rows of all tenants, so only the house's owner may ask.
 */
public final class VerifyRoutes {
  private static final Problem RUNNING =
      Problem.conflict("verifying", "The tables are being verified already");
  private static final Problem NOT_OWNER =
      Problem.forbidden("not-the-house", "Only keys of the first tenant may ask this");
  private static final Logger LOG = LoggerFactory.getLogger(VerifyRoutes.class);

  private final Engine engine;
  private Verification latest;
  private Thread running;
  private volatile Optional<Findings> findings = Optional.empty();
  private volatile String failure = "";

  public VerifyRoutes(Engine engine) {
    this.engine = engine;
  }

  public List<HouseRoute> routes() {
    return List.of(
        HouseRoute.read("/house/verify", this::state),
        new HouseRoute(HttpMethod.POST, "/house/verify", Optional.of("house:write"), this::begin),
        new HouseRoute(
            HttpMethod.DELETE, "/house/verify", Optional.of("house:write"), this::callOff));
  }

  private static void owner(Optional<Who> who) {
    if (!who.get().tenant().equals(dev.mainstem.kernel.Tenant.LOCAL)) throw NOT_OWNER.refusal();
  }

  private synchronized Future<Void> begin(
      HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    if (running != null && running.isAlive()) throw RUNNING.refusal();
    latest = engine.verification();
    findings = Optional.empty();
    failure = "";
    running = new Thread(this::verify, "mainstem-verify");
    running.setDaemon(true);
    running.start();
    return send(request, 202);
  }

  private void verify() {
    try {
      var found = latest.run();
      findings = Optional.of(found);
      if (found.sound()) LOG.info("verified: the tables say what the log says");
      else LOG.error("verified: {} {}", found.differences(), found.broken());
    } catch (RuntimeException | Error failed) {
      failure = String.valueOf(failed.getMessage());
      LOG.warn("not verified: {}", failure);
    }
  }

  private Future<Void> state(HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    return send(request, 200);
  }

  private synchronized Future<Void> callOff(
      HttpServerRequest request, Optional<Who> who, Buffer body) {
    owner(who);
    if (latest != null) latest.cancel();
    return send(request, 202);
  }

  /** Ends what runs, and waits for it: the tables are about to be closed. */
  public void close() throws InterruptedException {
    Thread thread;
    synchronized (this) {
      thread = running;
      if (latest != null) latest.cancel();
    }
    if (thread != null) thread.join();
  }

  private Future<Void> send(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).putHeader("Content-Type", "application/json");
    request.response().putHeader("Cache-Control", "no-store");
    return request.response().end(Buffer.buffer(engine.codec().toJson(told())));
  }

  private synchronized Map<String, Object> told() {
    var told = new LinkedHashMap<String, Object>();
    if (latest == null) {
      told.put("state", "never");
      return told;
    }
    var progress = latest.progress();
    var done = findings;
    told.put("state", state(progress.phase(), done));
    told.put("events", progress.events());
    told.put("of", progress.of());
    if (!failure.isEmpty()) told.put("reason", failure);
    done.ifPresent(
        found -> {
          told.put("positions", found.positions());
          told.put("tables", found.tables());
          told.put("differences", found.differences());
          told.put("broken", found.broken());
          told.put("skipped", found.skipped());
        });
    return told;
  }

  private static String state(Phase phase, Optional<Findings> done) {
    if (done.isPresent()) return done.get().sound() ? "sound" : "unsound";
    return phase == Phase.FAILED ? "failed" : phase.name().toLowerCase(java.util.Locale.ROOT);
  }
}
