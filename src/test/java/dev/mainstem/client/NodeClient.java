package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client of somebody else's, from npm and unmodified, run by Node on a script of ours. Its
 * packages are installed from their lock into {@code target}. Where npm is absent the test is
 * skipped with one line, unless {@code -Dnode=required}.
 */
public final class NodeClient {
  private static final Logger LOG = LoggerFactory.getLogger(NodeClient.class);
  private static final Path SOURCES = Path.of("src", "test", "resources", "clients");
  private static final int MOST_S = 120;

  private final Path directory;

  private NodeClient(Path directory) {
    this.directory = directory;
  }

  /** Installs the client of this folder. */
  public static NodeClient of(String name) throws IOException, InterruptedException {
    boolean there = onPath("npm") && onPath("node");
    if (!there) LOG.info("no npm here: the client {} is not run", name);
    boolean required = "required".equals(System.getProperty("node"));
    assertTrue(there || !required, "npm is required and is not there");
    assumeTrue(there);
    var directory = Path.of("target", "clients", name).toAbsolutePath();
    Files.createDirectories(directory);
    try (var files = Files.list(SOURCES.resolve(name))) {
      for (var file : files.toList()) {
        var copy = directory.resolve(file.getFileName());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var client = new NodeClient(directory);
    client.run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    return client;
  }

  private static boolean onPath(String program) {
    var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
    for (var place : path) if (Files.isExecutable(Path.of(place, program))) return true;
    return false;
  }

  /** Runs a script to its end, which must be a good one; answers what it printed. */
  public String run(String script, Object... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("node", script));
    for (var argument : arguments) command.add(argument.toString());
    return run(command);
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    var printed = directory.resolve("printed.txt");
    var start = new ProcessBuilder(command).directory(directory.toFile());
    var process = start.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
    try {
      boolean ended = process.waitFor(MOST_S, TimeUnit.SECONDS);
      var text = Files.readString(printed, StandardCharsets.UTF_8);
      assertTrue(ended, command + " does not end; it printed:\n" + text);
      assertEquals(0, process.exitValue(), command + " printed:\n" + text);
      return text;
    } finally {
      process.destroyForcibly();
    }
  }
}
