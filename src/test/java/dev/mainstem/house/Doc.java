package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A page of docs whose fenced blocks are files. A block follows a line that is a path in
 * backquotes; one that is marked {@code diff} adds its {@code +} lines to the file of that path,
 * each after the line that stands before it.
 */
final class Doc {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^`([\\w./-]+)`[^\\n]*\\n\\n```(\\w+)\\n((?s:.*?))^```$");

  private final Path directory;
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> patched = new LinkedHashMap<>();

  Doc(Path page, Path directory) throws IOException {
    this.directory = directory;
    var blocks = BLOCK.matcher(Files.readString(page));
    while (blocks.find()) {
      var path = blocks.group(1);
      if (blocks.group(2).equals("diff")) patched.put(path, patch(path, blocks.group(3)));
      else files.put(path, blocks.group(3));
    }
    assertTrue(files.size() > 5 && patched.size() > 2, page + " has lost its code");
  }

  private static String patch(String path, String diff) throws IOException {
    var text = new StringBuilder("\n" + Files.readString(Path.of(path)));
    int end = 0;
    for (var line : diff.lines().filter(each -> !each.equals(" ...")).toList()) {
      var bare = line.substring(1) + "\n";
      if (line.startsWith("+")) {
        text.insert(end, bare);
      } else {
        int at = text.indexOf("\n" + bare);
        assertTrue(at >= 0, path + " has no line " + bare);
        assertEquals(at, text.lastIndexOf("\n" + bare), path + " has twice " + bare);
        end = at + 1;
      }
      end += bare.length();
    }
    return text.substring(1);
  }

  /** Whole files by path. */
  Map<String, String> files() {
    return files;
  }

  /** A file of ours with the lines that are added to it. */
  String patched(String path) {
    return patched.get(path);
  }

  /** Writes all below the directory. */
  void write() throws IOException {
    var all = new LinkedHashMap<>(files);
    all.putAll(patched);
    for (var file : all.entrySet()) {
      var path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** Names of the classes below a folder. */
  List<String> classes(String under) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(under + "/") && path.endsWith(".java"))
        .map(path -> path.substring(under.length() + 1, path.length() - ".java".length()))
        .map(path -> path.replace('/', '.'))
        .toList();
  }

  /** Compiles what was written, with all that the tests have. */
  ClassLoader compile() throws IOException {
    var out = Files.createDirectories(directory.resolve("classes"));
    var sources = directory.resolve("src");
    var said = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var walk = Files.walk(sources);
        var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = walk.filter(file -> file.toString().endsWith(".java")).toList();
      var options =
          List.of("-d", out + "", "-cp", classPath(), "-proc:none", "-Xlint:unchecked", "-Werror");
      var task =
          compiler.getTask(
              said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(units));
      assertTrue(task.call(), said::toString);
    }
    return new URLClassLoader(new URL[] {out.toUri().toURL()}, Doc.class.getClassLoader());
  }

  private static String classPath() {
    var whole = System.getProperty("surefire.test.class.path");
    return whole == null ? System.getProperty("java.class.path") : whole;
  }

  /** The console's script with what was written; empty where there is nothing to bundle with. */
  Optional<String> bundle() throws Exception {
    var modules = Path.of("target", "web", "node_modules").toAbsolutePath();
    if (!Files.isDirectory(modules.resolve("esbuild"))) return Optional.empty();
    var web = directory.resolve("src/main/web");
    try (var walk = Files.walk(Path.of("src", "main", "web"))) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var copy = directory.resolve(file);
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) Files.copy(file, copy);
      }
    }
    Files.createSymbolicLink(web.resolve("node_modules"), modules);
    var printed = directory.resolve("bundle.log").toFile();
    var out = directory.resolve("webroot");
    var node =
        new ProcessBuilder("node", "build.mjs", out.toString())
            .directory(web.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed);
    return run(node, printed) ? Optional.of(scripts(out)) : Optional.empty();
  }

  private static boolean run(ProcessBuilder node, File printed) throws Exception {
    Process running;
    try {
      running = node.start();
    } catch (IOException none) {
      return false;
    }
    assertTrue(running.waitFor(60, TimeUnit.SECONDS), "bundling takes too long");
    assertEquals(0, running.exitValue(), Files.readString(printed.toPath()));
    return true;
  }

  private static String scripts(Path out) throws IOException {
    var all = new StringBuilder();
    try (var walk = Files.walk(out)) {
      walk.filter(file -> file.toString().endsWith(".js")).forEach(file -> all.append(text(file)));
    }
    return all.toString();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
