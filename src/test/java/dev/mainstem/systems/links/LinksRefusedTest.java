package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What links refuses, at its own door and at Shlink's: status, the problem's name, and the field to
 * blame. None of it makes an event. A house of two tenants, with keys.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksRefusedTest {
  private static final String SITE = "https://client.example";

  @TempDir private static Path directory;

  private HouseUnderTest house;
  private String key = "nobody has issued a key yet";

  @BeforeAll
  void open() throws Exception {
    var clock = InstantSource.system();
    var tenants = new Tenants(new SecureRandom());
    var links = new Links(Wish.SITE);
    house =
        new HouseUnderTest(
            directory.resolve("house"),
            List.of(tenants, links),
            engine -> new KeyCallers(tenants, engine.store(), clock),
            List.of(new ShlinkDoor(links, clock)));
    made("POST", "/links", "{'target':'https://home.example/','slug':'a'}");
    made("POST", "/tenants", "{'id':'acme','title':'Acme'}");
    var page = house.ask("GET", "/rest/v3/tags", "", "Origin", SITE);
    assertEquals(401, page.statusCode(), "a page is nobody, though no key is issued");
    issue();
  }

  /** From here on the house has keys. */
  private void issue() throws Exception {
    var body = "{'name':'me','scopes':['owner']}";
    key = secret(made("POST", "/tenants/local/keys", body));
    var acme = secret(made("POST", "/tenants/acme/keys", body));
    var mine = key;
    key = acme;
    made("PUT", "/links/domains/go.acme.test", "");
    key = mine;
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  private static String secret(String json) throws Exception {
    return new ObjectMapper().readTree(json).path("secret").asText();
  }

  private String made(String method, String path, String body) throws Exception {
    var answer = ask(method, path, body);
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  private HttpResponse<String> ask(String method, String path, String body, String... headers)
      throws Exception {
    var all =
        Stream.concat(
            Stream.of("Content-Type", "application/json", "X-Api-Key", key), Stream.of(headers));
    return house.ask(method, path, body.replace('\'', '"'), all.toArray(String[]::new));
  }

  private void refused(HttpResponse<String> answer, int status, String... holds) {
    assertEquals(status, answer.statusCode(), answer.body());
    for (var each : holds) {
      var text = each.replace('\'', '"');
      assertTrue(answer.body().contains(text), text + " is not in " + answer.body());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'slug':'a'                        | 409 | links/slug-taken    | /slug",
        "'slug':'a b'                      | 400 | house/bad-fields    | /slug",
        "'slug':'a/b'                      | 400 | house/bad-fields    | /slug",
        "'slug':'a\\u0007'                 | 400 | house/bad-fields    | /slug",
        "'slug':'rest'                     | 400 | links/slug-reserved | /slug",
        "'slug':'robots.txt'               | 400 | links/slug-reserved | /slug",
        "'slug':'b','pathPrefix':'rest/'   | 400 | links/slug-reserved | /slug",
        "'slug':'b','target':'ftp://b.example/' | 400 | links/bad-target | /target",
        "'slug':'b','target':'javascript:1' | 400 | links/bad-target | /target",
        "'slug':'b','target':'https://u:p@b.example/' | 400 | links/bad-target | /target",
        "'slug':'b','target':'https://b.example/\\r\\nX: y' | 400 | links/bad-target | /target",
        "'slug':'b','target':'https://s.test/nobody' | 422 | links/loop | /target",
        "'slug':'b','maxVisits':0          | 400 | house/bad-fields    | /maxVisits",
        "'slug':'b','validSince':'2026-02-01T00:00:00Z','validUntil':'2026-01-01T00:00:00Z'"
            + " | 400 | links/bad-validity | /validUntil",
        "'slug':'b','domain':'go.acme.test' | 404 | links/no-such-domain | go.acme.test",
      })
  void at_our_own_door(String fields, int status, String problem, String field) throws Exception {
    long before = house.position();
    var target = fields.contains("'target'") ? "" : "'target':'https://b.example/',";
    var answer = ask("POST", "/links", "{" + target + fields + "}");
    refused(answer, status, "/problems/" + problem + "'", field);
    assertEquals(before, house.position(), "a refusal makes no event");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'customSlug':'a'             | 400 | non-unique-slug | 'customSlug':'a'",
        "'customSlug':'a/b'           | 400 | invalid-data | ['customSlug']",
        "'customSlug':'a\\u0007'      | 400 | invalid-data | ['customSlug']",
        "'customSlug':'rest'          | 400 | invalid-data | ['customSlug']",
        "'customSlug':'robots.txt'    | 400 | invalid-data | ['customSlug']",
        "'longUrl':'ftp://b.example/' | 400 | invalid-data | ['longUrl']",
        "'longUrl':'javascript:1'     | 400 | invalid-data | ['longUrl']",
        "'longUrl':'https://u:p@b.example/' | 400 | invalid-data | ['longUrl']",
        "'longUrl':'https://b.example/\\r\\nX: y' | 400 | invalid-data | ['longUrl']",
        "'longUrl':'https://s.test/nobody' | 400 | invalid-data | ['longUrl']",
        "'maxVisits':0                | 400 | invalid-data | ['maxVisits']",
        "'validSince':'2026-02-01T00:00:00Z','validUntil':'2026-01-01T00:00:00Z'"
            + " | 400 | invalid-data | ['validUntil']",
        "'domain':'go.acme.test'      | 404 | domain-not-found | 'authority':'go.acme.test'",
      })
  void at_shlinks_door(String fields, int status, String type, String field) throws Exception {
    long before = house.position();
    var target = fields.contains("'longUrl'") ? "" : "'longUrl':'https://b.example/',";
    var answer = ask("POST", "/rest/v3/short-urls", "{" + target + fields + "}");
    refused(answer, status, "https://shlink.io/api/error/" + type + "'", field);
    assertEquals(before, house.position(), "a refusal makes no event");
  }

  @Test
  void what_is_too_long_or_too_many_is_refused_at_both_doors() throws Exception {
    long before = house.position();
    var target = "https://b.example/" + "x".repeat(2_048);
    refused(ask("POST", "/links", "{'target':'" + target + "'}"), 400, "'/target'");
    var longer = ask("POST", "/rest/v3/short-urls", "{'longUrl':'" + target + "'}");
    refused(longer, 400, "['longUrl']");
    var items = Stream.generate(() -> "{'target':'https://b.c'}").limit(1_001);
    var bulk = items.collect(Collectors.joining(",", "{'links':[", "]}"));
    refused(ask("POST", "/links/bulk", bulk), 413, "links/too-many-links", "/links");
    var body = "{'target':'" + "x".repeat(70_000) + "'}";
    refused(ask("POST", "/links", body), 413, "house/body-too-large");
    refused(ask("POST", "/rest/v3/short-urls", body), 413, "too-large");
    assertEquals(before, house.position(), "a refusal makes no event");
  }

  @Test
  void a_page_before_the_first_is_refused_at_both_doors() throws Exception {
    refused(ask("GET", "/links?limit=0", ""), 400, "limit");
    refused(ask("GET", "/rest/v3/short-urls?page=0", ""), 400, "['page']");
  }

  @Test
  void a_page_of_another_site_asks_shlinks_api_with_a_key_and_nothing_else() throws Exception {
    var asked = ask("GET", "/rest/v3/tags", "", "Origin", SITE);
    assertEquals(200, asked.statusCode(), asked.body());
    assertEquals("*", allowed(asked, "Origin"));
    refused(ask("GET", "/links", "", "Origin", SITE), 403, "foreign-origin");
    refused(ask("OPTIONS", "/links", "", "Origin", SITE), 403, "foreign-origin");
    var wrong = house.ask("GET", "/rest/v3/tags", "", "Origin", SITE, "X-Api-Key", "guessed");
    refused(wrong, 401, "error/invalid-api-key");
    assertEquals("*", allowed(wrong, "Origin"), "a page may read why");
    refused(house.ask("GET", "/rest/v3/tags", "", "Origin", SITE), 401, "missing-authentication");
  }

  private static String allowed(HttpResponse<String> answer, String what) {
    return answer.headers().firstValue("Access-Control-Allow-" + what).orElse("");
  }

  @Test
  void a_browser_is_told_what_a_page_may_ask_before_it_asks() throws Exception {
    var answer =
        house.ask(
            "OPTIONS",
            "/rest/v3/short-urls/a",
            "",
            "Origin",
            SITE,
            "Access-Control-Request-Method",
            "PATCH",
            "Access-Control-Request-Headers",
            "content-type,x-api-key");
    assertEquals(204, answer.statusCode(), answer.body());
    assertEquals("*", allowed(answer, "Origin"));
    assertEquals("DELETE, GET, PATCH", allowed(answer, "Methods"));
    assertEquals("content-type,x-api-key", allowed(answer, "Headers"));
    assertEquals("", allowed(answer, "Credentials"), "no cookie may come along");
  }
}
