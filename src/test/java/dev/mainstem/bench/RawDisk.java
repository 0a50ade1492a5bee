package dev.mainstem.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The yardstick: what this disk does when nobody is in between. */
final class RawDisk implements Benchmark {
  private static final int FILE_BYTES = 64 << 20;

  @Override
  public List<Contender> contenders() {
    return List.of(appends(256), appends(4096), appends(65_536));
  }

  /** Appends to a file whose room is taken beforehand, and forces each. */
  static Contender appends(int bytes) {
    return new Contender(
        "raw disk, " + bytes + " bytes, each forced", "appends/s", round -> measure(bytes, round));
  }

  private static double measure(int bytes, Contender.Round round) throws IOException {
    var block = ByteBuffer.allocateDirect(bytes);
    var file = round.scratch().resolve("raw");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var room = ByteBuffer.allocateDirect(FILE_BYTES);
      while (room.hasRemaining()) channel.write(room);
      channel.force(true);
      long begun = System.nanoTime();
      long end = begun + round.time().toNanos();
      long appends = 0;
      while (System.nanoTime() < end) {
        channel.write(block.clear(), appends * bytes % FILE_BYTES);
        channel.force(false);
        appends++;
      }
      return appends * 1e9 / (System.nanoTime() - begun);
    }
  }
}
