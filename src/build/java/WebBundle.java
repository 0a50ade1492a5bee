import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bundles the console with the system's Node and npm; run by the build as a single file.
 *
 * <p>Sources are copied to a work folder, so that node_modules never stands among them. Nothing is
 * done when nothing changed, and packages are installed only when the lock changed. Without npm the
 * build goes on: one warning is printed and the page served says what is missing.
 */
public final class WebBundle {
  private static final int NODE_MAJOR = 20;
  private static final String HOW =
      "Install Node " + NODE_MAJOR + " or newer with npm, then run mvn package again.";

  private final Path sources;
  private final Path work;
  private final Path out;

  private WebBundle(Path sources, Path work, Path out) {
    this.sources = sources;
    this.work = work;
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    var bundle =
        new WebBundle(
            Path.of(args[0]), Path.of(args[1]).toAbsolutePath(), Path.of(args[2]).toAbsolutePath());
    try {
      bundle.build();
    } catch (Missing missing) {
      System.out.println("[WARNING] No console in this jar: " + missing.getMessage() + " " + HOW);
      bundle.writePageWithout(missing.getMessage());
    }
  }

  private void build() throws IOException, Missing {
    Files.createDirectories(work);
    var stamp = work.resolve("bundled.stamp");
    var state = digest(sourceFiles());
    if (isStamped(stamp, state) && Files.exists(out.resolve("index.html"))) return;
    checkNode();
    copySources();
    install();
    run("Bundling failed", List.of("node", "build.mjs", out.toString()));
    Files.writeString(stamp, state);
  }

  private void checkNode() throws IOException, Missing {
    var version = run("Node was not found", List.of("node", "--version")).strip();
    run("npm was not found", List.of("npm", "--version"));
    if (major(version) < NODE_MAJOR) throw new Missing("Node " + version + " is too old.");
  }

  private static int major(String version) throws Missing {
    var number = version.replaceFirst("^v?(\\d{1,4})\\..*$", "$1");
    if (!number.matches("\\d{1,4}")) throw new Missing("Node answers no version.");
    return Integer.parseInt(number);
  }

  private void copySources() throws IOException {
    try (var old = Files.walk(work)) {
      for (var file : old.filter(Files::isRegularFile).filter(this::isOurs).toList()) {
        Files.delete(file);
      }
    }
    for (var file : sourceFiles()) {
      var copy = work.resolve(sources.relativize(file));
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void install() throws IOException, Missing {
    var stamp = work.resolve("node_modules/lock.stamp");
    var state =
        digest(List.of(sources.resolve("package.json"), sources.resolve("package-lock.json")));
    if (isStamped(stamp, state)) return;
    run("npm ci failed", List.of("npm", "ci", "--ignore-scripts", "--include=dev"));
    Files.writeString(stamp, state);
  }

  /** Runs a tool in the work folder and answers what it printed. */
  private String run(String whatWentWrong, List<String> command) throws IOException, Missing {
    var printed = work.resolve(command.get(0) + ".log");
    try {
      var tool =
          new ProcessBuilder(command)
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(printed.toFile())
              .start();
      if (!tool.waitFor(5, TimeUnit.MINUTES)) {
        tool.destroyForcibly();
        throw new Missing(whatWentWrong + ": it took over five minutes.");
      }
      if (tool.exitValue() != 0) throw new Missing(whatWentWrong + ", see " + printed + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Missing(whatWentWrong + ": interrupted.");
    } catch (IOException e) {
      throw new Missing(whatWentWrong + ".");
    }
    return Files.readString(printed);
  }

  private void writePageWithout(String what) throws IOException {
    Files.createDirectories(out);
    Files.deleteIfExists(work.resolve("bundled.stamp"));
    var reason = what.replace("&", "&amp;").replace("<", "&lt;");
    Files.writeString(
        out.resolve("index.html"),
        """
        <!doctype html>
        <html lang="en">
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>Mainstem</title>
          <body style="font: 16px/1.5 system-ui; max-width: 40rem; margin: auto; padding: 2rem">
            <h1>Mainstem runs, without its console</h1>
            <p>This jar was built without the browser console. %s</p>
            <p>%s</p>
            <p>Everything else works: try <a href="/health/ready">/health/ready</a>.</p>
          </body>
        </html>
        """
            .formatted(reason, HOW));
  }

  private List<Path> sourceFiles() throws IOException {
    try (var files = Files.walk(sources)) {
      return files.filter(Files::isRegularFile).filter(this::isOurs).sorted().toList();
    }
  }

  private boolean isOurs(Path file) {
    return !file.toString().contains("node_modules");
  }

  private static boolean isStamped(Path stamp, String state) throws IOException {
    return Files.exists(stamp) && Files.readString(stamp).equals(state);
  }

  private static String digest(List<Path> files) throws IOException {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      for (var file : files) {
        sha.update(file.toString().getBytes(StandardCharsets.UTF_8));
        sha.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Why there is no console: one sentence, said once. */
  private static final class Missing extends Exception {
    private static final long serialVersionUID = 1;

    Missing(String why) {
      super(why);
    }
  }
}
