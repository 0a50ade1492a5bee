package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the HTTP door promises, through real HTTP, and how many events each request makes. */
final class DoorTest {
  private static final String[] JSON = {"Content-Type", "application/json"};

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

  private HttpResponse<String> post(String path, String body, String... more) throws Exception {
    var headers = new String[more.length + 2];
    System.arraycopy(JSON, 0, headers, 0, 2);
    System.arraycopy(more, 0, headers, 2, more.length);
    return house.ask("POST", path, body.replace('\'', '"'), headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET /links/none                | ~~ | 404 | links/no-such-link",
        "GET /nowhere                   | ~~ | 404 | house/no-such-path",
        "GET /links?colour=red          | ~~ | 400 | house/unknown-parameter",
        "GET /links?limit=0             | ~~ | 400 | house/bad-limit",
        "GET /links?limit=1001          | ~~ | 400 | house/bad-limit",
        "GET /links?limit=5&limit=6     | ~~ | 400 | house/repeated-parameter",
        "GET /links?asOf=yesterday      | ~~ | 400 | house/bad-position",
        "GET /links?after=%21%21        | ~~ | 400 | links/bad-cursor",
        "GET /links/%zz                 | ~~ | 400 | house/bad-path",
        "PATCH /links                     | {} | 405 | house/no-such-method",
        "POST /links                     | {  | 400 | house/bad-fields",
        "POST /links                     | {} | 400 | house/bad-fields",
        "POST /links | {'target':'https://a.b','evil':1}      | 400 | house/bad-fields",
        "POST /links | {'target':7}                           | 400 | house/bad-fields",
        "POST /links | {'target':'ftp://a.b'}                 | 400 | links/bad-target",
        "POST /links | {'target':'https://a.b','slug':'a b'}  | 400 | house/bad-fields",
        "POST /links/bulk | {'links':[{'target':'https://a.b','slug':'a b'}]} | 400 |"
            + " house/bad-fields",
        "POST /tenants/local/keys | {'name':'k','scopes':['links:read']} | 422 |"
            + " tenants/first-key-owns",
      })
  void a_bad_request_is_refused_by_name_and_makes_no_event(
      String request, String body, int status, String problem) throws Exception {
    long before = house.position();
    var line = request.split(" +");
    var answer = house.raw(raw(line[0], line[1], body.replace('\'', '"')));
    assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
    assertTrue(answer.contains("\"/problems/" + problem + "\""), answer);
    assertTrue(answer.contains("application/problem+json"), answer);
    assertEquals(before, house.position());
  }

