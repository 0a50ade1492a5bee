package dev.mainstem.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** An nginx as its users would set it up for the same work: a map, 302s, a buffered access log. */
final class NginxPeer implements AutoCloseable {
  private static final long UP_NANOS = 10_000_000_000L;

  private final Process server;
  private final InetSocketAddress address;

  private NginxPeer(Process server, InetSocketAddress address) {
    this.server = server;
    this.address = address;
  }

  static NginxPeer on(Path directory, int links) throws IOException {
    var here = directory.toAbsolutePath();
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var map = new StringBuilder();
    for (int i = 0; i < links; i++) map.append("/s%d https://a.example/%d;\n".formatted(i, i));
    Files.writeString(here.resolve("links.map"), map);
    var conf =
        """
        daemon off; master_process on; user root; worker_processes auto;
        pid %1$s/nginx.pid; error_log %1$s/error.log;
        events { worker_connections 1024; }
        http {
          access_log %1$s/access.log combined buffer=64k flush=1s;
          map_hash_max_size 1048576; map_hash_bucket_size 128;
          keepalive_requests 100000000;
          map $uri $target { default ""; include %1$s/links.map; }
          server {
            listen 127.0.0.1:%2$d;
            location / { if ($target = "") { return 404; } return 302 $target; }
          }
        }
        """
            .formatted(here, port);
    Files.writeString(here.resolve("nginx.conf"), conf);
    var server =
        new ProcessBuilder("/usr/sbin/nginx", "-p", here.toString(), "-c", here + "/nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(here.resolve("out.log").toFile())
            .start();
    var peer = new NginxPeer(server, new InetSocketAddress("127.0.0.1", port));
    peer.awaitUp();
    return peer;
  }

  private void awaitUp() throws IOException {
    long end = System.nanoTime() + UP_NANOS;
    while (System.nanoTime() < end) {
      try (var probe = new Socket()) {
        probe.connect(address, 100);
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new IOException("nginx did not come up");
  }

  InetSocketAddress address() {
    return address;
  }

  /** Gently: only then does the master take its workers along. */
  @Override
  public void close() {
    server.destroy();
    server.onExit().join();
  }
}
