package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.keys.Forgotten;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Copier;
import dev.mainstem.log.Disk;
import dev.mainstem.log.Draft;
import dev.mainstem.log.LogCopy;
import dev.mainstem.log.LogCorrupt;
import dev.mainstem.log.LogReader;
import dev.mainstem.store.Blobs;
import dev.mainstem.store.Restoration;
import dev.mainstem.store.Restoration.Restored;
import dev.mainstem.store.StoreBroken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes a data directory from a backup: whole, up to a moment, or with one tenant taken back to a
 * moment while all others stay at the backup's end. Nothing runs meanwhile. It is made beside and
 * gets its name when it is whole; the next start folds what the tables lack.
 */
public final class Restore {
  private static final String PARTIAL = ".restoring";

  private final Disk disk;
  private final Codec codec = new Codec();
  private final List<Subsystem<?>> systems;
  private final Wish wish;
  private long emptied;

  /**
   * What is wanted.
   *
   * @param to an absent or empty directory
   * @param until empty means to the backup's end
   * @param tenant who alone is taken back; empty means everybody
   * @param forgotten further forget-lists, such as that of the house that was lost
   */
  public record Wish(
      Path from, Path to, Optional<Moment> until, Optional<Tenant> tenant, List<Path> forgotten) {
    /** With the forget-lists of the backup and of those beside it only. */
    public Wish(Path from, Path to, Optional<Moment> until, Optional<Tenant> tenant) {
      this(from, to, until, tenant, List.of());
    }
  }

  /** A moment: a position of one journal, or a time. */
  public sealed interface Moment {
    /** Up to and including this event. */
    record At(Position position) implements Moment {}

    /** All that was committed at or before this time. */
    record Then(Instant time) implements Moment {}
  }

  /**
   * What was made.
   *
   * @param positions the end of each journal
   * @param cut where the journals, or the one tenant's events in them, were cut
   * @param emptied events of the one tenant that were taken back
   */
  public record Made(Map<String, Long> positions, Map<String, Long> cut, long emptied) {}

  public Restore(Disk disk, List<Subsystem<?>> systems, Wish wish) {
    this.disk = disk;
    this.systems = List.copyOf(systems);
    this.wish = wish;
  }

