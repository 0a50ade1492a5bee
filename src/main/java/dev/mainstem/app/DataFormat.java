package dev.mainstem.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code DATA/format}: which version of the house wrote this directory. A newer one is refused. */
final class DataFormat {
  private static final int CURRENT = 1;

  private final Path file;

  DataFormat(Path data) {
    this.file = data.resolve("format");
  }

  /** Whether it is there, can be read and is none of a newer house. Writes nothing. */
  boolean known() {
    try {
      return Files.exists(file) && Integer.parseInt(Files.readString(file).strip()) <= CURRENT;
    } catch (IOException | NumberFormatException unreadable) {
      return false;
    }
  }

  void check() {
    try {
      if (!Files.exists(file)) {
        Secrets.write(file, (CURRENT + "\n").getBytes(StandardCharsets.US_ASCII));
        return;
      }
      int written = Integer.parseInt(Files.readString(file).strip());
      if (written <= CURRENT) return;
      throw new CannotStart(
          "The data directory %s has format %d, written by a newer Mainstem; this one knows %d."
              .formatted(file.getParent(), written, CURRENT));
    } catch (IOException | NumberFormatException e) {
      throw new CannotStart("The file " + file + " cannot be read: " + e + ".");
    }
  }
}
