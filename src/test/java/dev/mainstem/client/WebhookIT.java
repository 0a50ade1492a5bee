package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks of the real jar, checked by the library of the Standard Webhooks project. */
final class WebhookIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MESSAGES = 20;

  @TempDir private Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();
  private RunningJar jar;

  private record Hook(HttpHeaders headers, String body) {
    String id() {
      return headers.firstValue("webhook-id").orElse("");
    }

    void verify(String secret) throws Exception {
      new Webhook(secret).verify(body, headers);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    hooks.add(new Hook(HttpHeaders.of(exchange.getRequestHeaders(), (a, b) -> true), body));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private void start() {
    jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1");
  }

  private JsonNode ask(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve("/notifications" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertEquals(2, answer.statusCode() / 100, answer.body());
    return JSON.readTree(answer.body());
  }

  private Hook next() throws InterruptedException {
    var hook = hooks.poll(20, TimeUnit.SECONDS);
    assertTrue(hook != null, jar.output());
    return hook;
  }

  private String say(int number) throws Exception {
    var message = "{'type':'order.paid','payload':{'number':" + number + "}}";
    return ask("POST", "/messages", message).path("id").asText();
  }

  @Test
  void what_is_sent_verifies_and_is_not_sent_again_after_a_kill() throws Exception {
    var receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.start();
    var url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    try {
      start();
      var made = ask("POST", "/webhooks", "{'url':'" + url + "','types':['order.*']}");
      var secret = made.path("secret").asText();
      var endpoint = made.path("id").asText();
      Set<String> said = new TreeSet<>();
      for (int i = 0; i < MESSAGES; i++) said.add(say(i));
      assertEquals(said, new TreeSet<>(ids(taken(MESSAGES, secret))));
      untilWritten(endpoint);
      jar.kill9();
      start();
      var last = say(MESSAGES);
      assertEquals(List.of(last), ids(taken(1, secret)));
      untilWritten(endpoint);
      assertEquals(List.of(), new ArrayList<>(hooks), "nothing comes twice");
      var second = ask("POST", "/webhooks/" + endpoint + "/roll", "{}").path("secret").asText();
      say(MESSAGES + 1);
      var both = next();
      both.verify(secret);
      both.verify(second);
    } finally {
      if (jar != null) jar.close();
      receiver.stop(0);
    }
  }

  private List<Hook> taken(int many, String secret) throws Exception {
    var taken = new ArrayList<Hook>();
    for (int i = 0; i < many; i++) {
      taken.add(next());
      taken.get(i).verify(secret);
    }
    return taken;
  }

  private static List<String> ids(List<Hook> hooks) {
    return hooks.stream().map(Hook::id).toList();
  }

  /** Until what the receiver said of all of them is in the tables. */
  private void untilWritten(String endpoint) throws Exception {
    for (boolean open = true; open; ) {
      open = false;
      for (var each : ask("GET", "/webhooks/" + endpoint + "/deliveries", "").path("items")) {
        open |= !each.path("state").asText().equalsIgnoreCase("taken");
      }
    }
  }
}
