package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Addresses;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No webhook goes to this house, its neighbours or a cloud's metadata, whatever it is called. */
class StripeAddressesTest {
  private static final String HOOKS = "/v1/webhook_endpoints";
  private static final String ALL = "&enabled_events[]=*";

  @TempDir private Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<String> called = new LinkedBlockingQueue<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private StripeHouse house;
  private int port;

  @BeforeEach
  void open() throws Exception {
    house = new StripeHouse(data, this::resolve);
    var server = house.house().vertx().createHttpServer().requestHandler(this::receive);
    port = HouseUnderTest.await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  /** A name that is this host when it is asked for the first time, and a neighbour after. */
  private InetAddress[] resolve(String host) throws java.net.UnknownHostException {
    if (host.equals("inside.example")) return InetAddress.getAllByName("10.0.0.7");
    if (!host.equals("twice.example")) return InetAddress.getAllByName(host);
    return InetAddress.getAllByName(lookups.getAndIncrement() == 0 ? "127.0.0.1" : "10.0.0.7");
  }

  private void receive(HttpServerRequest request) {
    called.add(request.path());
    var response = request.response();
    if (request.path().equals("/away")) {
      response.setStatusCode(307).putHeader("Location", "http://127.0.0.1:" + port + "/inside");
    }
    response.end();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(house.address() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String endpoint(String url) throws Exception {
    var made = post(HOOKS, "url=" + url + ALL);
    assertEquals(200, made.statusCode(), made.body());
    return made.body().replaceAll("(?s).*?\"id\":\"(\\w+)\".*", "$1");
  }

  @Test
  void no_endpoint_is_a_neighbour_in_whatever_notation() throws Exception {
    var there = endpoint("https://hooks.example/");
    for (var url : Addresses.beside().toList()) {
      var to = "url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
      for (var answer :
          new HttpResponse<?>[] {post(HOOKS, to + ALL), post(HOOKS + "/" + there, to)}) {
        assertEquals(400, answer.statusCode(), url);
        var body = answer.body().toString();
        assertTrue(body.contains("\"code\":\"url_invalid\""), url + body);
        assertTrue(body.contains("\"param\":\"url\""), url + body);
      }
    }
  }

  @Test
  void a_webhook_goes_where_its_name_was_looked_up_and_no_redirect_leads_it_on() throws Exception {
    endpoint("http://twice.example:" + port + "/once");
    endpoint("http://127.0.0.1:" + port + "/away");
    endpoint("http://inside.example:" + port + "/never");
    assertEquals(200, post("/v1/customers", "name=Ann").statusCode());
    var first = called.poll(10, TimeUnit.SECONDS);
    var second = called.poll(10, TimeUnit.SECONDS);
    assertEquals(java.util.Set.of("/once", "/away"), java.util.Set.of(first, second));
    assertEquals(1, lookups.get());
    while (delivered() < 1) Thread.onSpinWait();
    assertEquals(1, delivered(), "a redirect is no delivery, and a neighbour is not called");
    assertEquals(null, called.poll());
  }

  private long delivered() {
    return house
        .house()
        .engine()
        .store()
        .read(
            house.payments(),
            Store.Reader.of(Tenant.LOCAL),
            known ->
                known.deliveries.scan(Span.of(), 10).stream()
                    .filter(row -> row.value().state() == Delivery.State.DELIVERED)
                    .count());
  }
}