  /**
   * Runs on the caller's thread.
   *
   * @throws Manifest.NotWhole if the backup is not what was written, or has no such moment
   */
  public Made run() {
    var manifest = Manifest.of(wish.from(), codec);
    var partial = wish.to().resolveSibling("." + wish.to().getFileName() + PARTIAL);
    try {
      Trees.remove(partial);
      Files.createDirectories(partial);
      var made = make(manifest, partial);
      Trees.force(partial);
      Files.deleteIfExists(wish.to());
      Files.move(partial, wish.to(), StandardCopyOption.ATOMIC_MOVE);
      disk.forceDirectory(wish.to().getParent());
      return made;
    } catch (LogCorrupt | StoreBroken damaged) {
      throw new Manifest.NotWhole(wish.from(), damaged.getMessage());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Made make(Manifest manifest, Path partial) throws IOException {
    var cut = wish.until().map(until -> cut(manifest, until)).orElse(manifest.positions());
    var ends = log(manifest, cut, partial.resolve("log"));
    for (var name : List.of("format", "keys", Strongboxes.FOLDER, Forgotten.FILE)) {
      var from = wish.from().resolve(name);
      if (Files.isDirectory(from)) Trees.copy(from, partial.resolve(name));
      else if (Files.exists(from)) {
        Files.copy(from, partial.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    Forgotten.apply(partial, forgetLists());
    others(manifest, cut, partial);
    tables(manifest, ends, partial.resolve("tables"));
    return new Made(ends, cut, emptied);
  }

  /** A newer backup beside this one knows of persons who were forgotten since. */
  private List<Path> forgetLists() throws IOException {
    var lists = new ArrayList<>(wish.forgotten());
    lists.add(wish.from().resolve(Forgotten.FILE));
    var beside = wish.from().getParent();
    if (beside == null) return lists;
    try (var backups = Files.list(beside)) {
      backups
          .map(backup -> backup.resolve(Forgotten.FILE))
          .filter(Files::exists)
          .forEach(lists::add);
    }
    return lists;
  }

  private Map<String, Long> log(Manifest manifest, Map<String, Long> cut, Path to)
      throws IOException {
    var copy = new LogCopy(disk, wish.from().resolve("log"), to);
    var ends = new TreeMap<String, Long>();
    for (var each : manifest.positions().entrySet()) {
      var journal = each.getKey();
      if (wish.tenant().isEmpty()) {
        ends.put(journal, copy.copy(journal, cut.get(journal), frame -> Optional.empty()));
        continue;
      }
      var voided = new Voided(wish.tenant().get(), cut, houseWide()).in(journal);
      ends.put(journal, copy.copy(journal, each.getValue(), frame -> count(voided.apply(frame))));
    }
    return ends;
  }

  private Optional<Draft> count(Optional<Draft> instead) {
    emptied += instead.map(draft -> draft.entries().size()).orElse(0);
    return instead;
  }

  private Set<String> houseWide() {
    return systems.stream()
        .filter(Subsystem::houseWide)
        .map(Subsystem::name)
        .collect(Collectors.toSet());
  }

  /** Blobs, and what journals had come to where they were cut before the backup. */
  private void others(Manifest manifest, Map<String, Long> cut, Path partial) throws IOException {
    var copier = new Copier(disk, 0, () -> false);
    var blobs = wish.from().resolve(Backup.BLOBS);
    Blobs.copy(disk, blobs, partial.resolve(Backup.BLOBS), copier);
    var bases = new Bases(wish.from(), codec, systems);
    for (var each : cut.entrySet()) {
      var base = bases.of(each.getKey());
      long end = manifest.positions().get(each.getKey());
      boolean behind = base.isPresent() && base.get().position() >= each.getValue();
      if (!behind || base.get().position() == end) continue;
      throw new Manifest.NotWhole(
          wish.from(), each.getKey() + " is no longer kept before " + base.get().position());
    }
    bases.copyTo(partial.resolve(Bases.FOLDER), copier);
  }

  /** The backup's tables are good for this log if it ends no earlier, and says the same. */
  private void tables(Manifest manifest, Map<String, Long> ends, Path tables) throws IOException {
    boolean one = wish.tenant().isPresent();
    boolean below =
        manifest.tables().entrySet().stream()
            .allMatch(each -> each.getValue() <= ends.getOrDefault(each.getKey(), 0L));
    if (below) {
      Files.createDirectories(tables);
      var copier = new Copier(disk, 0, () -> false);
      for (var name : Trees.files(wish.from().resolve("tables")).keySet()) {
        copier.copy(wish.from().resolve("tables").resolve(name), tables.resolve(name));
      }
    }
    Optional<String> again =
        one
            ? wish.tenant().map(Tenant::name)
            : below ? Optional.empty() : Optional.of(Restoration.EVERYBODY);
    if (one || !below) manifest.positions().keySet().forEach(this::whole);
    Restoration.mark(tables, new Restored(ends, again), one);
  }

  /** Tables are folded anew only from the first event on. */
  private void whole(String journal) {
    if (first(journal) == 0) return;
    throw new Manifest.NotWhole(
        wish.from(),
        "journal "
            + journal
            + " no longer reaches back to its first event: only its end can be had");
  }

  /** Where each journal stood at the moment: by the commit time of a position's frame. */
  private Map<String, Long> cut(Manifest manifest, Moment until) {
    var cut = new TreeMap<String, Long>();
    if (until instanceof Moment.Then then) {
      long micros = ChronoUnit.MICROS.between(Instant.EPOCH, then.time());
      for (var name : manifest.positions().keySet()) cut.put(name, at(name, micros));
      return cut;
    }
    var position = ((Moment.At) until).position();
    var journal = position.journal();
    long most = manifest.positions().getOrDefault(journal, -1L);
    if (position.number() < 1 || position.number() > most) {
      throw new Manifest.NotWhole(
          wish.from(), "there is no " + position + " in it; it holds " + manifest.positions());
    }
    var whole = whole(position);
    for (var name : manifest.positions().keySet()) cut.put(name, at(name, whole.time()));
    cut.put(journal, whole.last());
    return cut;
  }

  /** The last whole frame up to a position. */
  private record Whole(long last, long time) {}

  private Whole whole(Position upTo) {
    var whole = new Whole(0, 0);
    try (var tail = reader().tail(upTo.journal(), first(upTo.journal()))) {
      for (var frame = tail.next();
          frame != null && frame.last() <= upTo.number();
          frame = tail.next()) {
        whole = new Whole(frame.last(), frame.commitTime());
      }
    }
    return whole;
  }

  private long at(String journal, long micros) {
    long first = first(journal);
    long last = first;
    try (var tail = reader().tail(journal, first)) {
      for (var frame = tail.next();
          frame != null && frame.commitTime() <= micros;
          frame = tail.next()) {
        last = frame.last();
      }
    }
    return last;
  }

  /** The position before the first that is kept. */
  private long first(String journal) {
    return reader().first(journal) - 1;
  }

  private LogReader reader() {
    return new LogReader(disk, wish.from().resolve("log"));
  }
}
