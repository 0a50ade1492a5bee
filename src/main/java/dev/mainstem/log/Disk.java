package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The file layer, and the seam where tests let a disk fail. What was not forced may be lost: file
 * bytes until {@link DiskFile#force}, names until {@link #forceDirectory}. Thread-safe.
 */
public interface Disk {
  /** Creates an empty file, or empties the one that is there; open for reading and writing. */
  DiskFile create(Path path) throws IOException;

  /** Opens an existing file for reading and writing. */
  DiskFile open(Path path) throws IOException;

  /** Opens an existing file for reading only, with a handle of its own. */
  DiskFile read(Path path) throws IOException;

  /** Puts the file under the new name, replacing what was there, in one step. */
  void rename(Path from, Path to) throws IOException;

  /** Gives the file a second name, if this disk can; answers whether it did. */
  default boolean link(Path from, Path to) throws IOException {
    return false;
  }

  void delete(Path path) throws IOException;

  boolean exists(Path path) throws IOException;

  void createDirectories(Path dir) throws IOException;

  /** Makes the names in this directory survive a power loss. */
  void forceDirectory(Path dir) throws IOException;

  /** What is in the directory, sorted by name. */
  List<Path> list(Path dir) throws IOException;

  /** Bytes that can still be written below this path. */
  long usableBytes(Path path) throws IOException;

  /** Bytes the disk below this path holds altogether. */
  long totalBytes(Path path) throws IOException;

  /** Takes the file as a lock against other processes, or fails at once. */
  Closeable lock(Path path) throws IOException;
}
