package dev.mainstem.log;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class SegmentJournalTest extends JournalContract {
  @TempDir Path dir;

  @Override
  protected Opened open(LogSettings settings) {
    var log = Log.open(new RealDisk(), dir, List.of(MAIN, SOON), settings);
    return new Opened() {
      @Override
      public Journal journal(String name) {
        return log.journal(name);
      }

      @Override
      public void close() {
        log.close();
      }
    };
  }
}
