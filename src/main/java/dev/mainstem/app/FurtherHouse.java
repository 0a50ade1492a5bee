package dev.mainstem.app;

import dev.mainstem.codec.Codec;
import dev.mainstem.console.FurtherRoutes;
import dev.mainstem.engine.cluster.Cluster;
import dev.mainstem.engine.cluster.Lookout;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.wire.http.HttpDoor;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A node without log and tables: the door {@code http}, answered by the node that has them. */
final class FurtherHouse implements House {
  private final Settings settings;
  private final SecureRandom random = new SecureRandom();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile Map<String, DoorState> doors = Map.of();
  private Cluster cluster;
  private HttpDoor http;

  FurtherHouse(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Map<String, DoorState> start() {
    var clustering = new Clustering(settings);
    cluster = clustering.join(FullHouse.options());
    var codec = new Codec();
    var courier = clustering.courier(cluster, codec);
    var lookout = new Lookout(courier, cluster.node());
    cluster.whenLeft(lookout::left);
    lookout.start(cluster.vertx());
    http = new HttpDoor(cluster.vertx(), httpSettings(), bridge(lookout, codec));
    http.add(new FurtherRoutes(codec, lookout, cluster.node(), this::told).routes());
    doors = opened(http.open());
    return doors;
  }

  /** Codes and keys of the house are made use of where commands are decided, never here. */
  private HttpDoor.Bridge bridge(Lookout home, Codec codec) {
    var nowhere = "http://127.0.0.1";
    var outgoing = Outgoing.closed(FullHouse.guard(settings));
    var ground =
        new Systems.Ground(
            door -> nowhere,
            purpose -> new byte[Secrets.BYTES],
            random,
            outgoing,
            Systems.Keys.none());
    var systems = new Systems(settings, ground);
    return new HttpDoor.Bridge(home, codec, systems.all(), Systems::keyHash);
  }

  /** Sessions are for the console, which is not here: their secret is nobody's. */
  private HttpDoor.Settings httpSettings() {
    var secret = new byte[Secrets.BYTES];
    random.nextBytes(secret);
    return FullHouse.httpSettings(settings, secret);
  }

  private Map<String, DoorState> opened(Future<Integer> opening) {
    var all = new LinkedHashMap<String, DoorState>();
    for (var door : Catalogue.DOORS) {
      all.put(door.name(), new DoorState.Down("only the node that has the log opens it"));
    }
    var http = Catalogue.HTTP;
    all.put(http.name(), FullHouse.opened(http.listen(settings), opening));
    return all;
  }

  private Map<String, Object> told() {
    return FullHouse.told(doors);
  }

  @Override
  public void stop(Duration within) {
    if (!stopped.compareAndSet(false, true)) return;
    if (http != null) FullHouse.quietly("the main door", http.close());
    if (cluster != null) cluster.close();
  }
}
