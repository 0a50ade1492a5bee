package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Links over HTTP, in our own words and in Shlink's: the request, the status, the answer, and how
 * many events it made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksHttpTest {
  @TempDir private static Path directory;

  private final Links links = new Links(Wish.SITE);
  private HouseUnderTest house;
  private int houses;
  private long begun;

  @BeforeAll
  void open() throws Exception {
    var clock = InstantSource.system();
    var foreign =
        List.of(new ShlinkDoor(links, clock), new RulesDoor(links, clock), new QrDoor(links));
    var data = directory.resolve("house-" + houses++);
    house = new HouseUnderTest(data, List.of(links), e -> new Anybody(), foreign);
    ask("POST /links", "{'target':'https://home.example/','slug':'a','tags':['x','y']}");
    ask("PUT /links/domains/go.acme.test", "");
    begun = house.position();
  }

  /** A house in which something happened is not the same to the next who asks. */
  @AfterEach
  void another() throws Exception {
    if (house.position() == begun) return;
    house.close();
    open();
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  private HttpResponse<String> ask(String request, String body, String... headers)
      throws Exception {
    var line = request.split(" +");
    var all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "Content-Type";
    all[headers.length + 1] = "application/json";
    return house.ask(line[0], line[1], body == null ? "" : body.replace('\'', '"'), all);
  }

  /** A row is a request, its body, the status, and what the answer holds. */
  private void check(ArgumentsAccessor row, int events) throws Exception {
    long before = house.position();
    var answer = ask(row.getString(0), row.getString(1));
    assertEquals(row.getInteger(2), answer.statusCode(), answer.body());
    var wanted = row.getString(3) == null ? "" : row.getString(3).replace('\'', '"');
    assertTrue(answer.body().contains(wanted), wanted + " is not in " + answer.body());
    assertEquals(events, house.position() - before, "events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PATCH /links/a | {'target':'https://b.example/'} | 200 | 'https://b.example/'   | 1",
        "PATCH /links/a | {'title':'T','target':'https://b.example/'} | 200 | 'title':'T' | 2",
        "PATCH /links/a | {'crawlable':true}   | 200 | 'crawlable':true                  | 1",
        "PATCH /links/a | {'validUntil':'2999-01-01T00:00:00Z'} | 400 | links/bad-time    | 0",
        "PATCH /links/a | {'evil':1}           | 400 | house/bad-fields                  | 0",
        "GET /links/a/rules |                  | 200 | 'rules':[]                        | 0",
        "GET /links/b/rules |                  | 404 | links/no-such-link                | 0",
        "PUT /links/a/rules | {'rules':[]}     | 200 | 'rules':[]                        | 0",
        "PUT /links/a/rules | {}               | 200 | 'rules':[]                        | 0",
        "PUT /links/a/rules | {'rules':[{'target':'https://c.example/','conditions':[]}]} | 400"
            + " | /rules/0/conditions | 0",
        "PUT /links/a/rules | {'rules':[{'target':'https://c.example/','conditions':"
            + "[{'type':'share','matchValue':'0.5'}]}]} | 200 | 'share' | 1",
        "PUT /links/a/rules | {'rules':[{'target':'https://c.example/','conditions':"
            + "[{'type':'share','matchValue':'5'}]}]} | 400 | links/bad-condition | 0",
        "PUT /links/a/rules | {'rules':[{'target':'https://c.example/','conditions':"
            + "[{'type':'moon'}]}]} | 400 | /rules/0/conditions/0/type | 0",
        "POST /links/a/rules/try | {'rules':[]} | 200 | 'visits':0,'all':true,'elsewhere':0 | 0",
        "POST /links/b/rules/try | {'rules':[]} | 404 | links/no-such-link               | 0",
        "POST /links/a/rules/try | {'evil':[]}  | 400 | house/bad-fields                 | 0",
        "GET /links/tags |                     | 200 | [{'tag':'x','links':1},           | 0",
        "PUT /links/tags/x | {'to':'z'}        | 200 | {'tag':'z','links':1}             | 1",
        "PUT /links/tags/x | {'to':'y'}        | 409 | links/tag-taken                   | 0",
        "PUT /links/tags/q | {'to':'z'}        | 404 | links/no-such-tag                 | 0",
        "POST /links/tags/drop | {'tags':['x','q']} | 204 |                              | 1",
        "GET /links/fallbacks |                | 200 | {}                                | 0",
        "PATCH /links/fallbacks | {'base':'https://b.example/'} | 200 | 'https://b.ex     | 1",
        "PATCH /links/fallbacks?domain=other.test | {'base':null} | 404 | no-such-domain  | 0",
        "GET /links/a/clicks/stats?by=country&step=day | | 200 | 'by':{'country':[]}      | 0",
        "GET /links/a/clicks/stats?by=moon |   | 400 | links/bad-dimension               | 0",
        "GET /links/a/clicks/stats?step=moon | | 400 | links/bad-step                    | 0",
        "GET /links/a/clicks/stats?from=2999-01-01T00:00:00Z | | 400 | links/bad-time     | 0",
        "GET /links/clicks/series |            | 200 | [{'slug':'a','domain':'','steps':[]}] | 0",
        "GET /links/clicks/series?q=moon |     | 200 | []                                | 0",
        "GET /links/a/qr-code?format=svg |     | 200 | <svg                              | 0",
        "GET /links/b/qr-code |                | 404 | links/no-such-link                | 0",
        "GET /links/a/qr-code?asOf=main-1 |    | 400 | house/not-kept                    | 0",
        "DELETE /links/a/clicks |              | 200 | 'visits':0                        | 0",
        "DELETE /links/b/clicks |              | 404 | links/no-such-link                | 0",
        "DELETE /links/clicks/orphans |        | 200 | 'visits':0                        | 0",
        "POST /links | {'target':'https://b.example/','shortCodeLength':3} | 400 |"
            + " /shortCodeLength | 0",
        "POST /links | {'target':'https://home.example/','findIfExists':true} | 201 | 'slug':'a'"
            + " | 0",
        "POST /links | {'target':'https://b.example/','slug':'b','pathPrefix':'p/'} | 201 |"
            + " 'slug':'p/b' | 1",
        "POST /links | {'target':'https://b.example/','pathPrefix':'a b'} | 400 | /pathPrefix | 0",
      })
  void in_our_own_words(ArgumentsAccessor row) throws Exception {
    check(row, row.getInteger(4));
  }

  @Test
  void asked_twice_under_one_key_a_foreign_call_happens_once() throws Exception {
    var body = "{'longUrl':'https://b.example/','domain':'new.test'}";
    long before = house.position();
    var first = ask("POST /rest/v3/short-urls", body, "Idempotency-Key", "k-1");
    assertEquals(200, first.statusCode(), first.body());
    assertEquals(before + 2, house.position(), "a domain is claimed and a link is made");
    var again = ask("POST /rest/v3/short-urls", body, "Idempotency-Key", "k-1");
    assertEquals(first.body(), again.body());
    assertEquals("true", again.headers().firstValue("Idempotent-Replayed").orElse(""));
    assertEquals(before + 2, house.position());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "GET /rest/v3/nothing       |           | 404 | error/not-found",
        "PUT /rest/v3/short-urls    | {}        | 405 | error/no-such-method",
        "POST /rest/v3/short-urls   | [1]       | 400 | error/invalid-data",
        "POST /rest/v3/short-urls   | {'a':1,'a':2} | 400 | error/invalid-data",
        "POST /rest/v3/short-urls   | {         | 400 | error/invalid-data",
        "POST /rest/v3/short-urls   | {'longUrl':7} | 400 | 'invalidElements':['longUrl']",
        "POST /rest/v3/short-urls | {'longUrl':'https://b.c','tags':7} | 400 | ['tags']",
        "GET /rest/v3/short-urls?itemsPerPage=x | | 400 | ['itemsPerPage']",
        "GET /rest/v3/short-urls?orderBy=moon-ASC | | 400 | ['orderBy']",
        "GET /rest/v3/short-urls?orderBy=visits-UP | | 400 | ['orderBy']",
        "GET /rest/v3/short-urls?tagsMode=some | | 400 | ['tagsMode']",
        "GET /rest/v3/short-urls?excludeTagsMode=none | | 400 | ['excludeTagsMode']",
        "GET /rest/v3/short-urls?itemsPerPage=-2 | | 400 | ['itemsPerPage']",
        "GET /rest/v3/tags/stats?orderBy=moon | | 400 | ['orderBy']",
        "GET /rest/v3/short-urls?startDate=soon | | 400 | ['startDate']",
        "GET /rest/v3/short-urls/b?domain=x.test | | 404 | 'shortCode':'b','domain':'x.test'",
        "GET /rest/v3/visits/orphan?type=moon |  | 400 | ['type']",
      })
  void a_foreign_no_is_spelled_as_its_clients_know_it(ArgumentsAccessor row) throws Exception {
    check(row, 0);
  }

  @Test
  void who_wants_text_gets_the_bare_address() throws Exception {
    var shorten = "/rest/v3/short-urls/shorten?longUrl=https://b.example/";
    var one = ask("GET " + shorten + "&format=txt", null).body();
    assertTrue(one.matches("https://s\\.test/\\w{6}"), one);
    var other = ask("GET " + shorten, null, "Accept", "text/plain").body();
    assertTrue(other.matches("https://s\\.test/\\w{6}"), other);
    assertNotEquals(one, other, "each asking is a link of its own");
    var body = "{'longUrl':'https://b.example/','customSlug':'told'}";
    var made = ask("POST /rest/v3/short-urls?format=txt", body);
    assertEquals("https://s.test/told", made.body());
    var json = ask("GET " + shorten + "&format=json", null, "Accept", "text/plain");
    assertTrue(json.body().startsWith("{"), json.body());
  }

  @Test
  void a_foreign_call_has_the_bounds_of_the_house() throws Exception {
    var big = "{'longUrl':'https://a.b/" + "x".repeat(70_000) + "'}";
    assertEquals(413, ask("POST /rest/v3/short-urls", big).statusCode());
    var form = house.ask("POST", "/rest/v3/short-urls", "longUrl=x", "Content-Type", "text/plain");
    assertEquals(415, form.statusCode());
    var foreign = "GET /rest/v3/tags HTTP/1.1\r\nHost: evil.test\r\n\r\n";
    assertTrue(house.raw(foreign.getBytes(StandardCharsets.UTF_8)).startsWith("HTTP/1.1 403"));
    var wrong = ask("DELETE /rest/v3/short-urls", "");
    assertEquals("GET, POST", wrong.headers().firstValue("Allow").orElse(""));
  }
}
