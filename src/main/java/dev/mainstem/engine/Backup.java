package dev.mainstem.engine;

import dev.mainstem.engine.keys.Forgotten;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.log.Copier;
import dev.mainstem.log.HeldLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One backup of a house at work: tables first, then the log up to what is on the disk by then, so
 * that the log holds all the tables rest on; then the house's keys and format. It is made beside
 * under another name, forced, and gets its own name when it is whole.
 */
public final class Backup {
  /** Small files of the data directory without which a house is not the same. */
  private static final List<String> BESIDE = List.of("format", "keys", Forgotten.FILE);

  private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
  static final String BLOBS = "blobs";
  private static final String PARTIAL = ".partial";
  private static final int PERCENT = 100;

  private final Engine engine;
  private final Engine.Settings settings;
  private final Path to;
  private final Copier copier;
  private volatile Progress progress;
  private volatile boolean cancelled;

  /**
   * What is wanted.
   *
   * @param to a directory that is absent or empty
   * @param bytesPerSecond most that is copied in a second; 0 for no bound
   */
  public record Wish(Path to, long bytesPerSecond) {}

  /** What it is doing. */
  public enum Phase {
    READY,
    COPYING,
    DONE,
    FAILED
  }

  /**
   * How far it is.
   *
   * @param of bytes there are; 0 while that is not known
   * @param positions of the journals in it; empty until they are known
   */
  public record Progress(Phase phase, long bytes, long of, Map<String, Long> positions) {}

  /** It cannot be made there, or not now; the message says why. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  Backup(Engine engine, Engine.Settings settings, Wish wish) {
    this.engine = engine;
    this.settings = settings;
    to = wish.to().toAbsolutePath().normalize();
    copier = new Copier(engine.disk(), wish.bytesPerSecond(), () -> cancelled);
    progress = new Progress(Phase.READY, 0, 0, Map.of());
  }

  public Path to() {
    return to;
  }

  public Progress progress() {
    var now = progress;
    long bytes = now.phase() == Phase.COPYING ? copier.copied() : now.bytes();
    return new Progress(now.phase(), Math.min(bytes, now.of()), now.of(), now.positions());
  }

  /** Has a run end soon, with a {@link CancellationException}. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Sees whether it could be made.
   *
   * @throws Refused if something is there, or the disk has too little room
   */
  public Backup check() {
    try {
      if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !empty(to)) {
        throw new Refused(to + " is not empty.");
      }
      room();
      return this;
    } catch (IOException e) {
      throw new Refused(to + " cannot be used: " + e + ".");
    }
  }

  private static boolean empty(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) return false;
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** What cannot be linked must fit, and leave free what the house keeps free. */
  private void room() throws IOException {
    var at = to;
    while (!Files.exists(at)) at = at.getParent();
    boolean linked = Files.getFileStore(at).equals(Files.getFileStore(settings.data()));
    long need = linked ? 0 : engine.store().bytes();
    try (var held = engine.log().hold()) {
      need += held.bytes(linked);
    }
    var log = settings.log();
    long percent = engine.disk().totalBytes(at) / PERCENT * log.spacePercent();
    long free = engine.disk().usableBytes(at) - Math.max(log.spaceBytes(), percent);
    if (free >= need) return;
    throw new Refused(
        "There is too little room at %s: %d bytes are needed and %d may be taken."
            .formatted(at, need, Math.max(0, free)));
  }

  /** Runs on the caller's thread, for as long as it takes. */
  public Manifest run() {
    var partial = to.resolveSibling("." + to.getFileName() + PARTIAL);
    boolean done = false;
    try {
      check();
      progress = new Progress(Phase.COPYING, 0, 0, Map.of());
      begin(partial);
      var manifest = copy(partial);
      finish(partial, manifest);
      long of = progress.of();
      progress = new Progress(Phase.DONE, of, of, manifest.positions());
      done = true;
      return manifest;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      if (!done) failed(partial);
    }
  }

  /** What is left of it would only be in the way; if it cannot go now, the next one removes it. */
  private void failed(Path partial) {
    var now = progress();
    progress = new Progress(Phase.FAILED, now.bytes(), now.of(), now.positions());
    try {
      Trees.remove(partial);
    } catch (IOException leftThere) {
      LOG.warn("left behind: {}", partial, leftThere);
    }
  }

  private static void begin(Path partial) throws IOException {
    Trees.remove(partial);
    Files.createDirectories(partial.getParent());
    try {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectory(partial, PosixFilePermissions.asFileAttribute(owner));
    } catch (FileAlreadyExistsException e) {
      throw new Refused("Another backup is being made at " + partial + ".");
    }
  }

  private Manifest copy(Path partial) throws IOException {
    engine.store().copyTo(partial.resolve("tables"));
    Map<String, Long> tables = new HashMap<>();
    for (var name : engine.journals().keySet()) tables.put(name, engine.store().visible(name));
    if (cancelled) throw new CancellationException("it was called off");
    engine.force();
    try (var held = engine.log().hold()) {
      var positions = held.positions();
      progress = new Progress(Phase.COPYING, 0, held.bytes(false), positions);
      log(held, partial);
      // After the log: whatever its frames name was there before them.
      engine.blobs().copyTo(partial.resolve(BLOBS), copier);
      engine.bases().copyTo(partial.resolve(Bases.FOLDER), copier);
      if (engine.strongboxes().isPresent()) {
        engine.strongboxes().get().copyTo(partial.resolve(Strongboxes.FOLDER));
      }
      for (var name : BESIDE) beside(settings.data().resolve(name), partial.resolve(name));
      var time = engine.now().truncatedTo(ChronoUnit.MILLIS);
      var files = new TreeMap<String, Long>(Trees.files(partial));
      return new Manifest(Manifest.FORMAT, version(), time, positions, tables, files);
    }
  }

  private void log(HeldLog held, Path partial) throws IOException {
    held.copy(partial.resolve("log"), copier);
  }

  private static void beside(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) Trees.copy(from, to);
    else if (Files.exists(from)) Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static String version() {
    return Optional.ofNullable(Engine.class.getPackage().getImplementationVersion())
        .orElse("unpacked");
  }

  private void finish(Path partial, Manifest manifest) throws IOException {
    Files.write(partial.resolve(Manifest.FILE), engine.codec().toJson(manifest));
    Trees.force(partial);
    if (cancelled) throw new CancellationException("it was called off");
    Files.deleteIfExists(to);
    Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
    engine.disk().forceDirectory(to.getParent());
  }
}
