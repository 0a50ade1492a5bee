package dev.mainstem.console;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Meter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the house measures of itself, in Prometheus text format. Safe for all threads. */
public final class Metrics implements Meter {
  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, Counter> commands = new ConcurrentHashMap<>();
  private final Timer folds = registry.timer("mainstem_fold");
  private final Counter commits = registry.counter("mainstem_commits");

  @Override
  public void decided(String system, Class<?> command, Answer answer) {
    var outcome = answer instanceof Answer.Refused no ? no.problem().name() : "done";
    commands
        .computeIfAbsent(
            system + " " + command.getSimpleName() + " " + outcome,
            key -> counter(system, command, outcome))
        .increment();
  }

  private Counter counter(String system, Class<?> command, String outcome) {
    return Counter.builder("mainstem_commands")
        .tag("system", system)
        .tag("command", command.getSimpleName())
        .tag("outcome", outcome)
        .register(registry);
  }

  @Override
  public void slow(String system, Class<?> command, long nanos) {
    LOG.warn("{} took {} ms to decide", command.getSimpleName(), nanos / 1_000_000);
    registry
        .timer("mainstem_slow_decisions", "system", system, "command", command.getSimpleName())
        .record(Duration.ofNanos(nanos));
  }

  @Override
  public void folded(int number, long nanos) {
    commits.increment(number);
    folds.record(nanos, TimeUnit.NANOSECONDS);
  }

  /** A figure asked for when it is looked at. */
  void gauge(String name, String label, String value, Supplier<Number> figure) {
    io.micrometer.core.instrument.Gauge.builder(name, figure).tag(label, value).register(registry);
  }

  /** The same of a door. */
  public void figure(String name, Supplier<Number> figure) {
    io.micrometer.core.instrument.Gauge.builder(name, figure).register(registry);
  }

  double commits() {
    return commits.count();
  }

  String text() {
    return registry.scrape();
  }
}
