package dev.mainstem.wire.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Listen;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every door's server bounds, whoever answers behind it. */
class SharedServerTest {
  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final int MOST = 3;
  private static final int PATIENCE_S = 10;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger loops = new AtomicInteger();
  private SharedServer server;
  private int port;

  @BeforeEach
  void open() throws Exception {
    var bounds = SharedServer.Bounds.usual().connections(MOST).idle(1);
    server =
        new SharedServer(
            vertx,
            bounds,
            context -> {
              loops.incrementAndGet();
              return new SharedServer.Loop() {
                @Override
                public void answer(HttpServerRequest request) {
                  request.response().end("here");
                }

                @Override
                public void close() {
                  loops.decrementAndGet();
                }
              };
            });
    port = await(server.open(Listen.plain("127.0.0.1", 0)));
  }

  @AfterEach
  void close() throws Exception {
    await(server.close());
    assertEquals(0, loops.get());
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private Socket connected() throws IOException {
    var socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(PATIENCE_S * 1_000);
    return socket;
  }

  /** Whether it is answered; if not it was closed. */
  private static boolean answered(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
      return answer.equals("HTTP/1.1 200");
    } catch (SocketTimeoutException silent) {
      throw silent;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void there_is_one_server_per_processor() {
    assertEquals(Runtime.getRuntime().availableProcessors(), loops.get());
  }

  @Test
  void one_connection_more_than_allowed_is_closed_and_a_place_that_is_left_is_free()
      throws Exception {
    var first = connected();
    try (first;
        var second = connected();
        var third = connected()) {
      for (var each : new Socket[] {first, second, third}) assertTrue(answered(each));
      try (var fourth = connected()) {
        assertEquals(false, answered(fourth));
      }
      first.close();
      long until = System.nanoTime() + PATIENCE_S * 1_000_000_000L;
      boolean served = false;
      while (!served) {
        assertTrue(System.nanoTime() < until, "the place is lost");
        try (var next = connected()) {
          served = answered(next);
        }
      }
    }
  }

  /** To an idle timeout every letter is life. */
  @Test
  void who_sends_a_head_letter_by_letter_is_let_go() throws Exception {
    try (var socket = connected()) {
      socket.setSoTimeout(200);
      long until = System.nanoTime() + PATIENCE_S * 1_000_000_000L;
      var out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      boolean open = true;
      while (open) {
        assertTrue(System.nanoTime() < until, "still open");
        try {
          out.write('x');
          open = socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothing) {
          open = true;
        } catch (IOException closed) {
          open = false;
        }
      }
    }
  }
}
