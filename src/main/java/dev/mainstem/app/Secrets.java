package dev.mainstem.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/**
 * The house's own secrets, one file of 32 bytes per purpose under {@code DATA/keys}, readable by
 * its owner only, on disk before it is first used. They belong into every backup.
 */
final class Secrets {
  static final int BYTES = 32;

  private final Path directory;
  private final SecureRandom random;

  Secrets(Path data, SecureRandom random) {
    this.directory = data.resolve("keys");
    this.random = random;
  }

  /** The secret for this purpose, made when first asked for. */
  byte[] of(String purpose) {
    var file = directory.resolve(purpose);
    try {
      if (!Files.exists(file)) make(file);
      var secret = Files.readAllBytes(file);
      if (secret.length == BYTES) return secret;
      throw new CannotStart("The key file " + file + " is damaged: it must hold 32 bytes.");
    } catch (IOException e) {
      throw new CannotStart("The key file " + file + " cannot be used: " + e + ".");
    }
  }

  private void make(Path file) throws IOException {
    Files.createDirectories(directory);
    var secret = new byte[BYTES];
    random.nextBytes(secret);
    write(file, secret);
  }

  /** Writes a file for its owner only: whole, forced, and under its name only then. */
  static void write(Path file, byte[] content) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var draft =
        Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", owner);
    try (var channel = java.nio.channels.FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(java.nio.ByteBuffer.wrap(content));
      channel.force(true);
    }
    Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    try (var names = java.nio.channels.FileChannel.open(file.getParent())) {
      names.force(true);
    }
  }
}
