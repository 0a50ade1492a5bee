package dev.mainstem.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real jar in a process of its own, on a data directory, with every door on a free port. It is
 * killed when closed. A thread of its own collects what it prints, which every failure shows.
 */
public final class RunningJar implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(30);
  private static final Duration EXIT = Duration.ofSeconds(15);

  private final Path directory;
  private final Process process;
  private final List<String> printed = new ArrayList<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Thread reader;

  private RunningJar(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
    this.reader = new Thread(this::read, "output of process " + process.pid());
    this.reader.setDaemon(true);
    this.reader.start();
  }

  /** Starts it on this directory with these further arguments, and waits until it is ready. */
  public static RunningJar on(Path directory, String... arguments) {
    var ports =
        Stream.of(
                "http.port=0",
                "links.redirect.port=0",
                "notifications.ntfy.port=0",
                "payments.stripe.port=0")
            .flatMap(port -> Stream.of("--set", port));
    var all = Stream.concat(ports, Stream.of(arguments)).toArray(String[]::new);
    var jar = begin(directory, all);
    try {
      jar.awaitReady();
      return jar;
    } catch (RuntimeException | AssertionError e) {
      jar.close();
      throw e;
    }
  }

  /** Starts it with exactly these arguments and waits for nothing. */
  public static RunningJar begin(Path directory, String... arguments) {
    var command = new ArrayList<>(List.of(java()));
    command.addAll(jvm());
    command.addAll(List.of("-jar", jar().toString(), "--data", directory.toString()));
    command.addAll(List.of(arguments));
    var start = new ProcessBuilder(command).redirectErrorStream(true);
    start.directory(jar().getParent().toFile());
    start.environment().keySet().removeIf(name -> name.startsWith("MAINSTEM_"));
    try {
      return new RunningJar(directory, start.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Options of its Java, by spaces; failsafe sets them, benchmarks leave Java as it comes. */
  private static List<String> jvm() {
    return Stream.of(System.getProperty("mainstem.jvm", "").split(" "))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /** The jar under test; failsafe names it. */
  public static Path jar() {
    return Path.of(System.getProperty("mainstem.jar", "target/mainstem.jar")).toAbsolutePath();
  }

  /** Waits for the line "ready", which comes after doors.json. */
  public void awaitReady() {
    try {
      if (!ready.await(READY.toSeconds(), TimeUnit.SECONDS)) throw failure("is not ready");
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    if (!isReady()) throw failure("ended before it was ready");
  }

  /** Where a door is, such as {@code http}. */
  public URI address(String door) {
    var entry = doors().path(door);
    if (!entry.isTextual()) throw failure("has no open door " + door + ": " + entry);
    return URI.create(entry.asText());
  }

  /** What doors.json holds. */
  public JsonNode doors() {
    try {
      return new JsonMapper().readTree(Files.readString(directory.resolve("doors.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(output(), e);
    }
  }

  /** The end without a warning: nothing in the process can react to it. */
  public void kill9() {
    process.destroyForcibly();
    exitCode();
  }

  /** SIGTERM; answers how long the end took. */
  public Duration terminate() {
    long begun = System.nanoTime();
    process.destroy();
    exitCode();
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Waits for the end, whoever caused it. */
  public int exitCode() {
    try {
      if (!process.waitFor(EXIT.toSeconds(), TimeUnit.SECONDS)) throw failure("does not end");
      reader.join(EXIT.toMillis());
      return process.exitValue();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** All it printed so far, both streams. */
  public String output() {
    synchronized (printed) {
      return String.join("\n", printed);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) kill9();
  }

  private void read() {
    var stream = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8);
    try (var lines = new BufferedReader(stream)) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (printed) {
          printed.add(line);
        }
        if (line.equals("ready")) ready.countDown();
      }
    } catch (IOException killed) {
      synchronized (printed) {
        printed.add("(output ends: " + killed.getMessage() + ")");
      }
    } finally {
      ready.countDown();
    }
  }

  private boolean isReady() {
    synchronized (printed) {
      return printed.contains("ready");
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError("process " + pid() + " " + what + "; it printed:\n" + output());
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
