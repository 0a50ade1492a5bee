package dev.mainstem.engine;

import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Comparison.Compared;
import dev.mainstem.store.Comparison.Difference;
import dev.mainstem.store.Still;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Proves that the tables say what the log says: folds the whole log again into tables of their own,
 * compares every row with one published state of the living ones, and checks what systems declare
 * to hold. The house goes on meanwhile; while it is busy, this takes turns with it.
 */
public final class Verification {
  private final Engine engine;
  private final Supplier<Beside> tables;
  private volatile Progress progress = new Progress(Phase.READY, 0, 0);
  private volatile boolean cancelled;

  /** What it is doing. */
  public enum Phase {
    READY,
    REPLAYING,
    COMPARING,
    DONE,
    FAILED
  }

  /**
   * How far it is.
   *
   * @param events folded again
   * @param of events there are
   */
  public record Progress(Phase phase, long events, long of) {}

  /** An invariant that does not hold for a tenant. */
  public record Broken(String system, String tenant, String invariant, String how) {}

  /**
   * What was found.
   *
   * @param positions the state that was verified
   * @param skipped systems that are stopped
   */
  public record Findings(
      Map<String, Long> positions,
      List<Compared> tables,
      List<Difference> differences,
      List<Broken> broken,
      List<String> skipped) {
    public boolean sound() {
      return differences.isEmpty() && broken.isEmpty() && tables.stream().allMatch(Compared::same);
    }
  }

  Verification(Engine engine, Supplier<Beside> tables) {
    this.engine = engine;
    this.tables = tables;
  }

  public Progress progress() {
    return progress;
  }

  /** Has a run end soon, with a {@link CancellationException}. */
  public void cancel() {
    cancelled = true;
  }

  /** Runs on the caller's thread, for as long as it takes. */
  public Findings run() {
    try (var still = engine.store().still()) {
      var findings = run(still);
      progress = new Progress(Phase.DONE, progress.of(), progress.of());
      return findings;
    } catch (RuntimeException | Error failed) {
      progress = new Progress(Phase.FAILED, progress.events(), progress.of());
      throw failed;
    }
  }

  private Findings run(Still still) {
    var positions = new HashMap<String, Long>();
    for (var name : engine.journals().keySet()) positions.put(name, still.position(name));
    long of = positions.values().stream().mapToLong(Long::longValue).sum();
    progress = new Progress(Phase.REPLAYING, 0, of);
    var skipped = skipped();
    try (var beside = tables.get()) {
      var writers = beside.writers();
      writers.keySet().removeAll(skipped);
      var replay = new Replay(beside.store(), engine.codec(), writers).from(engine.bases());
      replay.run(engine.journals().values(), positions, pace(of));
      progress = new Progress(Phase.COMPARING, of, of);
      var comparison = still.compare(beside.store(), writers.keySet(), paced());
      var broken = new ArrayList<Broken>();
      for (var writer : writers.values()) check(writer, still, broken);
      return new Findings(
          positions, comparison.compared(), comparison.differences(), broken, skipped);
    }
  }

  private List<String> skipped() {
    return engine.writers().values().stream()
        .filter(writer -> !writer.stopped().isEmpty())
        .map(writer -> writer.system().name())
        .toList();
  }

  private LongConsumer paced() {
    return new Pace(engine).until(() -> cancelled);
  }

  private LongConsumer pace(long of) {
    var pace = paced();
    return events -> {
      progress = new Progress(Phase.REPLAYING, events, of);
      pace.accept(events);
    };
  }

  private <S extends Tables> void check(Writer<S> writer, Still still, List<Broken> broken) {
    var system = writer.system();
    if (system.invariants().isEmpty()) return;
    var tenants = system.houseWide() ? List.of(Tenant.HOUSE) : still.tenants(system);
    for (var tenant : tenants) {
      for (Invariant<S> each : system.invariants()) {
        if (cancelled) throw new CancellationException("called off");
        still
            .read(system, tenant, each.broken())
            .ifPresent(
                how -> broken.add(new Broken(system.name(), tenant.name(), each.says(), how)));
      }
    }
  }
}
