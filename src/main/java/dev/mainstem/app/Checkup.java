package dev.mainstem.app;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.mainstem.engine.Manifest;
import dev.mainstem.log.LogReader;
import dev.mainstem.log.RealDisk;
import dev.mainstem.store.Standing;
import dev.mainstem.store.StoreBroken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be seen of a data directory and its machine without changing either. */
final class Checkup {
  private static final int PERCENT = 100;
  private static final long MIB = 1 << 20;
  private static final int OWN_FILES = 1_024;
  private static final long FAR_BEHIND = 1_000_000;
  private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration DRIFT = Duration.ofSeconds(5);

  private final Settings settings;
  private final Path data;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> ends = new HashMap<>();

  /** How a thing is. */
  enum How {
    OK,
    WARN,
    FAIL;

    @Override
    public String toString() {
      return this == FAIL ? "FAIL" : name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * One thing that was looked at.
   *
   * @param says how it is and, unless it is well, what to do
   */
  record Finding(How how, String what, String says) {}

  Checkup(Settings settings, Path data) {
    this.settings = settings;
    this.data = data;
  }

  List<Finding> all(boolean full) {
    boolean there = directory();
    boolean runs = there && runs();
    if (there) {
      format();
      keys();
      log(full);
      tables();
    }
    space();
    files();
    clock();
    if (!runs) Catalogue.DOORS.forEach(this::port);
    return findings;
  }

  private void say(How how, String what, String says) {
    findings.add(new Finding(how, what, says));
  }

  private boolean directory() {
    if (Files.exists(data.resolve(Manifest.FILE))) {
      say(How.FAIL, "data", data + " is a backup: restore it into another directory");
      return false;
    }
    if (!Files.exists(data)) {
      var at = nearest();
      boolean may = Files.isDirectory(at) && Files.isWritable(at);
      var absent = data + " is not there yet; ";
      say(
          may ? How.OK : How.FAIL,
          "data",
          absent + (may ? "it will be made" : at + " is not ours"));
      return false;
    }
    boolean ours = Files.isDirectory(data) && Files.isWritable(data);
    say(ours ? How.OK : How.FAIL, "data", data + (ours ? "" : " cannot be written: chown it"));
    return ours;
  }

  private Path nearest() {
    var at = data;
    while (!Files.exists(at)) at = at.getParent();
    return at;
  }

  /** Takes the lock for a moment, if nobody has it. */
  private boolean runs() {
    var lock = data.resolve("lock");
    if (!Files.exists(lock)) return false;
    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      var taken = channel.tryLock();
      if (taken == null) say(How.OK, "lock", "a house runs: " + Files.readString(lock).strip());
      else say(How.OK, "lock", "free");
      return taken == null;
    } catch (OverlappingFileLockException ourselves) {
      return true;
    } catch (IOException e) {
      say(How.FAIL, "lock", lock + " cannot be opened: " + e + "; chown it");
      return false;
    }
  }

  private void format() {
    if (!Files.isDirectory(data.resolve("log"))) {
      say(How.OK, "format", "no house has lived here yet");
    } else if (new DataFormat(data).known()) {
      say(How.OK, "format", "known");
    } else {
      say(How.FAIL, "format", data.resolve("format") + " is missing or of a newer Mainstem");
    }
  }

  private void keys() {
    var keys = data.resolve("keys");
    if (!Files.isDirectory(keys)) {
      boolean lived = Files.isDirectory(data.resolve("log"));
      var lost = "there are none: they are made anew, and all sessions and codes end";
      say(lived ? How.WARN : How.OK, "keys", lived ? lost : "made at the first start");
      return;
    }
    try (var files = Files.list(keys)) {
      for (var file : files.toList()) key(file);
    } catch (IOException e) {
      say(How.FAIL, "keys", keys + " cannot be read: " + e);
    }
  }

  private void key(Path file) throws IOException {
    if (Files.size(file) != Secrets.BYTES) {
      say(How.FAIL, "keys", file + " is damaged: take it from a backup");
    } else if (Files.getPosixFilePermissions(file).size() > 2) {
      say(How.WARN, "keys", file + " may be read by others: chmod 600 it");
    } else {
      say(How.OK, "keys", file.getFileName().toString());
    }
  }

