package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams over WebSockets, as the JDK's own client hears them. */
final class WebSocketTest {
  @TempDir private Path data;
  private HouseUnderTest house;

  @BeforeEach
  void open() throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void link(String slug) throws Exception {
    var body = "{\"target\":\"https://a.b\",\"slug\":\"" + slug + "\"}";
    var made = house.ask("POST", "/links", body, "Content-Type", "application/json");
    assertEquals(201, made.statusCode(), made.body());
  }

  /** Keeps what it hears, in order. */
  private static final class Ears implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        heard.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
      heard.add("ping");
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      heard.add("closed " + status);
      return null;
    }

    String any() throws InterruptedException {
      var next = heard.poll(20, TimeUnit.SECONDS);
      if (next == null) throw new AssertionError("nothing came");
      return next;
    }

    String next() throws InterruptedException {
      for (var next = any(); ; next = any()) if (!next.equals("ping")) return next;
    }

    /** The welcome: from here on nothing is missed. */
    Ears open() throws InterruptedException {
      assertEquals("ping", any());
      return this;
    }
  }

  private WebSocket socket(String path, Ears ears, String... headers) {
    var builder = HttpClient.newHttpClient().newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) builder.header(headers[i], headers[i + 1]);
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + house.port() + path), ears).join();
  }

  private int refused(String path, String... headers) {
    var thrown = assertThrows(CompletionException.class, () -> socket(path, new Ears(), headers));
    var refusal = assertInstanceOf(WebSocketHandshakeException.class, thrown.getCause());
    return refusal.getResponse().statusCode();
  }

  @Test
  void each_event_is_a_message_with_its_position() throws Exception {
    var ears = new Ears();
    var socket = socket("/house/events?journal=main", ears);
    ears.open();
    long first = house.position() + 1;
    link("a");
    var told = ears.next();
    assertTrue(
        told.startsWith("{\"id\":\"main-" + first + "\",\"event\":\"Shortened\",\"data\":{"), told);
    assertTrue(told.contains("\"slug\":\"a\""), told);
    socket.abort();
  }

  @Test
  void who_comes_back_hears_what_came_after() throws Exception {
    long first = house.position() + 1;
    for (var slug : List.of("a", "b", "c")) link(slug);
    var ears = new Ears();
    var socket = socket("/house/events?journal=main&after=main-" + first, ears);
    for (int i = 1; i <= 2; i++) {
      var told = ears.next();
      assertTrue(told.startsWith("{\"id\":\"main-" + (first + i) + "\""), told);
    }
    socket.abort();
  }

  @Test
  void a_systems_own_stream_comes_the_same_way() throws Exception {
    var ears = new Ears();
    var socket = socket("/links/clicks/stream?after=links-clicks-0", ears);
    assertEquals("ping", ears.open().any());
    socket.abort();
  }

  @Test
  void a_quiet_socket_outlives_the_idle_timeout() throws Exception {
    var ears = new Ears();
    var socket = socket("/house/events?journal=main", ears);
    ears.open();
    long until = System.nanoTime() + (2 * HouseUnderTest.IDLE_S + 1) * 1_000_000_000L;
    while (System.nanoTime() < until) assertEquals("ping", ears.any());
    long first = house.position() + 1;
    link("a");
    assertTrue(ears.next().startsWith("{\"id\":\"main-" + first + "\""));
    socket.abort();
  }

  @Test
  void a_client_that_talks_is_closed() throws Exception {
    var ears = new Ears();
    var socket = socket("/house/events?journal=main", ears);
    ears.open();
    socket.sendText("hello", true).join();
    assertEquals("closed 1008", ears.next());
    assertEquals(0, followers());
  }

  @Test
  void what_a_stream_refuses_a_socket_is_refused_too() {
    assertEquals(410, refused("/house/events?journal=main&after=main-99"));
    assertEquals(400, refused("/house/events?journal=main&after=nonsense"));
    assertEquals(404, refused("/house/events?journal=nowhere"));
    assertEquals(403, refused("/house/events?journal=main", "Origin", "https://evil.example"));
    assertEquals(0, house.engine().followers());
  }

  private int followers() throws Exception {
    long until = System.nanoTime() + 5_000_000_000L;
    while (house.engine().followers() > 0 && System.nanoTime() < until) link("x" + until);
    return house.engine().followers();
  }

  @Test
  void a_house_that_closes_says_so() throws Exception {
    var ears = new Ears();
    socket("/house/events?journal=main", ears);
    ears.open();
    house.close();
    assertTrue(ears.next().startsWith("closed 1"));
    open();
  }
}
