package dev.mainstem.app;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A house that is opened to others must not be the local owner's by default: if a door binds beyond
 * loopback and no key was ever issued, an owner key is issued and written to {@code
 * DATA/owner.key}.
 */
final class FirstKey {
  private final Path data;
  private final Settings settings;
  private final Bus bus;

  /** A key nobody knows yet, and how it is issued. */
  record Fresh(String secret, Function<Bus, Future<Answer>> issue) {}

  FirstKey(Path data, Settings settings, Bus bus) {
    this.data = data;
    this.settings = settings;
    this.bus = bus;
  }

  void ifNeeded(Callers callers, Supplier<Fresh> key) {
    boolean beyond = Catalogue.DOORS.stream().anyMatch(this::beyondLoopback);
    if (beyond && !callers.keysIssued(false)) issue(key.get());
  }

  private boolean beyondLoopback(Door door) {
    try {
      var host = settings.of(door.host());
      return settings.of(door.enabled()) && !InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true;
    }
  }

  /** The file is written first: a key nobody can know must not lock the house. */
  private void issue(Fresh fresh) {
    var file = data.resolve("owner.key");
    try {
      Secrets.write(file, (fresh.secret() + "\n").getBytes(StandardCharsets.US_ASCII));
      var answer = fresh.issue().apply(bus).toCompletionStage().toCompletableFuture().get();
      if (answer instanceof Answer.Refused no) {
        throw new CannotStart("The first key was refused: " + no.problem().title() + ".");
      }
    } catch (IOException | ExecutionException e) {
      throw new CannotStart("The first key cannot be written to " + file + ": " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStart("interrupted");
    }
  }
}
