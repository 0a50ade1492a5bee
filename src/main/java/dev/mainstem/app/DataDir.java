package dev.mainstem.app;

import dev.mainstem.engine.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The data directory, held by this process alone until it is closed or dies. The operating system
 * frees the lock of a killed process, so a lock left behind never has to be cleaned up by hand.
 */
final class DataDir implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;

  private DataDir(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Creates the directory if it is absent, readable by its owner only, and takes its lock.
   *
   * @throws CannotStart if another process holds it, or it cannot be written
   */
  static DataDir claim(Path directory) {
    var path = directory.toAbsolutePath().normalize();
    try {
      create(path);
      if (Files.exists(path.resolve(Manifest.FILE))) {
        throw new CannotStart(
            "The directory %s is a backup; restore it into another: mainstem restore --from %s."
                .formatted(path, path));
      }
      var file = path.resolve("lock");
      var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CannotStart(
            "The data directory %s is in use by process %s."
                .formatted(path, Files.readString(file).strip()));
      }
      var pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      return new DataDir(path, channel);
    } catch (IOException e) {
      throw new CannotStart("The data directory " + path + " cannot be written: " + e + ".");
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new IllegalStateException("the lock of " + path + " cannot be given back", e);
    }
  }

  private static void create(Path path) throws IOException {
    if (Files.isDirectory(path)) return;
    if (path.getParent() != null) Files.createDirectories(path.getParent());
    try {
      var owner = PosixFilePermissions.fromString("rwx------");
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(owner));
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(path)) return;
      throw new CannotStart("The data directory " + path + " is a file, not a directory.");
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
