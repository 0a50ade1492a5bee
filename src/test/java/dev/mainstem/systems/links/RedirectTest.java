package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import dev.mainstem.engine.Callers;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The redirect listener, asked over real connections. */
class RedirectTest {
  private static final LinkKey VERTX = new LinkKey("", "vertx");
  private static final String HOME = "https://home.example/";
  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Mobile Safari/537.36";
  private static final String MAC =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:121.0) Gecko/20100101 Firefox/121.0";

  @TempDir private Path directory;

  private final Links links = new Links(Wish.SITE);
  private HouseUnderTest house;
  private HouseUnderTest.Open door;

  /** What came back. */
  private record Answer(HttpClientResponse head, Buffer body) {
    int status() {
      return head.statusCode();
    }

    String location() {
      return head.getHeader("Location");
    }

    String text() {
      return body.toString();
    }
  }

  @BeforeEach
  void open() throws Exception {
    house = new HouseUnderTest(directory.resolve("house"), List.of(links), e -> new Nobody());
    var places =
        new MaxMindFile()
            .with("81.2.69.0", 24, "DE", "Munich")
            .with("89.160.20.0", 24, "SE", "Linköping")
            .at(directory.resolve("places.mmdb"));
    door = door(new RedirectDoor.Settings(302, true, Optional.of(places), new byte[32]));
  }

  private HouseUnderTest.Open door(RedirectDoor.Settings settings) throws Exception {
    return house.open(
        (vertx, engine, bus, readers) ->
            new RedirectDoor(
                vertx,
                links,
                new RedirectDoor.Ground(
                    engine.store(),
                    bus,
                    readers.executor(),
                    InstantSource.system(),
                    house.hindsight()),
                settings));
  }

  @AfterEach
  void close() throws Exception {
    door.close();
    house.close();
  }

  /** A house nobody has issued a key for. */
  private static final class Nobody implements Callers {
    @Override
    public Optional<Who> byKey(String key, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
      return Optional.empty();
    }

    @Override
    public String hash(String key) {
      return key;
    }

    @Override
    public boolean keysIssued(boolean memoryOnly) {
      return false;
    }
  }

  private Answer get(String path, String... headers) throws Exception {
    return ask(HttpMethod.GET, "s.test", path, headers);
  }

  private Answer ask(HttpMethod method, String host, String path, String... headers)
      throws Exception {
    var options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(door.port(), "127.0.0.1"))
            .setHost(host)
            .setPort(80)
            .setMethod(method)
            .setURI(path);
    for (int i = 0; i < headers.length; i += 2) options.putHeader(headers[i], headers[i + 1]);
    var client = house.vertx().createHttpClient();
    // Whoever asks for a body later than on the event loop that has it may wait for ever.
    var answer =
        client
            .request(options)
            .compose(asked -> asked.send().compose(h -> h.body().map(b -> new Answer(h, b))));
    return HouseUnderTest.await(answer.eventually(client::close));
  }

  private void post(String method, String path, String body) throws Exception {
    var answer =
        house.ask(method, path, body.replace('\'', '"'), "Content-Type", "application/json");
    assertTrue(answer.statusCode() < 300, answer.body());
  }

  private void shorten(String more) throws Exception {
    post("POST", "/links", "{'target':'" + HOME + "','slug':'vertx'" + more + "}");
  }

  /** Sends the door's clicks into the log, opens it again, and reads what is known then. */
  private <T> T counted(Function<LinkTables, T> read) throws Exception {
    door.close();
    T seen = house.engine().store().read(links, Store.Reader.of(Tenant.LOCAL), read::apply);
    door = door(new RedirectDoor.Settings(302, true, Optional.empty(), new byte[32]));
    return seen;
  }

  private long number(ToLongFunction<LinkTables> read) throws Exception {
    return counted(read::applyAsLong);
  }

  private List<PastVisit> visits(LinkKey link) throws Exception {
    return counted(
        known ->
            new Visits(Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"))
                .of(known, link)
                .take(visit -> true, 0, 10));
  }

  @Test
  void a_link_is_followed_and_what_is_kept_of_the_visitor_has_no_address() throws Exception {
    shorten("");
    var answer =
        get(
            "/vertx?utm_source=mail&utm_campaign=spring",
            "User-Agent",
            PHONE,
            "Referer",
            "https://News.example/story",
            "Accept-Language",
            "de",
            "X-Forwarded-For",
            "1.1.1.1, 81.2.69.7");
    assertEquals(302, answer.status());
    assertEquals(HOME, answer.location());
    assertEquals("private,max-age=0", answer.head().getHeader("Cache-Control"));
    var visit = visits(VERTX).get(0);
    var visitor = visit.visitor();
    assertEquals(new Place("DE", "Munich"), visitor.place());
    assertEquals("mobile", visitor.device());
    assertEquals("Android", visitor.os());
    assertEquals("Chrome Mobile", visitor.browser());
    assertEquals(Map.of("source", "mail", "campaign", "spring"), visitor.utm());
    assertEquals("https://s.test/vertx?utm_source=mail&utm_campaign=spring", visitor.visited());
    assertEquals(HOME, visitor.led());
    assertEquals(-1, visitor.rule());
    assertFalse(visit.toString().contains("81.2.69"), visit.toString());
  }

  @Test
  void people_machines_and_lookers_are_told_apart() throws Exception {
    shorten("");
    get("/vertx", "User-Agent", PHONE);
    get("/vertx", "User-Agent", "Googlebot/2.1");
    get("/vertx");
    get("/vertx", "User-Agent", PHONE, "Sec-Purpose", "prefetch;prerender");
    assertEquals(302, ask(HttpMethod.HEAD, "s.test", "/vertx", "User-Agent", PHONE).status());
    assertEquals(new Usage(1, 2, 0), counted(known -> known.usage(VERTX)));
  }

  @Test
  void visitors_are_counted_once_a_day_however_often_they_come() throws Exception {
    shorten("");
    for (int i = 0; i < 3; i++) get("/vertx", "User-Agent", PHONE, "X-Forwarded-For", "10.0.0.1");
    get("/vertx", "User-Agent", PHONE, "X-Forwarded-For", "10.0.0.2");
    get("/vertx", "User-Agent", MAC, "X-Forwarded-For", "10.0.0.2");
    assertEquals(5, number(known -> known.usage(VERTX).people()));
    var stats = house.ask("GET", "/links/vertx/clicks/stats?step=day&by=device,browser", "").body();
    assertTrue(stats.contains("\"uniques\":3"), stats);
    assertTrue(stats.contains("{\"value\":\"mobile\",\"people\":4"), stats);
    assertTrue(stats.contains("{\"value\":\"Firefox\",\"people\":1"), stats);
  }

  @Test
  void rules_lead_each_visitor_where_the_first_that_holds_says() throws Exception {
    shorten("");
    post(
        "PUT",
        "/links/vertx/rules",
        """
        {'rules':[
          {'target':'https://se.example/','conditions':[
            {'type':'geolocation-country-code','matchValue':'SE'}]},
          {'target':'https://phone.example/','conditions':[
            {'type':'device','matchValue':'android'},
            {'type':'language','matchValue':'de'}]},
          {'target':'https://net.example/','conditions':[
            {'type':'ip-address','matchValue':'10.1.*.*'}]},
          {'target':'https://param.example/','conditions':[
            {'type':'query-param','matchKey':'a','matchValue':'b c'}]}]}\
        """);
    var swedish = get("/vertx", "User-Agent", PHONE, "X-Forwarded-For", "89.160.20.9");
    assertEquals("https://se.example/", swedish.location());
    var german = get("/vertx", "User-Agent", PHONE, "Accept-Language", "de-AT;q=0.95");
    assertEquals("https://phone.example/", german.location());
    var net = get("/vertx", "User-Agent", PHONE, "X-Forwarded-For", "10.1.2.3");
    assertEquals("https://net.example/", net.location());
    assertEquals("https://param.example/", get("/vertx?a=b+c&d").location());
    assertEquals(HOME, get("/vertx?a=b").location());
    assertEquals(
        List.of(-1, 3, 2, 1, 0), visits(VERTX).stream().map(v -> v.visitor().rule()).toList());
  }

  @Test
  void a_query_is_passed_on_only_where_the_link_says_so_and_stays_a_query() throws Exception {
    shorten("");
    assertEquals(HOME, get("/vertx?a=1").location());
    post("POST", "/links", "{'target':'https://a.b/p?x=1#top','slug':'q','forwardQuery':true}");
    assertEquals("https://a.b/p?x=1&a=1&b=%22%3C#top", get("/q?a=1&b=%22<").location());
    assertEquals("https://a.b/p?x=1#top", get("/q").location());
    var raw = get("/q?u=https://evil.example/%0d%0aSet-Cookie:x").location();
    assertEquals("https://a.b/p?x=1&u=https://evil.example/%0d%0aSet-Cookie:x#top", raw);
  }

  @Test
  void who_meets_no_link_is_counted_apart_and_led_where_the_domain_says() throws Exception {
    assertEquals(404, get("/").status());
    assertEquals(404, get("/nobody").status());
    assertEquals(404, get("/no/such/path").status());
    assertEquals(404, get("/favicon.ico").status());
    post(
        "PATCH",
        "/links/fallbacks",
        "{'base':'https://b.example/','invalid':'https://i.example/',"
            + "'regular404':'https://r.example/'}");
    assertEquals("https://b.example/", get("/").location());
    assertEquals("https://i.example/", get("/nobody").location());
    assertEquals("https://r.example/", get("/no/such/path").location());
    for (var what : Orphan.values()) {
      assertEquals(2, number(known -> known.usage(LinkKey.of("", what)).total()), what.name());
    }
    assertEquals(0, number(known -> known.usage(LinkKey.all("")).total()));
  }

  @Test
  void a_domain_of_ones_own_has_links_and_fallbacks_of_its_own() throws Exception {
    post("PUT", "/links/domains/go.acme.test", "{}");
    post("POST", "/links", "{'target':'" + HOME + "','slug':'a','domain':'go.acme.test'}");
    post("PATCH", "/links/fallbacks?domain=go.acme.test", "{'invalid':'https://acme.test/'}");
    assertEquals(HOME, ask(HttpMethod.GET, "go.acme.test", "/a").location());
    assertEquals("https://acme.test/", ask(HttpMethod.GET, "go.acme.test", "/b").location());
    assertEquals(404, get("/a").status());
    var visited = visits(new LinkKey("go.acme.test", "a")).get(0).visitor().visited();
    assertEquals("https://go.acme.test/a", visited);
  }

  @Test
  void used_up_closed_and_retired_links_lead_nowhere() throws Exception {
    shorten(",'maxVisits':1");
    assertEquals(302, get("/vertx", "User-Agent", PHONE).status());
    assertEquals(1, number(known -> known.usage(VERTX).people()));
    assertEquals(404, get("/vertx", "User-Agent", PHONE).status());
    post(
        "POST",
        "/links",
        "{'target':'" + HOME + "','slug':'b','validUntil':'2020-01-01T00:00:00Z'}");
    assertEquals(404, get("/b").status());
    post("POST", "/links", "{'target':'" + HOME + "','slug':'c'}");
    assertEquals(302, get("/c").status());
    post("DELETE", "/links/c", "");
    assertEquals(404, get("/c").status());
  }

  @Test
  void a_code_in_a_picture_reads_as_the_short_address() throws Exception {
    shorten("");
    for (var query : List.of("", "?size=400&margin=20&errorCorrection=H", "?size=50")) {
      var answer = get("/vertx/qr-code" + query);
      assertEquals("image/png", answer.head().getHeader("Content-Type"));
      assertEquals("https://s.test/vertx", read(answer.body().getBytes()));
    }
    var svg = get("/vertx/qr-code?format=svg&size=200");
    assertEquals("image/svg+xml", svg.head().getHeader("Content-Type"));
    assertTrue(svg.text().startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"200\""));
    assertEquals(404, get("/nobody/qr-code").status());
    assertEquals(0, number(known -> known.usage(VERTX).total()));
  }

  private static String read(byte[] png) throws Exception {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    int side = image.getWidth();
    // A reader wants light around the code, which a picture without margin leaves to the page.
    int around = 20;
    int whole = side + 2 * around;
    var pixels = new int[whole * whole];
    java.util.Arrays.fill(pixels, 0xffffff);
    image.getRGB(0, 0, side, side, pixels, around * whole + around, whole);
    var source = new RGBLuminanceSource(whole, whole, pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }

  @Test
  void a_pixel_counts_and_leads_nowhere() throws Exception {
    shorten("");
    var pixel = get("/vertx/track", "User-Agent", PHONE);
    assertEquals(200, pixel.status());
    assertEquals("image/gif", pixel.head().getHeader("Content-Type"));
    var image = ImageIO.read(new ByteArrayInputStream(pixel.body().getBytes()));
    assertEquals(1, image.getWidth() * image.getHeight());
    var nobody = get("/nobody/track", "User-Agent", PHONE);
    assertArrayEquals(pixel.body().getBytes(), nobody.body().getBytes());
    assertEquals("", visits(VERTX).get(0).visitor().led());
  }

  @Test
  void crawlers_may_follow_what_its_owner_lets_them() throws Exception {
    shorten("");
    assertEquals("User-agent: *\nDisallow: /\n", get("/robots.txt").text());
    post("PATCH", "/links/vertx", "{'crawlable':true}");
    assertEquals("User-agent: *\nAllow: /vertx\nDisallow: /\n", get("/robots.txt").text());
    post("DELETE", "/links/vertx", "");
    assertEquals("User-agent: *\nDisallow: /\n", get("/robots.txt").text());
  }

  @Test
  void a_target_beyond_ascii_is_spelled_so_that_a_header_can_hold_it() throws Exception {
    post("POST", "/links", "{'target':'https://a.b/ü','slug':'u'}");
    assertEquals("https://a.b/%C3%BC", get("/u").location());
  }

  @Test
  void a_prefix_stands_before_the_slug_and_a_length_is_kept() throws Exception {
    var prefixed = "{'target':'%s','slug':'a','pathPrefix':'promo/','title':'ttttttttt'}";
    post("POST", "/links", prefixed.formatted(HOME));
    assertEquals(HOME, get("/promo/a").location());
    assertEquals(200, house.ask("GET", "/links/promo%2Fa", "").statusCode());
    var made =
        house.ask(
            "POST",
            "/links",
            "{\"target\":\"" + HOME + "\",\"shortCodeLength\":32}",
            "Content-Type",
            "application/json");
    var slug = made.body().replaceAll(".*\"slug\":\"([^\"]+)\".*", "$1");
    assertEquals(32, slug.getBytes(StandardCharsets.UTF_8).length);
    assertEquals(HOME, get("/" + slug).location());
  }
}