  private static byte[] raw(String method, String path, String body) {
    return (method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_link_is_made_read_changed_and_retired_each_by_one_event() throws Exception {
    long before = house.position();
    var made = post("/links", "{'target':'https://a.b','slug':'a'}");
    assertEquals(201, made.statusCode());
    assertEquals("/links/a", made.headers().firstValue("Location").orElse(""));
    var tag = made.headers().firstValue("ETag").orElse("");
    assertEquals(tag, house.ask("GET", "/links/a", "").headers().firstValue("ETag").orElse(""));
    assertEquals(304, house.ask("GET", "/links/a", "", "If-None-Match", tag).statusCode());
    var body = "{\"target\":\"https://c.d\"}";
    assertEquals(412, put(body, "\"999\"").statusCode());
    assertEquals(200, put(body, tag).statusCode());
    assertEquals(412, put("{\"target\":\"https://e.f\"}", tag).statusCode());
    assertEquals(204, house.ask("DELETE", "/links/a", "").statusCode());
    assertEquals(410, house.ask("GET", "/links/a", "").statusCode());
    assertEquals(before + 3, house.position());
  }

  private HttpResponse<String> put(String body, String tag) throws Exception {
    return house.ask("PUT", "/links/a", body, "Content-Type", "application/json", "If-Match", tag);
  }

  @Test
  void asked_twice_under_one_key_it_happens_once_also_after_a_restart() throws Exception {
    long before = house.position();
    var body = "{'target':'https://a.b'}";
    var first = post("/links", body, "Idempotency-Key", "k-1");
    var again = post("/links", body, "Idempotency-Key", "k-1");
    assertEquals(first.body(), again.body());
    assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
    close();
    open();
    assertEquals(first.body(), post("/links", body, "Idempotency-Key", "k-1").body());
    var other = post("/links", "{'target':'https://c.d'}", "Idempotency-Key", "k-1");
    assertEquals(422, other.statusCode());
    assertEquals(before + 1, house.position());
  }

  @Test
  void a_list_is_walked_page_by_page_and_read_as_it_was() throws Exception {
    long before = house.position();
    for (int i = 0; i < 5; i++) post("/links", "{'target':'https://a.b','slug':'s" + i + "'}");
    var next = "/links?limit=2";
    var seen = new StringBuilder();
    while (!next.isEmpty()) {
      var page = house.ask("GET", next, "");
      for (int i = 0; i < 5; i++) if (page.body().contains("\"s" + i + "\"")) seen.append(i);
      next = page.headers().firstValue("Link").map(l -> l.substring(1, l.indexOf('>'))).orElse("");
    }
    assertEquals(5, seen.length());
    assertFalse(house.ask("GET", "/links?asOf=main-" + (before + 2), "").body().contains("s2"));
    assertTrue(house.ask("GET", "/links?asOf=main-" + (before + 3), "").body().contains("s2"));
  }

  @Test
  void what_is_not_http_or_too_much_is_turned_away_and_the_house_lives_on() throws Exception {
    assertTrue(
        house
            .raw("\u0016\u0003\u0001 garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8))
            .matches("(?s)closed|HTTP/1.[01] 4.*"));
    var big = "{\"target\":\"https://a.b/" + "x".repeat(70_000) + "\"}";
    assertTrue(house.raw(raw("POST", "/links", big)).startsWith("HTTP/1.1 413"));
    var headers = "GET /links HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(20_000) + "\r\n\r\n";
    assertTrue(house.raw(headers.getBytes(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 431"));
    var chunked =
        "POST /links HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n";
    assertTrue(
        house.raw(chunked.getBytes(StandardCharsets.UTF_8)).matches("(?s)closed|HTTP/1.1 4.*"));
    var notUtf8 = raw("POST", "/links", "{\"target\":\"https://a.b\",\"title\":\"?\"}");
    notUtf8[notUtf8.length - 3] = (byte) 0xff;
    assertTrue(house.raw(notUtf8).startsWith("HTTP/1.1 400"));
    assertEquals(201, post("/links", "{'target':'https://a.b'}").statusCode());
  }

  @Test
  void other_names_and_other_sites_are_not_answered() {
    var foreign = "GET /links HTTP/1.1\r\nHost: evil.test\r\n\r\n";
    assertTrue(answer(foreign).startsWith("HTTP/1.1 403"));
    var site = "GET /links HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.test\r\n\r\n";
    assertTrue(answer(site).startsWith("HTTP/1.1 403"));
    var forwarded = "GET /links HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n";
    assertTrue(answer(forwarded).startsWith("HTTP/1.1 401"));
  }

  private String answer(String request) {
    try {
      return house.raw(request.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String key(String tenant, String scopes, String... headers) throws Exception {
    var answer =
        post("/tenants/" + tenant + "/keys", "{'name':'k','scopes':[" + scopes + "]}", headers);
    assertEquals(201, answer.statusCode(), answer.body());
    return answer.body().replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void after_the_first_key_nobody_comes_in_without_one_and_each_sees_his_own() throws Exception {
    assertEquals(201, post("/tenants", "{'id':'acme','title':'Acme'}").statusCode());
    assertEquals(201, post("/links", "{'target':'https://a.b','slug':'ours'}").statusCode());
    var owner = key("local", "'owner'");
    assertEquals(401, house.ask("GET", "/links", "").statusCode());
    assertEquals(401, house.ask("GET", "/links", "", "Authorization", "Bearer ms_x").statusCode());
    var bearer = "Bearer " + owner;
    assertTrue(house.ask("GET", "/links", "", "Authorization", bearer).body().contains("ours"));
    var theirs = key("acme", "'links:*'", "Authorization", bearer);
    assertEquals("[]", house.ask("GET", "/links", "", "X-Api-Key", theirs).body());
    for (var method : new String[] {"GET", "DELETE"}) {
      var there = house.ask(method, "/links/ours", "", "X-Api-Key", theirs);
      var nowhere = house.ask(method, "/links/none", "", "X-Api-Key", theirs);
      assertEquals(nowhere.statusCode(), there.statusCode());
      assertEquals(nowhere.body().replace("none", "ours"), there.body());
    }
    assertEquals(403, house.ask("GET", "/tenants", "", "X-Api-Key", theirs).statusCode());
    assertEquals(
        409,
        post("/links", "{'target':'https://c.d','slug':'ours'}", "X-Api-Key", theirs).statusCode());
  }

  @Test
  void a_key_is_exchanged_for_a_cookie_and_a_revoked_one_opens_nothing() throws Exception {
    var owner = "Bearer " + key("local", "'owner'");
    var reader = key("local", "'links:read'", "Authorization", owner);
    var signedIn = post("/session", "{'key':'" + reader + "'}");
    assertEquals(204, signedIn.statusCode());
    var cookie = signedIn.headers().firstValue("Set-Cookie").orElse("");
    assertTrue(cookie.contains("HTTPOnly") && cookie.contains("SameSite=Strict"), cookie);
    var session = cookie.substring(0, cookie.indexOf(';'));
    assertEquals(200, house.ask("GET", "/links", "", "Cookie", session).statusCode());
    assertEquals(401, house.ask("GET", "/links", "", "Cookie", session + "x").statusCode());
    var keys = house.ask("GET", "/tenants/local/keys", "", "Authorization", owner).body();
    var id =
        keys.replaceAll(
            ".*\\{\"id\":\"([0-9a-z]+)\",\"name\":\"k\",\"scopes\":\\[\"links:read\"].*", "$1");
    assertEquals(
        204,
        house.ask("DELETE", "/tenants/local/keys/" + id, "", "Authorization", owner).statusCode());
    assertEquals(401, house.ask("GET", "/links", "", "Cookie", session).statusCode());
    assertEquals(401, house.ask("GET", "/links", "", "X-Api-Key", reader).statusCode());
  }
}
