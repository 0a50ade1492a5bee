package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Keys;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.log.Copier;
import dev.mainstem.store.Store;
import dev.mainstem.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What journals that are not kept for ever had come to where they were cut: tables in directories
 * of their own, {@code DATA/bases/journal-position}. From there a journal's tables are made anew,
 * verified and looked back to; a base is whole before anything is cut, and the one before it goes
 * after. Owned by one thread at a time.
 */
final class Bases {
  static final String FOLDER = "bases";
  private static final String UNFINISHED = ".new";
  private static final String ROWS = ".sst";
  private static final long CACHE_BYTES = 8 << 20;

  private final Path directory;
  private final Codec codec;
  private final List<Subsystem<?>> systems;

  /** The tables of one journal as of a position. */
  record Cut(String journal, long position, Path path) {}

  Bases(Path data, Codec codec, List<Subsystem<?>> systems) {
    this.directory = data.resolve(FOLDER);
    this.codec = codec;
    this.systems = systems;
  }

  /** The newest base of a journal. */
  Optional<Cut> of(String journal) {
    return all(journal).stream().reduce((older, newer) -> newer);
  }

  private List<Cut> all(String journal) {
    if (!Files.isDirectory(directory)) return List.of();
    try (var files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().matches(journal + "-[0-9]+"))
          .map(file -> new Cut(journal, position(file), file))
          .sorted((a, b) -> Long.compare(a.position(), b.position()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long position(Path file) {
    var name = file.getFileName().toString();
    return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
  }

  /** Opens a base to read from. */
  Store open(Cut base) {
    var settings = new StoreSettings(base.path(), CACHE_BYTES, () -> {});
    return new Store(settings, codec, new Keys(), systems);
  }

  /** Gives what is there a second home; files of rows never change and may be shared. */
  void copyTo(Path other, Copier copier) throws IOException {
    for (var name : Trees.files(directory).keySet()) {
      if (name.contains(UNFINISHED)) continue;
      var to = other.resolve(name);
      Files.createDirectories(to.getParent());
      if (name.endsWith(ROWS)) copier.link(directory.resolve(name), to);
      else copier.copy(directory.resolve(name), to);
    }
  }

  /** Where a base is made; nothing is there yet. */
  Path unfinished(String journal) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.resolve(journal + UNFINISHED);
  }

  /** The base that was made there, and closed, holds from now on. */
  void finished(String journal, long position) {
    var unfinished = unfinished(journal);
    try {
      Trees.force(unfinished);
      var path = directory.resolve(journal + "-" + position);
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      Trees.forceName(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes all bases of a journal but the newest. */
  void tidy(String journal) {
    var all = all(journal);
    for (var base : all.subList(0, Math.max(0, all.size() - 1))) Store.remove(base.path());
  }
}
