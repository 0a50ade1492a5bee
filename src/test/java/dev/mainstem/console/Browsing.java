package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real browser that looks at one console, and keeps what the browser complains of. */
final class Browsing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Browsing.class);
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

  /**
   * Nothing was drawn or fetched for a while, so that charts are there before the picture; a page
   * that follows a busy stream is taken as it is after a second.
   */
  private static final String SETTLED =
      """
      () => new Promise(settled => {
        let quiet;
        const again = () => { clearTimeout(quiet); quiet = setTimeout(done, 150); };
        const drawn = new MutationObserver(again);
        const fetched = new PerformanceObserver(again);
        const most = setTimeout(done, 1000);
        function done() {
          [quiet, most].forEach(clearTimeout);
          [drawn, fetched].forEach(each => each.disconnect());
          settled();
        }
        drawn.observe(document, { subtree: true, childList: true, attributes: true });
        fetched.observe({ type: 'resource' });
        again();
      })\
      """;

  private final URI console;
  private final List<String> complaints = new ArrayList<>();
  private final Playwright playwright;
  private final Browser browser;

  /** Skips the tests that need one where there is none, unless one is required. */
  static void need() {
    boolean there = Files.isExecutable(CHROMIUM);
    if (!there) LOG.info("no Chromium here: the console is not looked at");
    boolean required = "required".equals(System.getProperty("browser"));
    assertTrue(there || !required, "a browser is required and " + CHROMIUM + " is not there");
    assumeTrue(there);
  }

  Browsing(URI console) {
    this.console = console;
    var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options = new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(QUIETLY);
    browser = playwright.chromium().launch(options);
  }

  /** A page of a usual screen, by daylight. */
  Page open(String hash) {
    var page = page(1280, ColorScheme.LIGHT);
    page.navigate(at(hash));
    return page;
  }

  Page page(int width, ColorScheme scheme) {
    var size =
        new Browser.NewContextOptions()
            .setViewportSize(width, width < 500 ? 812 : 800)
            .setColorScheme(scheme);
    var page = browser.newContext(size).newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !probe(message.text(), message.location())) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Asked for and perhaps not there: a free slug; and a backup that may not be written there. */
  private static boolean probe(String text, String location) {
    return text.contains("404") && location.contains("/links/")
        || text.contains("400") && location.contains("/house/backup");
  }

  String at(String hash) {
    return console + "/" + hash;
  }

  /** Leaves all pages, so that none of them complains later. */
  void leave() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  /** What browsers complained of, which then is forgotten. */
  List<String> complaints() {
    var said = List.copyOf(complaints);
    complaints.clear();
    return said;
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Every page at both widths and in both lights: nothing sticks out; pictures are kept. */
  void look(List<String> pages) throws Exception {
    Files.createDirectories(SHOTS);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (int width : List.of(1280, 375)) {
        var page = page(width, scheme);
        for (var hash : pages) {
          page.navigate("about:blank");
          page.navigate(at(hash));
          looksRight(page, name(hash) + "-" + width + "-" + scheme);
        }
        page.context().close();
      }
    }
  }

  private static String name(String hash) {
    return hash.replaceAll("[^a-z0-9]+", "-").substring(1);
  }

  private static void looksRight(Page page, String name) {
    assertThat(page.locator("h1")).isVisible();
    page.evaluate(SETTLED);
    assertThat(page.locator("main")).not().containsText("NaN");
    assertThat(page.locator("main")).not().containsText("undefined");
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    var sticksOut = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth";
    assertEquals(0, ((Number) page.evaluate(sticksOut)).intValue(), name);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
