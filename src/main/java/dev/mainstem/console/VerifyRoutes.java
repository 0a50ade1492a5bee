package dev.mainstem.console;

import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Verification;
import dev.mainstem.engine.Verification.Findings;
import dev.mainstem.engine.Verification.Phase;
import dev.mainstem.kernel.Problem;
import dev.mainstem.wire.http.HouseRoute;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /house/verify}: proves the tables from the log. What is found may show rows of all
 * tenants; see {@link LongWork} for who may ask, and how.
 */
public final class VerifyRoutes implements LongWork.Kind {
  private static final Problem RUNNING =
      Problem.conflict("verifying", "The tables are being verified already");
  private static final Logger LOG = LoggerFactory.getLogger(VerifyRoutes.class);

  private final Engine engine;
  private final LongWork work;
  private Verification latest;
  private volatile Optional<Findings> findings = Optional.empty();
  private volatile String failure = "";

  public VerifyRoutes(Engine engine) {
    this.engine = engine;
    this.work = new LongWork(engine, "/house/verify", RUNNING, this);
  }

  public List<HouseRoute> routes() {
    return work.routes();
  }

  /** Ends what runs, and waits for it: the tables are about to be closed. */
  public void close() throws InterruptedException {
    work.close();
  }

  @Override
  public LongWork.Piece begin(Buffer body) {
    var verification = engine.verification();
    latest = verification;
    findings = Optional.empty();
    failure = "";
    return new LongWork.Piece() {
      @Override
      public void run() {
        verify(verification);
      }

      @Override
      public void cancel() {
        verification.cancel();
      }
    };
  }

  private void verify(Verification verification) {
    try {
      var found = verification.run();
      findings = Optional.of(found);
      if (found.sound()) LOG.info("verified: the tables say what the log says");
      else LOG.error("verified: {} {}", found.differences(), found.broken());
    } catch (RuntimeException | Error failed) {
      failure = String.valueOf(failed.getMessage());
      LOG.warn("not verified: {}", failure);
    }
  }

  @Override
  public Map<String, Object> told() {
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
    // It is done a moment before its findings are here.
    return (phase == Phase.DONE ? Phase.COMPARING : phase).name().toLowerCase(Locale.ROOT);
  }
}
