package dev.mainstem.engine.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One attempt at somebody else's server, over real sockets. */
class DeliveryTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  private final Vertx vertx = Vertx.vertx();
  private final LinkedBlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final AtomicInteger lookedUp = new AtomicInteger();
  private HttpServer server;
  private Delivery delivery;
  private volatile Said says = new Said(200, "", Map.of());

  private record Asked(String method, String uri, Map<String, List<String>> headers, String body) {}

  private record Said(int status, String body, Map<String, String> headers) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              new Asked(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  Map.copyOf(exchange.getRequestHeaders()),
                  body));
          says.headers().forEach(exchange.getResponseHeaders()::add);
          var bytes = says.body().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(says.status(), bytes.length == 0 ? -1 : bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
    delivery = new Delivery(vertx, allowing("127.0.0.0/8"), () -> NOW);
  }

  /** Names lead here first and elsewhere after, as an attacker would have it. */
  private AddressGuard allowing(String range) {
    return new AddressGuard(
        AddressRange.all(range),
        host ->
            host.equals("hooks.test")
                ? new InetAddress[] {
                  InetAddress.getByName(lookedUp.getAndIncrement() == 0 ? "127.0.0.1" : "10.9.9.9")
                }
                : InetAddress.getAllByName(host));
  }

  @AfterEach
  void close() throws Exception {
    delivery.close();
    server.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private Letter letter(String host, String path) {
    var url = "http://" + host + ":" + server.getAddress().getPort() + path;
    return new Letter(
        url, "msg_p5jXN8AQM9LWM0D4loKWxJek", Map.of("Content-Type", "application/json"), BODY);
  }

  private Receipt post(Letter letter, Signer signer) throws Exception {
    return delivery.post(letter, signer).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Throwable fails(Letter letter) {
    var thrown = assertThrows(ExecutionException.class, () -> post(letter, Signer.NONE));
    return thrown.getCause();
  }

  @Test
  void a_letter_arrives_as_it_is_with_its_headers() throws Exception {
    says = new Said(201, "thanks\nvery much", Map.of());
    var receipt = post(letter("127.0.0.1", "/in?a=b%20c"), Signer.NONE);
    assertTrue(receipt.taken());
    assertEquals("thanks very much", receipt.excerpt());
    var got = asked.remove();
    assertEquals("POST", got.method());
    assertEquals("/in?a=b%20c", got.uri());
    assertEquals(new String(BODY, StandardCharsets.UTF_8), got.body());
    assertEquals(List.of("application/json"), got.headers().get("Content-type"));
  }

  /** The example of the specification. */
  @Test
  void a_signature_is_the_one_of_the_standard() throws Exception {
    var signer = new StandardWebhooks(List.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    post(letter("127.0.0.1", "/"), signer);
    var headers = asked.remove().headers();
    assertEquals(List.of("msg_p5jXN8AQM9LWM0D4loKWxJek"), headers.get("Webhook-id"));
    assertEquals(List.of("1614265330"), headers.get("Webhook-timestamp"));
    assertEquals(
        List.of("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
        headers.get("Webhook-signature"));
  }

  @Test
  void while_a_key_is_replaced_both_sign_and_an_asymmetric_one_can_be_checked() throws Exception {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    var own = "whsk_" + Base64.getEncoder().encodeToString(seed);
    var signer = new StandardWebhooks(List.of(own, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    var header = signer.sign(letter("127.0.0.1", "/"), NOW).get("webhook-signature");
    var both = header.split(" ");
    assertEquals("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", both[1]);
    var verify = Signature.getInstance("Ed25519");
    verify.initVerify(pair.getPublic());
    verify.update("msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.".getBytes(StandardCharsets.UTF_8));
    verify.update(BODY);
    assertTrue(both[0].startsWith("v1a,"));
    assertTrue(verify.verify(Base64.getDecoder().decode(both[0].substring(4))));
  }

  @Test
  void a_redirect_is_an_answer_and_is_not_followed() throws Exception {
    says = new Said(302, "", Map.of("Location", letter("127.0.0.1", "/secret").url()));
    var receipt = post(letter("127.0.0.1", "/"), Signer.NONE);
    assertEquals(302, receipt.status());
    assertEquals(1, asked.size());
  }

  @Test
  void a_name_is_looked_up_once_and_the_call_goes_where_it_was_checked() throws Exception {
    assertTrue(post(letter("hooks.test", "/"), Signer.NONE).taken());
    assertEquals(1, lookedUp.get());
    var host = asked.remove().headers().get("Host");
    assertEquals(List.of("hooks.test:" + server.getAddress().getPort()), host);
    // The second time it leads to a neighbour, and is refused rather than called.
    assertEquals(
        "address-refused",
        assertInstanceOf(Refusal.class, fails(letter("hooks.test", "/"))).problem().name());
    assertEquals(0, asked.size());
  }

  @Test
  void nothing_that_is_not_allowed_is_ever_called() {
    delivery.close();
    delivery = new Delivery(vertx, allowing("192.0.2.1"), () -> NOW);
    for (var host : List.of("127.0.0.1", "localhost", "2130706433", "[::1]", "hooks.test")) {
      assertInstanceOf(Refusal.class, fails(letter(host, "/")), host);
    }
    assertEquals(0, asked.size());
  }

  @Test
  void an_answer_without_end_is_cut_short() throws Exception {
    says = new Said(200, "x".repeat(5_000_000), Map.of());
    var receipt = post(letter("127.0.0.1", "/"), Signer.NONE);
    assertTrue(receipt.taken());
    assertEquals(1_000, receipt.excerpt().length());
  }

  @Test
  void a_server_that_is_not_there_is_a_failure_and_no_answer() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    var nobody = new Letter("http://127.0.0.1:" + port + "/", "id", Map.of(), BODY);
    assertInstanceOf(IOException.class, fails(nobody));
  }

  @Test
  void who_is_told_when_to_come_again_comes_no_sooner() throws Exception {
    says = new Said(503, "busy", Map.of("Retry-After", "120"));
    assertEquals(
        Optional.of(Duration.ofMinutes(2)),
        post(letter("127.0.0.1", "/"), Signer.NONE).retryAfter());
    says = new Said(429, "", Map.of("Retry-After", "Thu, 25 Feb 2021 15:02:40 GMT"));
    assertEquals(
        Optional.of(Duration.ofSeconds(30)),
        post(letter("127.0.0.1", "/"), Signer.NONE).retryAfter());
    var thrown =
        assertThrows(
            ExecutionException.class,
            () ->
                delivery
                    .deliver(letter("127.0.0.1", "/"), Signer.NONE)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS));
    var later = assertInstanceOf(Effect.Later.class, thrown.getCause());
    assertEquals(Duration.ofSeconds(30), later.after());
    assertEquals("answered 429", later.toString());
  }

  @Test
  void a_wish_that_makes_no_sense_is_none() throws Exception {
    for (var wish :
        List.of("soon", "-5", "1e9", "99999999999999", "Thu, 25 Feb 2020 15:02:40 GMT")) {
      says = new Said(503, "", Map.of("Retry-After", wish));
      assertEquals(
          Optional.empty(), post(letter("127.0.0.1", "/"), Signer.NONE).retryAfter(), wish);
    }
    says = new Said(503, "", Map.of("Retry-After", "99999999"));
    var capped = post(letter("127.0.0.1", "/"), Signer.NONE).retryAfter();
    assertEquals(Optional.of(Duration.ofDays(1)), capped);
  }

  @Test
  void a_schedule_ends() {
    var schedule = Schedule.STANDARD_WEBHOOKS;
    assertEquals(Duration.ofSeconds(5), schedule.pause(1));
    assertEquals(Duration.ofHours(24), schedule.pause(9));
    assertEquals(null, schedule.pause(10));
  }
}
