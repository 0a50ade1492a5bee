package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The console of the real jar in a real browser: links, the past, causes, and the house's care. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIT {
  @TempDir private static Path data;

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningJar jar;
  private Browsing browsing;

  @BeforeAll
  void open() {
    Browsing.need();
    jar = RunningJar.on(data.resolve("house"));
    browsing = new Browsing(jar.address("http"));
  }

  @AfterAll
  void close() {
    if (browsing != null) browsing.close();
    if (jar != null) jar.close();
  }

  @AfterEach
  void nothing_is_wrong() {
    if (browsing == null) return;
    browsing.leave();
    assertEquals(List.of(), browsing.complaints());
  }

  private String ask(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.headers().firstValue("Mainstem-Position").orElse("");
  }

  private void follow(String slug, String agent) throws Exception {
    var address = URI.create(jar.address("links.redirect") + "/" + slug);
    var request = HttpRequest.newBuilder(address).header("User-Agent", agent);
    assertEquals(302, client.send(request.build(), BodyHandlers.discarding()).statusCode());
  }

  private static Locator row(Page page, String slug) {
    return page.locator(".links li", new Page.LocatorOptions().setHasText("/" + slug));
  }

  @Test
  void a_link_is_made_followed_and_counted_while_one_looks() throws Exception {
    var page = browsing.open("#/links");
    page.getByLabel("Where it leads").fill("https://vertx.io/docs/");
    page.getByLabel("Wished slug").fill("tour");
    assertThat(page.getByText("This slug is free.")).isVisible();
    button(page, "Shorten").click();
    assertThat(page.locator(".made")).containsText("/tour");
    assertPicture(page.locator(".made img.qr"));
    var clicks = row(page, "tour").locator(".clicks");
    assertThat(clicks).hasText("0");
    follow("tour", "Mozilla/5.0");
    assertThat(clicks).hasText("1");
    page.reload();
    assertThat(row(page, "tour").locator(".spark title"))
        .hasText("1 clicks in three days, at most 1 an hour");

    page.getByLabel("Wished slug").fill("tour");
    assertThat(page.getByText("This slug is taken.")).isVisible();
    page.getByLabel("Where it leads").fill("ftp://nowhere");
    page.getByLabel("Wished slug").fill("other");
    button(page, "Shorten").click();
    assertThat(page.locator(".create [role=alert]")).containsText("http or https");
    var said = browsing.complaints();
    assertTrue(said.size() == 1 && said.get(0).contains("400"), "the bad target only: " + said);

    page.locator(".links a.slug").getByText("tour").click();
    assertThat(page.locator("h1")).hasText("/tour");
    page.getByLabel("Title").fill("A tour");
    button(page, "Save").click();
    assertThat(page.getByText("Saved.")).isVisible();
    follow("tour", "Mozilla/5.0");
    assertThat(page.locator(".big")).hasText("2 clicks");
    assertThat(page.getByLabel("Came from")).containsText("direct");
  }

  /** A picture that could not be loaded or is not allowed has no width of its own. */
  private static void assertPicture(Locator picture) {
    assertThat(picture).isVisible();
    picture.evaluate("picture => picture.decode()");
    assertTrue(((Number) picture.evaluate("picture => picture.naturalWidth")).intValue() > 0);
  }

  @Test
  void an_earlier_time_shows_an_earlier_target_and_lets_nothing_be_changed() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'then'}");
    var before = ask("PUT", "/links/then", "{'target':'https://two.example/'}");
    ask("PUT", "/links/then", "{'target':'https://three.example/'}");
    var page = browsing.open("#/links/then");
    assertThat(page.locator(".leads")).containsText("https://three.example/");
    page.getByLabel("Time: Now").click();
    page.getByLabel("or a position").fill(before);
    button(page, "Look").click();
    assertThat(page.locator(".leads")).containsText("https://two.example/");
    assertThat(page.locator(".past")).containsText("Nothing can be changed");
    assertThat(page.locator(".past")).containsText("others are shown as they are now");
    assertThat(button(page, "Save")).hasCount(0);
    assertThat(button(page, "Add a rule")).isDisabled();
    assertThat(page.getByText("Restore this target")).hasCount(0);
    assertTrue(page.url().contains("asOf=" + before), page.url());

    page.getByText("All links").click();
    assertThat(row(page, "then")).isVisible();
    assertThat(button(page, "Shorten")).hasCount(0);
    assertTrue(page.url().contains("asOf=" + before), page.url());
    page.locator("nav").getByText("Events").click();
    assertThat(page.locator(".events li").first()).containsText(before);
    page.locator("nav").getByText("House").click();
    assertThat(page.locator("verify-card")).containsText("known of now only");
    button(page, "Back to now").click();
    assertThat(page.locator(".past")).hasCount(0);
    assertThat(button(page, "Verify now")).isVisible();
  }

  @Test
  void a_shared_address_keeps_the_time_and_a_time_before_all_shows_nothing() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'late'}");
    var page = browsing.open("#/links?asOf=2020-01-01T00:00:00Z");
    assertThat(page.getByText("There were no links then.")).isVisible();
    assertThat(page.locator(".past")).containsText("Jan 1, 2020");
    page.reload();
    assertThat(page.locator(".past")).containsText("Jan 1, 2020");
    page.navigate(browsing.at("#/house?asOf=main-999999"));
    assertThat(page.locator(".past")).containsText("main-999999");
    assertThat(page.locator("main")).containsText("main-999999");
    browsing.leave();
    assertTrue(browsing.complaints().stream().allMatch(said -> said.contains("410")));
  }

  @Test
  void the_slider_of_time_is_moved_by_keys() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'keys'}");
    var page = browsing.open("#/links");
    page.getByLabel("Time: Now").click();
    page.getByLabel("Moment").focus();
    page.keyboard().press("Home");
    assertThat(page.locator(".past")).containsText("As of");
    assertTrue(page.url().contains("asOf=20"), page.url());
  }

  @Test
  void where_a_link_led_is_found_and_restored() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'past'}");
    ask("PUT", "/links/past", "{'target':'https://two.example/'}");
    var page = browsing.open("#/links/past");
    var history = page.getByLabel("History");
    history.locator(".changes button").last().click();
    assertThat(history.locator(".was")).containsText("it led to https://one.example/");
    button(page, "Restore this target").click();
    assertThat(page.locator(".leads")).containsText("https://one.example/");
    assertThat(history.locator(".changes li")).hasCount(3);
    page.getByLabel("Moment in this link's history").focus();
    page.keyboard().press("PageDown");
    assertThat(history.locator(".was strong")).isVisible();
  }

  @Test
  void rules_are_tried_before_they_hold() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'rules'}");
    follow("rules", "Mozilla/5.0 (Linux; Android 14) Mobile");
    follow("rules", "Mozilla/5.0 (Windows NT 10.0)");
    var page = browsing.open("#/links/rules");
    assertThat(page.locator(".big")).hasText("2 clicks");
    button(page, "Add a rule").click();
    page.locator(".rule .target-of").fill("https://mobile.example/");
    button(page, "Try on last week's clicks").click();
    assertThat(page.locator(".trial")).containsText("All 2 visits of last week: 1 would have gone");
    assertThat(page.locator(".rule .led")).hasText("1 last week");
    button(page, "Add a rule").click();
    page.locator(".rule").nth(1).locator(".target-of").fill("https://second.example/");
    page.getByLabel("Rule 2 earlier").click();
    assertThat(page.locator(".rule .target-of").first()).hasValue("https://second.example/");
    button(page, "Save rules").click();
    assertThat(page.getByText("Saved.")).isVisible();
    page.reload();
    assertThat(page.locator(".rule .target-of").nth(1)).hasValue("https://mobile.example/");
  }

  @Test
  void a_rule_that_is_refused_is_marked() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'refused'}");
    var page = browsing.open("#/links/refused");
    button(page, "Add a rule").click();
    page.locator(".rule .target-of").fill("ftp://nowhere");
    button(page, "Save rules").click();
    assertThat(page.locator(".rule.blamed")).hasCount(1);
    assertThat(page.getByLabel("Rules").getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
        .containsText("Rule 1");
    assertEquals(1, browsing.complaints().size());
  }

  @Test
  void the_causes_of_a_link_are_drawn_and_opened() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'why'}");
    var page = browsing.open("#/links/why");
    page.getByText("Its story").click();
    assertThat(page.locator("h1")).containsText("links/why");
    var nodes = page.locator("svg .node");
    assertThat(nodes).hasCount(3);
    assertThat(nodes.nth(2)).containsText("Shortened");
    nodes.first().focus();
    page.keyboard().press("ArrowRight");
    page.keyboard().press("ArrowRight");
    page.keyboard().press("Enter");
    assertThat(page.locator(".drawer")).containsText("https://one.example/");
    page.keyboard().press("Escape");
    assertThat(page.locator(".drawer")).hasCount(0);
    assertThat(nodes.nth(2)).isFocused();

    page.navigate(browsing.at("#/events"));
    page.locator(".event").getByText("links.Shortened").first().click();
    page.locator(".drawer").getByText("Why this happened").click();
    assertThat(page.locator("svg .node.asked")).hasCount(1);
  }

  @Test
  void the_tables_are_verified_while_one_looks() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'sound'}");
    var page = browsing.open("#/house");
    var card = page.getByLabel("Verify").first();
    button(page, "Verify now").click();
    assertThat(card.locator(".badge")).hasText("sound");
    assertThat(card).containsText("say what the log says");
    assertThat(page.locator("letter-card")).containsText("everything that was to be done was done");
  }

  @Test
  void the_house_is_backed_up_while_one_looks() throws Exception {
    ask("POST", "/links", "{'target':'https://one.example/','slug':'kept'}");
    var page = browsing.open("#/house");
    var card = page.locator("backup-card");
    button(page, "Back up now").click();
    assertThat(card.locator(".badge")).hasText("done");
    assertThat(card).containsText("up to main-");
    page.getByLabel("Name (optional)").fill("../elsewhere");
    button(page, "Back up now").click();
    assertThat(card.getByRole(AriaRole.ALERT)).containsText("backup.directory");
  }
}
