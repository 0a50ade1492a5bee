package dev.mainstem.engine;

import dev.mainstem.codec.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * {@code backup.json}: what a backup holds. It is written last, so a directory without one is no
 * whole backup.
 *
 * @param format raised when a house of today could not restore what is written then
 * @param version of the house that made it
 * @param time when it was made
 * @param positions the last position of each journal in it
 * @param tables positions its tables lie at or below
 * @param files bytes of every other file, by path
 */
public record Manifest(
    int format,
    String version,
    Instant time,
    Map<String, Long> positions,
    Map<String, Long> tables,
    Map<String, Long> files) {
  public static final String FILE = "backup.json";
  static final int FORMAT = 1;

  /** Nothing can be restored from there; the message says what is wrong. */
  public static final class NotWhole extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotWhole(Path backup, String why) {
      super("The backup " + backup + " cannot be restored: " + why + ".");
    }
  }

  /**
   * Reads what a backup holds and sees that all of it is there.
   *
   * @throws NotWhole if it is not
   */
  public static Manifest of(Path backup, Codec codec) {
    var file = backup.resolve(FILE);
    if (!Files.isRegularFile(file)) throw new NotWhole(backup, "there is no " + FILE + " in it");
    Manifest manifest;
    try {
      manifest = codec.fromJson(Manifest.class, Files.readAllBytes(file));
    } catch (IOException | RuntimeException e) {
      throw new NotWhole(backup, FILE + " cannot be read: " + e.getMessage());
    }
    if (manifest.format() > FORMAT) {
      throw new NotWhole(backup, "a newer Mainstem made it (" + manifest.version() + ")");
    }
    manifest.files().forEach((name, bytes) -> check(backup, name, bytes));
    return manifest;
  }

  private static void check(Path backup, String name, long bytes) {
    try {
      var file = backup.resolve(name);
      if (!Files.isRegularFile(file)) throw new NotWhole(backup, name + " is missing");
      long found = Files.size(file);
      if (found == bytes) return;
      throw new NotWhole(backup, name + " has " + found + " bytes and must have " + bytes);
    } catch (IOException e) {
      throw new NotWhole(backup, name + " cannot be read: " + e);
    }
  }
}
