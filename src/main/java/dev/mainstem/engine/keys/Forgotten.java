package dev.mainstem.engine.keys;

import dev.mainstem.store.Cabinet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * The forget-list of a house, {@code DATA/forgotten}: hashes of persons whose keys were destroyed,
 * a line each with the time. It says nothing about anybody, and outlives backups: who restores an
 * older one must not bring back keys that were destroyed since. Appended by one thread.
 */
public final class Forgotten {
  /** Below the data directory, and in backups. */
  public static final String FILE = "forgotten";

  private static final int TOGETHER = 512;
  private static final int MOST_BYTES = 512 << 20;

  private final Path file;

  public Forgotten(Path data) {
    this.file = data.resolve(FILE);
  }

  /** Completes once it is on the disk. */
  void add(byte[] hash, Instant at) {
    var line = at + " " + HexFormat.of().formatHex(hash) + "\n";
    try (var channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(java.nio.ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hashes in a list; empty if there is no such file. */
  static Set<String> in(Path file) throws IOException {
    var hashes = new LinkedHashSet<String>();
    if (!Files.exists(file)) return hashes;
    if (Files.size(file) > MOST_BYTES) throw new IOException(file + " is no forget-list");
    for (var line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      // A torn last line names nobody: its key was not destroyed yet, and will be asked for again.
      if (line.matches("\\S+ [0-9a-f]{64}")) hashes.add(line.substring(line.length() - 64));
    }
    return hashes;
  }

  private static void gone(List<CompletionStage<Void>> going) {
    for (var each : going) each.toCompletableFuture().join();
    going.clear();
  }

  /**
   * Destroys in a restored data directory every key that any of these lists names.
   *
   * @return how many persons the lists name
   */
  public static int apply(Path data, Iterable<Path> lists) throws IOException {
    var all = new LinkedHashSet<String>();
    for (var list : lists) all.addAll(in(list));
    var keys = data.resolve(Strongboxes.FOLDER).resolve(Keystore.BOX);
    if (all.isEmpty() || !Files.isDirectory(keys)) return all.size();
    try (var cabinet = new Cabinet(keys)) {
      // Together: each alone would have the files written anew.
      var going = new ArrayList<CompletionStage<Void>>();
      for (var hash : all) {
        going.add(cabinet.destroy(HexFormat.of().parseHex(hash), () -> {}));
        if (going.size() < TOGETHER) continue;
        gone(going);
      }
      gone(going);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return all.size();
  }
}
