package dev.mainstem.systems.payments.acquirer;

import dev.mainstem.codec.Codec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the simulator in a process of its own has done: a line of JSON for each operation, forced
 * before it is answered, and never a card number. Owned by one thread.
 */
final class SimulatorFile implements AutoCloseable {
  private final Codec codec = new Codec();
  private final Map<String, Done> done = new LinkedHashMap<>();
  private final FileChannel channel;
  private long repeats;

  /** An operation and what came of it. */
  record Done(
      String reference,
      Operation.Kind kind,
      String original,
      long amount,
      String currency,
      Outcome outcome,
      Instant at) {
    /** Whether money moved, so that it is settled. */
    boolean settles() {
      boolean moves =
          kind == Operation.Kind.SALE
              || kind == Operation.Kind.CAPTURE
              || kind == Operation.Kind.REFUND;
      return moves && outcome.approved();
    }
  }

  SimulatorFile(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.endsWith("}")) continue; // torn by a kill, so it was never answered
        var read = codec.fromJson(Done.class, line.getBytes(StandardCharsets.UTF_8));
        done.put(read.reference(), read);
      }
    }
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (channel.size() > 0) channel.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));
  }

  Optional<Done> find(String reference) {
    return Optional.ofNullable(done.get(reference));
  }

  void keep(Done one) {
    try {
      var line = ByteBuffer.allocate(4_096);
      line.put(codec.toJson(one)).put((byte) '\n').flip();
      while (line.hasRemaining()) channel.write(line);
      channel.force(false);
      done.put(one.reference(), one);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Somebody has asked for the same twice, which nobody should. */
  void repeated() {
    repeats++;
  }

  long repeats() {
    return repeats;
  }

  /** What is settled of one day, or of all, in order. */
  List<Done> settled(String day) {
    var all = new ArrayList<Done>();
    for (var each : done.values()) {
      boolean then = day.equals("all") || each.at().toString().startsWith(day);
      if (then && each.settles()) all.add(each);
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
