package dev.mainstem.app;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.cluster.Cluster;
import dev.mainstem.engine.cluster.Courier;
import io.vertx.core.VertxOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A node's way into the cluster, as the operator wants it. */
final class Clustering {
  private static final int SECRET = 16;
  private static final Pattern MEMBERS =
      Pattern.compile("[\\w.-]+:[0-9]{1,5}(\\s*,\\s*[\\w.-]+:[0-9]{1,5})*");

  private final Settings settings;

  Clustering(Settings settings) {
    this.settings = settings;
  }

  boolean enabled() {
    boolean enabled = settings.of(Catalogue.CLUSTER_ENABLED);
    if (!enabled && !settings.of(Catalogue.CLUSTER_HOME)) {
      throw new CannotStart("A node without a log needs others: set cluster.enabled too.");
    }
    return enabled;
  }

  /** Whether this node has no log of its own. */
  boolean further() {
    return enabled() && !settings.of(Catalogue.CLUSTER_HOME);
  }

  /**
   * Joins the others. Blocks, some seconds.
   *
   * @throws CannotStart if the settings do not allow it, or the port is taken
   */
  Cluster join(VertxOptions options) {
    var host = settings.of(Catalogue.CLUSTER_HOST);
    if (!loopback(host)) {
      throw new CannotStart(
          "The setting 'cluster.host' must be a loopback address: nodes speak in the clear.");
    }
    if (!MEMBERS.matcher(settings.of(Catalogue.CLUSTER_MEMBERS)).matches()) {
      throw new CannotStart("The setting 'cluster.members' must be host:port, by commas.");
    }
    secret();
    var port = settings.of(Catalogue.CLUSTER_PORT);
    var place = new Cluster.Place(host, port, settings.of(Catalogue.CLUSTER_MEMBERS));
    try {
      return Cluster.join(place, options);
    } catch (IllegalStateException e) {
      throw new CannotStart("This node has " + e.getMessage() + ".");
    }
  }

  /** What carries questions between the nodes of this cluster. */
  Courier courier(Cluster cluster, Codec codec) {
    return new Courier(cluster.vertx(), codec, secret());
  }

  private String secret() {
    var secret = settings.of(Catalogue.CLUSTER_SECRET);
    if (secret.length() >= SECRET) return secret;
    throw new CannotStart("The setting 'cluster.secret' must have 16 characters or more.");
  }

  private static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
