package dev.mainstem.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one benchmark: a table for people, and the same as JSON under target/bench. */
@Command(name = "bench", description = "Runs one benchmark.", mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  /** Every benchmark there is; a new one is one line. */
  private static final Map<String, Supplier<Benchmark>> ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("batch", BatchBench::new),
              Map.entry("create", CreateBench::new),
              Map.entry("disk", RawDisk::new),
              Map.entry("flat", FlatBench::new),
              Map.entry("history", HistoryBench::new),
              Map.entry("http", HttpBench::new),
              Map.entry("pay", PayBench::new),
              Map.entry("plan", PlanBench::new),
              Map.entry("redirect", RedirectBench::new),
              Map.entry("restart", RestartBench::new),
              Map.entry("stock", StockBench::new),
              Map.entry("transfer", TransferBench::new)));

  private static final Path OUT = Path.of("target", "bench");

  @Parameters(paramLabel = "NAME", description = "Which one.")
  private String name;

  @Option(names = "--rounds", defaultValue = "5", description = "Rounds of each contender.")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "3", description = "Seconds a round takes.")
  private int seconds;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (name.equals("log")) {
      LogBench.main(new String[0]); // it alternates by itself, with latencies beside throughput
      return 0;
    }
    var made = ALL.get(name);
    if (made == null) {
      System.out.println("There is no benchmark '" + name + "'; there are " + ALL.keySet() + ".");
      return 1;
    }
    try (var benchmark = made.get()) {
      var results = run(benchmark.contenders());
      System.out.println(name + ", median of " + rounds + " rounds of " + seconds + " s");
      for (var result : results) System.out.println(result.line(results.get(0)));
      System.out.println("written to " + write(results));
    }
    return 0;
  }

  /** All contenders in turn, once to warm up and then round by round. */
  private List<Result> run(List<Contender> contenders) throws Exception {
    var taken = new LinkedHashMap<Contender, List<Double>>();
    for (var contender : contenders) {
      taken.put(contender, new ArrayList<>());
      take(contender, Duration.ofSeconds(1));
    }
    for (int i = 0; i < rounds; i++) {
      for (var contender : contenders) {
        taken.get(contender).add(take(contender, Duration.ofSeconds(seconds)));
      }
    }
    var results = new ArrayList<Result>();
    taken.forEach((who, figures) -> results.add(new Result(who.name(), who.unit(), figures)));
    return results;
  }

  /** The scratch directory is under target: a /tmp in memory would flatter everyone. */
  private static double take(Contender contender, Duration time) throws Exception {
    Files.createDirectories(OUT);
    var scratch = Files.createTempDirectory(OUT, "scratch");
    try {
      return contender.measurement().take(new Contender.Round(scratch, time));
    } finally {
      try (var files = Files.walk(scratch)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
      }
    }
  }

  private Path write(List<Result> results) throws IOException {
    var report = new LinkedHashMap<String, Object>();
    report.put("benchmark", name);
    report.put("at", Instant.now().toString());
    report.put("commit", commit());
    report.put("java", Runtime.version().toString());
    report.put("cores", Runtime.getRuntime().availableProcessors());
    report.put("seconds", seconds);
    report.put("results", results.stream().map(Bench::entry).toList());
    var file = OUT.resolve(name + ".json");
    var json = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
    return Files.writeString(file, json.writeValueAsString(report) + "\n");
  }

  private static Map<String, Object> entry(Result result) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("contender", result.contender());
    entry.put("unit", result.unit());
    entry.put("median", result.median());
    entry.put("spread", result.spread());
    entry.put("rounds", result.rounds());
    return entry;
  }

  private static String commit() {
    try {
      var git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
      var answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return answer.isEmpty() ? "unknown" : answer;
    } catch (IOException noGit) {
      return "unknown";
    }
  }
}
