package dev.mainstem.systems.payments.acquirer;

import dev.mainstem.codec.Codec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
 * What the simulator in a process of its own has done: a line of JSON for each operation, and never
 * a card number. Operations are known once they are forced, which those that come together are
 * together, beside the event loop that owns this.
 */
final class SimulatorFile {
  private final Vertx vertx;
  private final Codec codec = new Codec();
  private final Map<String, Kept> done = new LinkedHashMap<>();
  private final FileChannel channel;
  private List<Kept> waiting = new ArrayList<>();
  private boolean writing;
  private long repeats;

  /** An operation, and when it is on the disk. */
  private record Kept(Done one, Promise<Done> forced) {}

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

  SimulatorFile(Vertx vertx, Path file) throws IOException {
    this.vertx = vertx;
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.endsWith("}")) continue; // torn by a kill, so it was never answered
        var read = codec.fromJson(Done.class, line.getBytes(StandardCharsets.UTF_8));
        keep(read).forced().complete(read);
      }
    }
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (channel.size() > 0) channel.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)));
  }

  private Kept keep(Done one) {
    var kept = new Kept(one, Promise.promise());
    done.put(one.reference(), kept);
    return kept;
  }

  /** What was done under a reference, once that is on the disk; empty if nothing was. */
  Optional<Future<Done>> find(String reference) {
    return Optional.ofNullable(done.get(reference)).map(kept -> kept.forced().future());
  }

  /** Notes an operation; done when it is on the disk. */
  Future<Done> add(Done one) {
    var kept = keep(one);
    waiting.add(kept);
    if (!writing) write();
    return kept.forced().future();
  }

  private void write() {
    writing = !waiting.isEmpty();
    if (!writing) return;
    var group = waiting;
    waiting = new ArrayList<>();
    vertx
        .executeBlocking(() -> forced(group))
        .onSuccess(all -> group.forEach(kept -> kept.forced().complete(kept.one())))
        // Whether it is on the disk is not known: only a restart can tell, so it stays unanswered.
        .onFailure(why -> group.forEach(kept -> kept.forced().fail(why)))
        .onComplete(written -> write());
  }

  private Void forced(List<Kept> group) throws IOException {
    var lines = new ByteArrayOutputStream();
    for (var kept : group) {
      lines.writeBytes(codec.toJson(kept.one()));
      lines.write('\n');
    }
    var bytes = ByteBuffer.wrap(lines.toByteArray());
    while (bytes.hasRemaining()) channel.write(bytes);
    channel.force(false);
    return null;
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
    return done.values().stream()
        .filter(kept -> kept.forced().future().succeeded())
        .map(Kept::one)
        .filter(one -> day.equals("all") || one.at().toString().startsWith(day))
        .filter(Done::settles)
        .toList();
  }
}
