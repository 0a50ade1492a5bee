package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console of the real jar in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleIT {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleIT.class);
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path SHOTS = Path.of("target", "console");
  private static final List<String> QUIETLY =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");
  private static final List<String> PAGES =
      List.of("#/house", "#/events", "#/links", "#/links/tour");

  @TempDir private static Path data;

  private final List<String> complaints = new ArrayList<>();
  private RunningJar jar;
  private Playwright playwright;
  private Browser browser;

  @BeforeAll
  void open() {
    boolean there = Files.isExecutable(CHROMIUM);
    if (!there) LOG.info("no Chromium here: the console is not looked at");
    boolean required = "required".equals(System.getProperty("browser"));
    assertTrue(there || !required, "a browser is required and " + CHROMIUM + " is not there");
    assumeTrue(there);
    jar = RunningJar.on(data.resolve("house"));
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options = new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIETLY);
    browser = playwright.chromium().launch(options);
  }

  @AfterAll
  void close() {
    if (browser != null) browser.close();
    if (playwright != null) playwright.close();
    if (jar != null) jar.close();
  }

  private Page page(int width, int height, ColorScheme scheme) {
    var options =
        new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
    var page = browser.newContext(options).newPage();
    page.onConsoleMessage(
        message -> {
          // A free slug is asked for and not found: the browser notes it, nothing is wrong.
          boolean probe = message.text().contains("404") && message.location().contains("/links/");
          if (message.type().equals("error") && !probe) complaints.add(message.text());
        });
    page.onPageError(complaints::add);
    return page;
  }

  private String at(String hash) {
    return jar.address("http") + "/" + hash;
  }

  private static void follow(String address) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).header("User-Agent", "Mozilla/5.0");
    var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding());
    assertEquals(302, answer.statusCode());
  }

  @Test
  void a_link_is_made_followed_and_counted_while_one_looks() throws Exception {
    var page = page(1280, 800, ColorScheme.LIGHT);
    page.navigate(at("#/links"));
    page.getByLabel("Where it leads").fill("https://vertx.io/docs/");
    page.getByLabel("Wished slug").fill("tour");
    assertThat(page.getByText("This slug is free.")).isVisible();
    button(page, "Shorten").click();
    assertThat(page.locator(".made")).containsText("/tour");
    var clicks =
        page.locator(".links li", new Page.LocatorOptions().setHasText("/tour")).locator(".clicks");
    assertThat(clicks).hasText("0");
    follow(jar.address("links.redirect") + "/tour");
    assertThat(clicks).hasText("1");

    page.getByLabel("Wished slug").fill("tour");
    assertThat(page.getByText("This slug is taken.")).isVisible();
    page.getByLabel("Where it leads").fill("ftp://nowhere");
    page.getByLabel("Wished slug").fill("other");
    button(page, "Shorten").click();
    assertThat(page.locator(".create [role=alert]")).containsText("http or https");

    page.locator(".links a.slug").getByText("tour").click();
    assertThat(page.locator("h1")).hasText("/tour");
    page.getByLabel("Title").fill("A tour");
    button(page, "Save").click();
    assertThat(page.getByText("Saved.")).isVisible();
    follow(jar.address("links.redirect") + "/tour");
    assertThat(page.locator(".big")).hasText("2 clicks");

    page.navigate(at("#/events"));
    page.locator(".event").getByText("links.Amended").first().click();
    assertThat(page.locator(".drawer")).containsText("A tour");
    page.keyboard().press("Escape");
    assertThat(page.locator(".drawer")).hasCount(0);
    looksRight();
    assertEquals(List.of("the 400 for a bad target"), said());
  }

  /** The refused target is an error to the browser's console and must be the only one. */
  private List<String> said() {
    return complaints.stream()
        .map(text -> text.contains("400") ? "the 400 for a bad target" : text)
        .toList();
  }

  private static com.microsoft.playwright.Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Every page at both widths and in both lights: nothing sticks out; pictures are kept. */
  private void looksRight() throws Exception {
    Files.createDirectories(SHOTS);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 375)) {
        var page = page(width, width == 375 ? 812 : 800, scheme);
        for (var hash : PAGES) {
          page.navigate(at(hash));
          page.reload();
          assertThat(page.locator("h1")).isVisible();
          page.waitForTimeout(600); // lets charts and streams draw themselves before the picture
          assertThat(page.locator("main")).not().containsText("NaN");
          var name = hash.replaceAll("[#/]+", "-").substring(1) + "-" + width + "-" + scheme;
          page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
          var sticksOut =
              "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
          assertEquals(0, ((Number) page.evaluate(sticksOut)).intValue(), name);
        }
        page.context().close();
      }
    }
  }
}
