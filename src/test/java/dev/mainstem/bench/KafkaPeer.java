package dev.mainstem.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A Kafka broker as its users run it: a process of its own, one node that is broker and controller,
 * from the jars the bench profile puts under target/peers/kafka.
 */
final class KafkaPeer implements AutoCloseable {
  private static final long UP_S = 60;
  private static final String CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg";

  private final Process broker;
  private final int port;

  private KafkaPeer(Process broker, int port) {
    this.broker = broker;
    this.port = port;
  }

  /** Formats this directory and starts a broker on it, with these further lines of settings. */
  static KafkaPeer on(Path directory, String... settings) throws IOException, InterruptedException {
    int port = freePort();
    var file = directory.resolve("server.properties");
    Files.writeString(file, properties(directory, port) + String.join("\n", settings) + "\n");
    var conf = file.toString();
    var format =
        run(
            directory,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            CLUSTER,
            "--standalone",
            "-c",
            conf);
    if (format.waitFor() != 0) throw failure(directory, "cannot be formatted");
    var peer = new KafkaPeer(run(directory, "kafka.Kafka", conf), port);
    peer.awaitUp(directory);
    return peer;
  }

  /** Where its clients connect. */
  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /**
   * Records of 256 bytes acknowledged in a second, so many outstanding, by a producer in a process
   * of its own.
   */
  double load(Path directory, int records, int outstanding, int lingerMs)
      throws IOException, InterruptedException {
    var log = directory.resolve("load-" + lingerMs + ".log");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var producer =
        new ProcessBuilder(
                java,
                "-cp",
                peers() + "/*",
                "src/bench/kafka/KafkaLoad.java",
                bootstrap(),
                String.valueOf(records),
                String.valueOf(outstanding),
                String.valueOf(lingerMs))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (producer.waitFor() != 0) throw new IllegalStateException(Files.readString(log));
    return Files.readAllLines(log).stream()
        .filter(line -> line.startsWith("per second "))
        .mapToDouble(line -> Double.parseDouble(line.substring("per second ".length())))
        .findFirst()
        .orElseThrow();
  }

  private static Path peers() {
    var peers = Path.of(System.getProperty("peers", "target/peers"), "kafka").toAbsolutePath();
    if (!Files.isDirectory(peers)) {
      throw new IllegalStateException(peers + " is absent; run with -Pbench");
    }
    return peers;
  }

  @Override
  public void close() {
    broker.destroyForcibly().onExit().join();
  }

  private void awaitUp(Path directory) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(UP_S);
    while (!accepts()) {
      if (!broker.isAlive()) throw failure(directory, "ended");
      if (System.nanoTime() > end) {
        close();
        throw failure(directory, "is not up after " + UP_S + " s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private boolean accepts() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Process run(Path directory, String main, String... arguments) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-Xmx1g", "-cp", peers() + "/*", main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(directory)))
        .start();
  }

  private static String properties(Path directory, int port) throws IOException {
    int controller = freePort();
    return """
    process.roles=broker,controller
    node.id=1
    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    advertised.listeners=PLAINTEXT://127.0.0.1:%d
    controller.listener.names=CONTROLLER
    controller.quorum.bootstrap.servers=127.0.0.1:%d
    log.dirs=%s
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    """
        .formatted(port, controller, port, controller, directory.resolve("logs").toAbsolutePath());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static File log(Path directory) {
    return directory.resolve("kafka.log").toFile();
  }

  private static IllegalStateException failure(Path directory, String what) {
    try {
      var printed = Files.readString(log(directory).toPath());
      return new IllegalStateException("Kafka " + what + "; it printed:\n" + printed);
    } catch (IOException e) {
      return new IllegalStateException("Kafka " + what, e);
    }
  }
}
