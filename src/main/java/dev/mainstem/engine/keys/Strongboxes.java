package dev.mainstem.engine.keys;

import dev.mainstem.store.Cabinet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The strongboxes of a house, each in a directory of its own under {@code DATA/strongboxes}, opened
 * when first asked for. Safe for all threads.
 */
public final class Strongboxes implements AutoCloseable {
  /** Below the data directory. */
  public static final String FOLDER = "strongboxes";

  private final Path directory;
  private final byte[] secret;
  private final Cipher cipher;
  private final Map<String, Locked> open = new ConcurrentHashMap<>();

  /**
   * @param data the house's directory
   * @param secret 32 bytes of the house, from which every box has its own keys
   * @param random fills an array with bytes nobody can guess
   */
  public Strongboxes(Path data, byte[] secret, Consumer<byte[]> random) {
    this.directory = data.resolve(FOLDER);
    this.secret = secret.clone();
    this.cipher = new Cipher(random);
  }

  /** The strongbox of this name, which is a file name too. */
  public Strongbox of(String name) {
    return locked(name);
  }

  Locked locked(String name) {
    return open.computeIfAbsent(name, Locked::new);
  }

  Cipher cipher() {
    return cipher;
  }

  /** What lies in the files for a secret; for tests that look for it there. */
  public byte[] written(String name, String secret) {
    var box = locked(name);
    return box.cabinet.find(box.hash(secret)).orElseThrow();
  }

  /** A key of its own for a purpose. */
  byte[] derived(String purpose) {
    return Cipher.hash(secret, purpose);
  }

  /** Copies all that are there, for a backup. */
  public void copyTo(Path to) throws IOException {
    if (!Files.isDirectory(directory)) return;
    try (var boxes = Files.list(directory)) {
      Files.createDirectories(to);
      for (var box : boxes.toList()) {
        var name = box.getFileName().toString();
        locked(name).cabinet.copyTo(to.resolve(name));
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (var each : open.values()) each.cabinet.close();
    open.clear();
  }

  /** What is kept is encrypted and bound to its name, and under its name's hash. */
  final class Locked implements Strongbox {
    private final String box;
    private final byte[] sealing;
    private final byte[] naming;
    private final Cabinet cabinet;

    Locked(String box) {
      this.box = box;
      sealing = derived(box + "/seal");
      naming = derived(box + "/names");
      cabinet = new Cabinet(made(directory.resolve(box)));
    }

    private static Path made(Path directory) {
      try {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return directory;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Under which it lies in the files. */
    byte[] hash(String name) {
      return Cipher.hash(naming, name);
    }

    @Override
    public CompletionStage<Void> keep(String name, byte[] secret) {
      return cabinet.keep(hash(name), cipher.close(sealing, box + "/" + name, secret));
    }

    @Override
    public Optional<byte[]> find(String name) {
      return cabinet.find(hash(name)).flatMap(kept -> Cipher.open(sealing, box + "/" + name, kept));
    }

    /** As {@link #find}, without waiting for the disk. */
    CompletionStage<Optional<byte[]>> look(String name) {
      return cabinet
          .look(hash(name))
          .thenApply(kept -> kept.flatMap(it -> Cipher.open(sealing, box + "/" + name, it)));
    }

    @Override
    public CompletionStage<Void> destroy(String name) {
      return cabinet.destroy(hash(name), () -> {});
    }

    /** The same, with something done on the disk before. */
    CompletionStage<Void> destroy(String name, Runnable before) {
      return cabinet.destroy(hash(name), before);
    }
  }

  /** A strongbox of a house in which nothing happens: it holds nothing and takes nothing. */
  public static Strongbox none() {
    return new Strongbox() {
      @Override
      public CompletionStage<Void> keep(String name, byte[] secret) {
        return CompletableFuture.failedFuture(new IOException("this house has no strongbox"));
      }

      @Override
      public Optional<byte[]> find(String name) {
        return Optional.empty();
      }

      @Override
      public CompletionStage<Void> destroy(String name) {
        return CompletableFuture.completedFuture(null); // it is not there
      }
    };
  }
}
