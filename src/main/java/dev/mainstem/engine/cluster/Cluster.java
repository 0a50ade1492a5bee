package dev.mainstem.engine.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.infinispan.manager.DefaultCacheManager;

/**
 * A node's place among the others: a Vert.x whose bus reaches all of them. The only class that
 * knows Infinispan, so that a house on its own loads nothing of it. Joined and left by the thread
 * that runs the house.
 */
public final class Cluster implements AutoCloseable {
  private static final String STACK = "cluster.xml";
  private static final long JOINING_S = 30;
  private static final long LEAVING_S = 2;

  private final DefaultCacheManager caches;
  private final InfinispanClusterManager nodes;
  private final Vertx vertx;

  /**
   * Where a node is to be found.
   *
   * @param port for finding each other; the one 100 above it tells who has died
   * @param members {@code host:port} of all nodes, by commas
   */
  public record Place(String host, int port, String members) {}

  private Cluster(DefaultCacheManager caches, InfinispanClusterManager nodes, Vertx vertx) {
    this.caches = caches;
    this.nodes = nodes;
    this.vertx = vertx;
  }

  /**
   * Joins whoever is there, or waits to be joined. Blocks.
   *
   * @throws IllegalStateException if that is not possible, and why
   */
  public static Cluster join(Place place, VertxOptions options) {
    options.getEventBusOptions().setHost(place.host()).setClusterPublicHost(place.host());
    var caches = caches(place);
    var nodes = new InfinispanClusterManager(caches);
    try {
      var joining = Vertx.builder().with(options).withClusterManager(nodes).buildClustered();
      var vertx =
          joining.toCompletionStage().toCompletableFuture().get(JOINING_S, TimeUnit.SECONDS);
      return new Cluster(caches, nodes, vertx);
    } catch (ExecutionException | TimeoutException e) {
      caches.stop();
      throw new IllegalStateException("no way into the cluster: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      caches.stop();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static DefaultCacheManager caches(Place place) {
    var words = new Properties();
    words.setProperty("cluster.host", place.host());
    words.setProperty("cluster.port", String.valueOf(place.port()));
    words.setProperty("cluster.members", members(place));
    var loader = Cluster.class.getClassLoader();
    try (var stack = Cluster.class.getResourceAsStream(STACK)) {
      var holder = new ParserRegistry(loader, false, words).parse(stack, null);
      holder.getGlobalConfigurationBuilder().classLoader(loader);
      return new DefaultCacheManager(holder, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "no place in the cluster at " + place.host() + ":" + place.port() + ": " + e, e);
    }
  }

  /** As the stack spells them: {@code 127.0.0.1[7800]}. */
  private static String members(Place place) {
    return Arrays.stream(place.members().split(","))
        .map(each -> each.strip().replaceFirst(":([0-9]+)$", "[$1]"))
        .collect(Collectors.joining(","));
  }

  public Vertx vertx() {
    return vertx;
  }

  /** This node's name, new with every life. */
  public String node() {
    return nodes.getNodeId();
  }

  /**
   * Tells who goes away, soon after.
   *
   * @param left called with a node's name, on a thread of the cluster's
   */
  public void whenLeft(Consumer<String> left) {
    nodes.nodeListener(
        new NodeListener() {
          @Override
          public void nodeAdded(String node) {}

          @Override
          public void nodeLeft(String node) {
            left.accept(node);
          }
        });
  }

  /** Leaves, and closes the Vert.x. */
  @Override
  public void close() {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(LEAVING_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException hurried) {
      // The others notice by themselves.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      caches.stop();
    }
  }
}