  private void log(boolean full) {
    var log = data.resolve("log");
    if (!Files.isDirectory(log)) return;
    var reader = new LogReader(new RealDisk(), log);
    for (var journal : reader.journals()) {
      try {
        var found = full ? reader.verify(journal) : reader.glance(journal);
        ends.put(journal, found.last());
        var seen = full ? "every frame is whole" : "the newest segment is whole";
        var well = "%s ends at %d, %s".formatted(journal, found.last(), seen);
        var restore = ": restore a backup into another directory";
        if (found.damage().isEmpty()) say(How.OK, "log", well);
        else say(How.FAIL, "log", found.damage().get().why() + restore);
      } catch (UncheckedIOException | IllegalStateException e) {
        say(How.FAIL, "log", journal + " cannot be read: " + e.getMessage());
      }
    }
  }

  private void tables() {
    var tables = data.resolve("tables");
    if (!Files.isDirectory(tables)) {
      if (!ends.isEmpty()) say(How.WARN, "tables", "there are none: the next start folds the log");
      return;
    }
    try {
      var standing = Standing.of(tables);
      ends.forEach((journal, end) -> tables(journal, standing.getOrDefault(journal, 0L), end));
    } catch (StoreBroken e) {
      say(How.FAIL, "tables", e.getMessage() + ": move them away, the next start makes them anew");
    }
  }

  private void tables(String journal, long stands, long end) {
    var where = "%s is folded up to %d of %d".formatted(journal, stands, end);
    if (stands > end) say(How.WARN, "tables", where + ": the next start makes them anew");
    else if (end - stands > FAR_BEHIND) say(How.WARN, "tables", where + ": the start takes longer");
    else say(How.OK, "tables", where);
  }

  private void space() {
    try {
      var disk = Files.getFileStore(nearest());
      long free = disk.getUsableSpace();
      long least =
          Math.max(
              settings.of(Catalogue.DISK_MIN_FREE_MB) * MIB,
              disk.getTotalSpace() / PERCENT * settings.of(Catalogue.DISK_MIN_FREE_PERCENT));
      var says = "%,d MiB are free".formatted(free / MIB);
      var more = "; below %,d nothing is written: make room".formatted(least / MIB);
      if (free < least) say(How.FAIL, "disk", says + more);
      else say(free < 2 * least ? How.WARN : How.OK, "disk", free < 2 * least ? says + more : says);
    } catch (IOException e) {
      say(How.FAIL, "disk", "its free space is not known: " + e);
    }
  }

  private void files() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    if (!(system instanceof UnixOperatingSystemMXBean unix)) return;
    long most = unix.getMaxFileDescriptorCount();
    long need = settings.of(Catalogue.HTTP_MAX_CONNECTIONS) + OWN_FILES;
    var says = "%,d files may be open".formatted(most);
    var more = "; http.max-connections needs %,d: ulimit -n".formatted(need);
    say(most < need ? How.WARN : How.OK, "files", most < need ? says + more : says);
  }

  private void clock() {
    var now = Instant.now();
    var last = last();
    if (now.isBefore(BUILT)) {
      say(How.FAIL, "clock", "it shows " + now + ", before this was built: set it");
    } else if (last.isAfter(now.plus(DRIFT))) {
      say(How.WARN, "clock", "the log ends at " + last + ", in the future: look at the clock");
    } else {
      say(How.OK, "clock", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
  }

  /** When the last frame of all was committed. */
  private Instant last() {
    long micros = 0;
    var reader = new LogReader(new RealDisk(), data.resolve("log"));
    for (var each : ends.entrySet()) {
      if (each.getValue() == 0) continue;
      try (var tail = reader.tail(each.getKey(), each.getValue() - 1)) {
        var frame = tail.next();
        if (frame != null) micros = Math.max(micros, frame.commitTime());
      }
    }
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void port(Door door) {
    int port = settings.of(door.port());
    if (!settings.of(door.enabled()) || port == 0) return;
    var at = door.name() + " on " + settings.of(door.host()) + ":" + port;
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(settings.of(door.host())), port));
      say(How.OK, "door", at + " is free");
    } catch (IOException e) {
      boolean main = door.equals(Catalogue.HTTP);
      say(main ? How.FAIL : How.WARN, "door", at + " is not free: " + e.getMessage());
    }
  }
}
