package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.mainstem.engine.delivery.AddressGuard;
import dev.mainstem.engine.delivery.AddressRange;
import dev.mainstem.engine.delivery.Delivery;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.house.Addresses;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Subsystem;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks over real HTTP, checked by the library of the Standard Webhooks project. */
class WebhooksHttpTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final BlockingQueue<Hook> HOOKS = new LinkedBlockingQueue<>();
  private static final String[] TYPED = {"Content-Type", "application/json"};

  @TempDir private static Path data;
  private static Vertx vertx;
  private static Delivery delivery;
  private static HouseUnderTest house;
  private static int port;

  /** What the receiver was sent. */
  private record Hook(HttpHeaders headers, String body) {}

  @BeforeAll
  static void open() throws Exception {
    vertx = Vertx.vertx();
    var server = vertx.createHttpServer().requestHandler(WebhooksHttpTest::receive);
    port = HouseUnderTest.await(server.listen(0, "127.0.0.1")).actualPort();
    var guard = new AddressGuard(AddressRange.listed("127.0.0.1"), InetAddress::getAllByName);
    delivery = new Delivery(vertx, guard, InstantSource.system());
    var ground = NtfyHouse.ground(delivery, Mailer.closed(), Seals.none());
    List<Subsystem<?>> systems = List.of(new Notifications(ground));
    house = new HouseUnderTest(data, systems, engine -> new Anybody());
  }

  private static void receive(io.vertx.core.http.HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              var headers = new java.util.HashMap<String, List<String>>();
              request.headers().forEach(h -> headers.put(h.getKey(), List.of(h.getValue())));
              HOOKS.add(new Hook(HttpHeaders.of(headers, (a, b) -> true), body.toString()));
              request.response().end("thanks");
            });
  }

  @AfterAll
  static void close() throws Exception {
    house.close();
    delivery.close();
    HouseUnderTest.await(vertx.close());
  }

  private static JsonNode made(String method, String path, String body) throws Exception {
    var answer = house.ask(method, path, body.replace('\'', '"'), TYPED);
    assertTrue(answer.statusCode() / 100 == 2, answer.statusCode() + answer.body());
    return JSON.readTree(answer.body());
  }

  private static Hook next() throws Exception {
    var hook = HOOKS.poll(10, TimeUnit.SECONDS);
    assertTrue(hook != null, "nothing came in ten seconds");
    return hook;
  }

  private static void verified(Hook hook, String secret) throws Exception {
    new Webhook(secret).verify(hook.body(), hook.headers());
  }

  @Test
  void what_is_sent_is_verified_before_while_and_after_the_secret_is_rolled() throws Exception {
    var url = "http://127.0.0.1:" + port + "/hook?a=b";
    var made = made("POST", "/notifications/webhooks", "{'url':'" + url + "','types':['a.*']}");
    var id = made.path("id").asText();
    var first = made.path("secret").asText();
    assertTrue(first.startsWith("whsec_"), first);
    var shown = made("GET", "/notifications/webhooks/" + id, "");
    assertFalse(shown.has("secret"), shown.toString());
    var said = made("POST", "/notifications/messages", "{'type':'a.b','payload':{'x':'ü'}}");
    var hook = next();
    verified(hook, first);
    assertEquals(said.path("id").asText(), hook.headers().firstValue("webhook-id").orElse(""));
    assertEquals("ü", JSON.readTree(hook.body()).path("data").path("x").asText());
    assertEquals("a.b", JSON.readTree(hook.body()).path("type").asText());
    assertTrue(signedBy(hook, shown.path("publicKey").asText()));

    var second = made("POST", "/notifications/webhooks/" + id + "/roll", "{}").path("secret");
    made("POST", "/notifications/messages", "{'type':'a.b','payload':2}");
    hook = next();
    verified(hook, first);
    verified(hook, second.asText());
    made("POST", "/notifications/webhooks/" + id + "/roll", "{'overlapHours':0}");
    made("POST", "/notifications/messages", "{'type':'a.b','payload':3}");
    var last = next();
    assertThrows(WebhookVerificationException.class, () -> verified(last, second.asText()));
    var gone = house.ask("DELETE", "/notifications/webhooks/" + id, "");
    assertEquals(204, gone.statusCode(), gone.body());
  }

  /** The other signature, with the JDK's own Ed25519. */
  private static boolean signedBy(Hook hook, String publicKey) throws Exception {
    var raw = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
    var prefix = HexFormat.of().parseHex("302a300506032b6570032100");
    var spec = Arrays.copyOf(prefix, prefix.length + raw.length);
    System.arraycopy(raw, 0, spec, prefix.length, raw.length);
    var signature = Signature.getInstance("Ed25519");
    signature.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spec)));
    var headers = hook.headers();
    var signed =
        headers.firstValue("webhook-id").orElse("")
            + "."
            + headers.firstValue("webhook-timestamp").orElse("")
            + "."
            + hook.body();
    signature.update(signed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    for (var each : headers.firstValue("webhook-signature").orElse("").split(" ")) {
      if (each.startsWith("v1a,"))
        return signature.verify(Base64.getDecoder().decode(each.substring(4)));
    }
    return false;
  }

  @Test
  void no_endpoint_is_a_neighbour_in_whatever_notation() throws Exception {
    var id = made("POST", "/notifications/webhooks", "{'url':'https://a.example/','types':[]}");
    for (var url : Addresses.beside().toList()) {
      var body = "{\"url\":\"" + url + "\",\"types\":[]}";
      var answer = house.ask("POST", "/notifications/webhooks", body, TYPED);
      assertEquals(400, answer.statusCode(), url + answer.body());
      var move = "/notifications/webhooks/" + id.path("id").asText() + "/move";
      answer = house.ask("POST", move, "{\"url\":\"" + url + "\"}", TYPED);
      assertEquals(400, answer.statusCode(), url + answer.body());
      assertTrue(answer.body().contains("/url"), answer.body());
    }
    house.ask("DELETE", "/notifications/webhooks/" + id.path("id").asText(), "");
  }

  /** Request, body, status, what the answer holds. */
  private static final String[][] ROWS = {
    {"POST /notifications/messages", "{'type':'a b','payload':1}", "400", "/type"},
    {"POST /notifications/messages", "{'type':'a'}", "400", "/payload"},
    {"POST /notifications/messages/nope/resend", "{'endpoint':'x'}", "404", "no-such-message"},
    {"GET /notifications/messages/nope", "", "404", "no-such-message"},
    {"POST /notifications/webhooks/nope/roll", "{}", "404", "no-such-endpoint"},
    {"POST /notifications/webhooks/nope/enable", "{}", "404", "no-such-endpoint"},
    {
      "POST /notifications/webhooks/nope/replay",
      "{'from':'2026-01-01T00:00:00Z'}",
      "404",
      "no-such-endpoint"
    },
    {"PATCH /notifications/webhooks/nope", "{'types':['**']}", "400", "/types"},
    {"GET /notifications/webhooks", "", "200", "["},
  };

  @Test
  void every_row_is_answered() throws Exception {
    for (var row : ROWS) {
      var request = row[0].split(" ", 2);
      var answer = house.ask(request[0], request[1], row[1].replace('\'', '"'), TYPED);
      assertEquals(row[2], answer.statusCode() + "", row[0] + answer.body());
      assertTrue(answer.body().contains(row[3]), row[0] + answer.body());
    }
  }
}
