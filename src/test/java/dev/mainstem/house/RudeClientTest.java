package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever comes down a socket, it meets a clear no, and nobody else notices. One house for all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RudeClientTest {
  private static final String LINK = "{\"target\":\"https://a.b\"}";
  private static final String POST =
      "POST /links HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final int PACE_MS = 200;

  private HouseUnderTest house;

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    var systems = Index.systems();
    var tenants = (Tenants) systems.get(0);
    house =
        new HouseUnderTest(
            data,
            systems,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()));
  }

  @AfterEach
  void others_are_served_and_nothing_happened() throws Exception {
    long events = house.position();
    var made = house.ask("POST", "/links", LINK, "Content-Type", "application/json");
    assertEquals(201, made.statusCode());
    assertEquals(events + 1, house.position());
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  private String send(String text) throws Exception {
    return house.raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET /links HTTP/1.1; Host: localhost; A b: x | 400/200",
        "GET /links HTTP/1.1; Host: localhost; No colon | 400/200",
        "GET /links HTTP/1.1; Host: localhost; \u0001: x | 400",
        "GET /links HTTP/1.1; Host: localhost; X: a\u0000b | 400",
        "GET /links HTTP/9.9; Host: localhost | 501/505",
        "GET /links; Host: localhost | 400",
        "GET /links HTTP/1.1; Host: evil.test | 403",
        "GET /links HTTP/1.1; Host: [::1 | 40.",
        "GET /links HTTP/1.1; Host: ::: | 40.",
        "GET /links HTTP/1.1; Host: localhost:99999999 | 40.",
        "GET /links HTTP/1.1; Host: a b | 40.",
        "GET /links HTTP/1.1; X: no host | 40.",
        "GET links HTTP/1.1; Host: localhost | 40.",
        "GET * HTTP/1.1; Host: localhost | 40.",
        "OPTIONS * HTTP/1.1; Host: localhost | 40.",
        "CONNECT localhost:80 HTTP/1.1; Host: localhost | 40.",
        "CONNECT /links HTTP/1.1; Host: localhost | 40.",
        "GET http://evil.test/links HTTP/1.1; Host: localhost | 403",
        "GET http://localhost/links HTTP/1.1; Host: evil.test | 200",
        "GET //links HTTP/1.1; Host: localhost | 404",
        "GET /links/../../etc/passwd HTTP/1.1; Host: localhost | 40.",
        "GET /..%2f..%2fetc%2fpasswd HTTP/1.1; Host: localhost | 404",
        "GET /links/% HTTP/1.1; Host: localhost | 400",
        "GET /links/%e2%82 HTTP/1.1; Host: localhost | 40.",
        "GET /links/%00 HTTP/1.1; Host: localhost | 40.",
        "GET /links?q=%00 HTTP/1.1; Host: localhost | 200/400",
        "GET /links?q=% HTTP/1.1; Host: localhost | 400",
        "GET /links?after=AAAA HTTP/1.1; Host: localhost | 200/400",
        "GET /links?after=%00 HTTP/1.1; Host: localhost | 400",
        "FOO /links HTTP/1.1; Host: localhost | 405",
        "TRACE /links HTTP/1.1; Host: localhost | 405",
        "GET /links HTTP/1.1; Host: localhost; Cookie: mainstem=... | 200",
        "GET /links HTTP/1.1; Host: localhost; Cookie: mainstem=\u00ff | 200",
        "GET /links HTTP/1.1; Host: localhost; Cookie: \u00ff=;;= | 200",
        "GET /links HTTP/1.1; Host: localhost; Authorization: Bearer | 200",
        "GET /links HTTP/1.1; Host: localhost; Authorization: Basic x | 200",
        "GET /links HTTP/1.1; Host: localhost; If-None-Match: \u00ff | 200",
        "GET /links HTTP/1.1; Host: localhost; traceparent: 00-x | 200",
        "GET /links HTTP/1.1; Host: localhost; Upgrade: h2c; "
            + "Connection: Upgrade, HTTP2-Settings; HTTP2-Settings: AAMAAABkAAQAAP__ | 200",
        "GET /links HTTP/1.1; Host: localhost; Upgrade: websocket; Connection: Upgrade;"
            + " Sec-WebSocket-Version: 13; Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ== |"
            + " 200/400/426",
        "PRI * HTTP/2.0 | 501/505",
        "GET /links HTTP/1.1; Host: localhost; Content-Length: -1 | 400",
        "GET /links HTTP/1.1; Host: localhost; Content-Length: x | 400",
        "GET /links HTTP/1.1; Host: localhost; Content-Length: 1; Content-Length: 2 | 400",
        "POST /links HTTP/1.1; Host: localhost; Content-Length: 99999999999999999999 | 4..",
        "POST /links HTTP/1.1; Host: localhost; Content-Length: 999999999999 | 413",
        "POST /links HTTP/1.1; Host: localhost; Content-Length: 2; Content-Type: text/plain | 415",
        "POST /links HTTP/1.1; Host: localhost; Transfer-Encoding: nonsense | 4../501",
        "POST /links HTTP/1.1; Host: localhost; Content-Length: 0; Idempotency-Key: a b | 400",
        "POST /links HTTP/1.1; Host: localhost; Content-Length: 0; If-Match: \u00ff | 400",
      })
  void a_strange_head_meets_a_clear_no(String head, String status) throws Exception {
    var answer = send(head.replace("; ", "\r\n") + "\r\n\r\n");
    var expected = "(?s)HTTP/[0-9.]+ (" + status.replace('/', '|') + ") .*";
    assertTrue(answer.equals("closed") || answer.matches(expected), head + "\n" + answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Transfer-Encoding: chunked;;zz;                       | 4..",
        "Transfer-Encoding: chunked;;-1;                       | 4..",
        "Transfer-Encoding: chunked;;fffffffffffffffff;        | 4..",
        "Transfer-Encoding: chunked;;1;{};0;;                  | 400",
        "Transfer-Encoding: chunked;;0;                        | ~~",
        "Transfer-Encoding: chunked;;2;{};0;;                  | 400",
        "Transfer-Encoding: chunked;Content-Length: 2;;2;{};0;; | 400",
        "Content-Length: 2;;{}                                 | 400",
        "Content-Length: 2;;{}GARBAGE;;                        | 400",
        "Content-Length: 1;;{}                                 | 400",
      })
  void a_strange_body_meets_a_clear_no(String rest, String status) throws Exception {
    var answer = send(POST + rest.replace(";", "\r\n"));
    var expected = "(?s)HTTP/1.1 " + status + " .*";
    boolean waits = status.isEmpty() && answer.isEmpty();
    assertTrue(waits || answer.equals("closed") || answer.matches(expected), answer);
    assertFalse(answer.contains("HTTP/1.1 5"), answer);
  }

  @Test
  void a_head_or_body_beyond_the_bounds_is_refused() throws Exception {
    var head = "GET /links HTTP/1.1\r\nHost: localhost\r\n";
    var one = send(head + "X: " + "y".repeat(20_000) + "\r\n\r\n");
    assertTrue(one.startsWith("HTTP/1.1 431") || one.equals("closed"), one);
    var many = send(head + "X: y\r\n".repeat(5_000) + "\r\n");
    assertTrue(many.startsWith("HTTP/1.1 431") || many.equals("closed"), many);
    var url = "GET /links?q=" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    var wide = send(url);
    assertTrue(wide.matches("(?s)HTTP/1.[01] 414.*"), wide);
    var chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    var chunked = POST + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(4) + "0\r\n\r\n";
    var large = send(chunked);
    assertTrue(large.startsWith("HTTP/1.1 413") || large.equals("closed"), large);
  }

  @Test
  void what_was_asked_before_the_garbage_is_answered() throws Exception {
    var polite = "GET /links HTTP/1.1\r\nHost: localhost\r\n\r\n";
    try (var socket = new Socket("127.0.0.1", house.port())) {
      socket.setSoTimeout(10_000);
      var text = polite + polite + "GARBAGE\r\n\r\n" + polite;
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      var answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(3, answers.split("HTTP/1.1 200", -1).length, answers);
      assertEquals(2, answers.split("HTTP/1.[01] 400", -1).length, answers);
    }
  }

  @Test
  void who_leaves_in_the_middle_costs_no_place() throws Exception {
    var halves = List.of("", "GET /li", POST, POST + "Content-Length: 24\r\n\r\n{\"target\":");
    for (int i = 0; i < 3 * HouseUnderTest.MOST_CONNECTIONS; i++) {
      try (var socket = new Socket("127.0.0.1", house.port())) {
        var half = halves.get(i % halves.size());
        socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
      }
    }
    long until = System.nanoTime() + 10_000_000_000L;
    while (!served()) assertTrue(System.nanoTime() < until, "places are lost");
  }

  @Test
  void bodies_that_never_end_take_a_bounded_room_and_give_it_back() throws Exception {
    var begun = POST + "Content-Length: 60000\r\n\r\n" + " ".repeat(59_999);
    var others = new ArrayList<Socket>();
    try {
      var asked = posted();
      while (asked.statusCode() == 201 && others.size() < 50) {
        var other = new Socket("127.0.0.1", house.port());
        others.add(other);
        other.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        asked = posted();
      }
      assertEquals(503, asked.statusCode(), asked.body());
      assertTrue(asked.body().contains("no-room"), asked.body());
      assertEquals("1", asked.headers().firstValue("Retry-After").orElse(""));
    } finally {
      for (var other : others) other.close();
    }
    long until = System.nanoTime() + 10_000_000_000L;
    while (posted().statusCode() != 201) assertTrue(System.nanoTime() < until, "room is lost");
  }

  @Test
  void who_leaves_before_the_answer_takes_no_room_with_it() throws Exception {
    var body = LINK + " ".repeat(60_000 - LINK.length());
    var whole = POST + "Content-Length: 60000\r\n\r\n" + body;
    for (int i = 0; i < 100; i++) {
      try (var socket = new Socket("127.0.0.1", house.port())) {
        socket.setSoLinger(true, 0);
        socket.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
      }
    }
    long until = System.nanoTime() + 10_000_000_000L;
    while (!onlyThisHappens()) assertTrue(System.nanoTime() < until, "room is lost");
  }

  /** What others asked before they left may still be on its way. */
  private boolean onlyThisHappens() throws Exception {
    long before = house.position();
    return posted().statusCode() == 201 && house.position() == before + 1;
  }

  private HttpResponse<String> posted() throws Exception {
    var asLong = LINK + " ".repeat(60_000 - LINK.length());
    return house.ask("POST", "/links", asLong, "Content-Type", "application/json");
  }

  /** Until the last of many has been seen to leave, somebody else may find no place. */
  private boolean served() throws InterruptedException {
    try {
      return house.ask("GET", "/links", "").statusCode() == 200;
    } catch (IOException full) {
      return false;
    }
  }

  /** One more letter whenever nothing was answered for a while, until the other side closes. */
  private void drip(String before, String letter) {
    long until = System.nanoTime() + 3L * HouseUnderTest.IDLE_S * 1_000_000_000L;
    try (var socket = new Socket("127.0.0.1", house.port())) {
      socket.setSoTimeout(PACE_MS);
      var out = socket.getOutputStream();
      out.write(before.getBytes(StandardCharsets.US_ASCII));
      while (!closed(socket)) {
        assertTrue(System.nanoTime() < until, "somebody still waits for: " + before);
        out.write(letter.getBytes(StandardCharsets.US_ASCII));
      }
    } catch (SocketException reset) {
      assertTrue(System.nanoTime() < until);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean closed(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read(new byte[4_096]) < 0;
    } catch (SocketTimeoutException quiet) {
      return false;
    }
  }

  @Test
  void who_sends_letter_by_letter_is_let_go() {
    var get = "GET /links HTTP/1.1\r\nHost: localhost\r\n";
    var nowhere = "POST /nowhere HTTP/1.1\r\nHost: localhost\r\n";
    var body = "Content-Length: 1000\r\n\r\n";
    Stream.of(get + "X: ", get + "\r\n" + get + "X: ", POST + body, get + body, nowhere + body)
        .map(
            before ->
                CompletableFuture.runAsync(
                    () -> drip(before, "x"), task -> new Thread(task).start()))
        .toList()
        .forEach(CompletableFuture::join);
  }
}
