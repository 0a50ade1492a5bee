import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the jar once and keeps the classes it loaded in a file that later starts map into memory
 * (class data sharing); run by the build as a single file. Tests start the jar some eighty times.
 *
 * <p>Without the file they start all the same, only later: whatever goes wrong here is a warning.
 */
public final class SharedClasses {
  private static final int PATIENCE_S = 60;
  private static final String[] DOORS = {
    "http", "links.redirect", "notifications.ntfy", "payments.stripe"
  };

  private SharedClasses() {}

  /**
   * @param args the jar, and the file to write
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var jar = Path.of(args[0]).toAbsolutePath();
    var shared = Path.of(args[1]).toAbsolutePath();
    if (upToDate(jar, shared)) return;
    var data = Files.createTempDirectory(shared.getParent(), "shared");
    try {
      dump(jar, shared, data);
    } finally {
      remove(data);
    }
    if (!upToDate(jar, shared))
      System.out.println("[WARNING] no classes are shared: starts are slow");
  }

  private static boolean upToDate(Path jar, Path shared) throws IOException {
    return Files.exists(shared)
        && Files.getLastModifiedTime(shared).compareTo(Files.getLastModifiedTime(jar)) >= 0;
  }

  private static void dump(Path jar, Path shared, Path data)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new java.util.ArrayList<String>();
    command.addAll(List.of(java, "-XX:ArchiveClassesAtExit=" + shared, "-Xshare:auto"));
    command.addAll(List.of("-jar", jar.toString(), "--data", data.toString()));
    for (var door : DOORS) command.addAll(List.of("--set", door + ".port=0"));
    var log = data.resolve("output.txt").toFile();
    var house = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
      while (!Files.exists(data.resolve("doors.json")) && house.isAlive()) {
        if (System.nanoTime() > until) return;
        LockSupport.parkNanos(20_000_000);
      }
      house.destroy();
      house.waitFor(PATIENCE_S, TimeUnit.SECONDS);
    } finally {
      house.destroyForcibly();
    }
  }

  private static void remove(Path directory) throws IOException {
    try (var all = Files.walk(directory)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }
}
