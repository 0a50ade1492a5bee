package dev.mainstem.systems.notifications;

import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Doorway;
import dev.mainstem.engine.Engine;
import dev.mainstem.engine.Listen;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import dev.mainstem.wire.http.Readers;
import dev.mainstem.wire.http.SharedServer;
import dev.mainstem.wire.http.Visitors;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Topics as ntfy has them, on a listener of their own: publish with {@code PUT /{topic}}, subscribe
 * with {@code GET /{topic}/json}. One verticle per event loop, each with the streams it serves.
 *
 * @see <a href="https://docs.ntfy.sh/">ntfy's documentation</a>
 */
public final class NtfyDoor implements Doorway {
  private static final int HEAD_BYTES = 32 << 10;
  private static final int FRAME_BYTES = 64 << 10;

  private final Ground ground;
  private final Settings settings;
  private final NtfyAccess access;
  private final List<NtfyStreams> streams = new CopyOnWriteArrayList<>();
  private final SharedServer server;

  /** What the door stands on. */
  public record Ground(
      Vertx vertx,
      Notifications system,
      Engine engine,
      Bus bus,
      Readers readers,
      Visitors visitors,
      Outgoing outgoing,
      InstantSource clock) {
    private static final SecureRandom RANDOM = new SecureRandom();

    <T> Future<T> read(Tenant tenant, Function<NotificationTables, T> read) {
      return readers.read(
          memoryOnly ->
              engine
                  .store()
                  .read(system, new Store.Reader(tenant, Optional.empty(), memoryOnly), read));
    }

    String id() {
      return Message.id(RANDOM.nextLong());
    }
  }

  /**
   * How the door is set.
   *
   * @param open whose topics visitors without a key meet, as rules for everybody allow
   * @param address under which clients find this door
   * @param keepalive how often a stream shows that it lives
   * @param limits how much visitors without a key may ask
   */
  public record Settings(
      Optional<Tenant> open,
      Supplier<String> address,
      Duration keepalive,
      NtfyLimits.Settings limits) {}

  public NtfyDoor(Ground ground, Settings settings) {
    this.ground = ground;
    this.settings = settings;
    this.access =
        new NtfyAccess(settings.open(), new NtfyLimits(settings.limits(), ground.clock()));
    // A stream on which only keepalives move must not be taken for an idle one.
    int idleS = (int) Math.max(60, 2 * settings.keepalive().toSeconds());
    var bounds = SharedServer.Bounds.usual().heads(HEAD_BYTES).frames(FRAME_BYTES).idle(idleS);
    server = new SharedServer(ground.vertx(), bounds, Loop::new);
  }

  @Override
  public String name() {
    return "notifications.ntfy";
  }

  @Override
  public Map<String, Supplier<Number>> figures() {
    return Map.of(
        "notifications_ntfy_streams", () -> streams.stream().mapToInt(NtfyStreams::open).sum());
  }

  @Override
  public Future<Integer> open(Listen listen) {
    return server.open(listen);
  }

  @Override
  public Future<Void> close() {
    return server.close();
  }

  /** To all who listen now, and to nobody later. */
  private void tell(Tenant tenant, Message message) {
    for (var each : streams) each.context().runOnContext(now -> each.tell(tenant, message));
  }

  /** The streams of one event loop, and what else is asked there. */
  private final class Loop implements SharedServer.Loop {
    private final NtfyStreams own;
    private final NtfyRoutes routes;

    Loop(Context context) {
      own = new NtfyStreams(ground, context);
      routes =
          new NtfyRoutes(
              ground, access, own, new NtfySaying(ground, settings, access, NtfyDoor.this::tell));
      streams.add(own);
      context.owner().setPeriodic(settings.keepalive().toMillis(), tick -> own.beat());
    }

    @Override
    public void answer(HttpServerRequest request) {
      routes.answer(request);
    }

    @Override
    public void close() {
      own.close();
      streams.remove(own);
    }
  }
}
