package dev.mainstem.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Thread-safe as far as the callers' ranges do not overlap. */
public interface DiskFile extends Closeable {
  /** Writes all remaining bytes at the offset, extending the file if needed. */
  void write(ByteBuffer bytes, long offset) throws IOException;

  /** Reads at the offset until the buffer is full or the file ends; returns how many bytes. */
  int read(ByteBuffer into, long offset) throws IOException;

  /** Returns when everything written before is on the disk. Never retried after a failure. */
  void force(boolean metadata) throws IOException;

  long length() throws IOException;

  void truncate(long length) throws IOException;
}
