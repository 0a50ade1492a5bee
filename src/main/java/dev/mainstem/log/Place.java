package dev.mainstem.log;

import dev.mainstem.kernel.JournalSpec;
import java.nio.file.Path;

/** A journal, the folder its files are in, and how it is kept. */
record Place(JournalSpec spec, Disk disk, Path dir, LogSettings settings) {
  boolean soon() {
    return spec.promise() == JournalSpec.Promise.SOON;
  }
}
