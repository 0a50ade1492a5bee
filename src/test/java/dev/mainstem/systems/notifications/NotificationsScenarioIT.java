package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * News to all who like sports, while people change their minds, the other side fails three times in
 * ten, and the house is killed three times: who is meant is told once, nobody else ever is, and
 * orders are told in their order. With {@code -Dfull=true} at its full size.
 */
final class NotificationsScenarioIT {
  private static final boolean FULL = Boolean.getBoolean("full");
  private static final int PEOPLE = FULL ? 50_000 : 3_000;
  private static final int CHANGED = FULL ? 2_000 : 120;
  private static final int KEYS = 5;

  /** One after the other, and each that fails waits 5 seconds: it is these that take the time. */
  private static final int ORDERED = FULL ? 10 : 5;

  private static final int AT_ONCE = 48;
  private static final long PATIENCE_NANOS = (FULL ? 1_200 : 60) * 1_000_000_000L;
  private static final long LOOK_NANOS = 30_000_000;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path data;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private RunningJar jar;

  private static boolean sporty(int i) {
    return i % 2 == 0;
  }

  private static boolean off(int i) {
    return i % 20 == 0;
  }

  /** Changes their mind while the broadcast is on its way: may be told or not, never twice. */
  private static boolean changes(int i) {
    return i % (PEOPLE / CHANGED) == 2;
  }

  private void start() {
    jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1");
  }

  private void kill() {
    jar.kill9();
    start();
  }

  private HttpRequest request(String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve(path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    return request.build();
  }

  private JsonNode done(String method, String path, String body) throws Exception {
    var answer = client.send(request(method, path, body), BodyHandlers.ofString());
    assertTrue(answer.statusCode() / 100 == 2, method + " " + path + ": " + answer.body());
    return answer.body().isEmpty() ? null : JSON.readTree(answer.body());
  }

  private void all(List<HttpRequest> requests) throws Exception {
    var places = new Semaphore(AT_ONCE);
    var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (var request : requests) {
      places.acquire();
      var answer = client.sendAsync(request, BodyHandlers.ofString());
      asked.add(answer.whenComplete((done, why) -> places.release()));
    }
    for (var each : asked) assertEquals(200, each.get().statusCode(), each.get().body());
  }

  @Test
  void everybody_who_is_meant_is_told_once_and_nobody_else() throws Exception {
    try (var sink = new FailingSink(30)) {
      start();
      people();
      done("POST", "/notifications/webhooks", endpoint(sink, "notification.*", false));
      done("POST", "/notifications/webhooks", endpoint(sink, "order.*", true));
      var id = broadcast();
      kill();
      changeMinds();
      orders();
      kill();
      await(() -> sink.people() > PEOPLE / 8, "an eighth is told");
      kill();
      await(() -> state(id).equals("done"), "the broadcast is done");
      var taken = done("GET", "/notifications/broadcasts/" + id + "/progress", "").path("taken");
      await(() -> sink.people() >= taken.asInt(), taken + " are told");
      await(() -> sink.inOrder("key-0").size() == ORDERED, "orders are told");
      judge(sink, id);
    } catch (AssertionError e) {
      throw new AssertionError(jar == null ? "" : jar.output(), e);
    } finally {
      if (jar != null) jar.close();
    }
  }

  private static String endpoint(FailingSink sink, String type, boolean ordered) {
    return "{'url':'" + sink.address() + "','types':['" + type + "'],'ordered':" + ordered + "}";
  }

  private void people() throws Exception {
    var requests = new ArrayList<HttpRequest>();
    for (int i = 0; i < PEOPLE; i++) {
      var interests = sporty(i) ? "'sports'" : "'chess'";
      var body = "{'webhook':true,'interests':[" + interests + "],'attributes':{}}";
      requests.add(request("PUT", "/notifications/people/p" + i, body));
    }
    all(requests);
    var off = new ArrayList<HttpRequest>();
    IntStream.range(0, PEOPLE).filter(i -> off(i)).forEach(i -> off.add(preference(i)));
    all(off);
  }

  private HttpRequest preference(int person) {
    var path = "/notifications/people/p" + person + "/preferences/news/webhook";
    return request("PUT", path, "{'on':false}");
  }

  private String broadcast() throws Exception {
    var news = "{'audience':'sports','scope':'news','channels':['webhook'],";
    var opened = done("POST", "/notifications/broadcasts", news + "'subject':'Goal','text':'1:0'}");
    return opened.path("id").asText();
  }

  private void changeMinds() throws Exception {
    var changed = new ArrayList<HttpRequest>();
    IntStream.range(0, PEOPLE).filter(i -> changes(i)).forEach(i -> changed.add(preference(i)));
    all(changed);
  }

  private void orders() throws Exception {
    for (int n = 0; n < ORDERED; n++) {
      for (int key = 0; key < KEYS; key++) {
        var payload = "{'key':'key-" + key + "','n':" + n + "}";
        var body = "{'type':'order.moved','key':'key-" + key + "','payload':" + payload + "}";
        done("POST", "/notifications/messages", body);
      }
    }
  }

  private String state(String broadcast) throws Exception {
    return done("GET", "/notifications/broadcasts/" + broadcast, "").path("state").asText();
  }

  /** Something that may be so, which takes asking. */
  private interface Asking {
    boolean is() throws Exception;
  }

  private static void await(Asking so, String what) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!so.is()) {
      assertTrue(System.nanoTime() < deadline, "not in time: " + what);
      // Who asks without a pause takes from the house what it should be at work with.
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private void judge(FailingSink sink, String broadcast) throws Exception {
    var order = IntStream.range(0, ORDERED).boxed().toList();
    for (int i = 0; i < PEOPLE; i++) {
      int told = sink.told("p" + i);
      boolean meant = sporty(i) && !off(i);
      if (meant && changes(i)) assertEquals(why(broadcast, i) ? 1 : 0, told, "p" + i);
      else assertEquals(meant ? 1 : 0, told, "p" + i);
    }
    for (int key = 0; key < KEYS; key++) {
      int last = key;
      await(() -> sink.inOrder("key-" + last).size() == ORDERED, "orders of key " + last);
      assertEquals(order, sink.inOrder("key-" + key));
    }
    done("POST", "/house/verify", "{}");
    await(() -> List.of("sound", "unsound", "failed").contains(verified()), "it is verified");
    assertEquals("sound", verified());
  }

  /** What the house itself says: whether this person was told. */
  private boolean why(String broadcast, int person) throws Exception {
    var path = "/notifications/people/p" + person + "/why?notification=" + broadcast;
    return done("GET", path, "").path("channels").path("webhook").asText().equals("taken");
  }

  private String verified() throws IOException, InterruptedException {
    var answer = client.send(request("GET", "/house/verify", ""), BodyHandlers.ofString());
    return JSON.readTree(answer.body()).path("state").asText();
  }
}
