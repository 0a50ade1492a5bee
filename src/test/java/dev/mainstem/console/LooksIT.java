package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.mainstem.house.RunningJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the console looks when there is much to see. */
final class LooksIT {
  private static final double FILLED_MS = 60_000;
  private static final List<String> PAGES =
      List.of(
          "#/house",
          "#/events",
          "#/links",
          "#/links/launch",
          "#/why/links/spring",
          "#/links/launch?asOf=main-17");

  @TempDir private Path data;

  @Test
  void every_page_looks_right_at_both_widths_and_in_both_lights() throws Exception {
    Browsing.need();
    try (var jar = RunningJar.on(data.resolve("house"), "--demo", "links");
        var browsing = new Browsing(jar.address("http"))) {
      var page = browsing.open("#/events");
      assertThat(page.getByText("links.Retired").first()).isVisible(patiently());
      page.navigate(browsing.at("#/links/launch"));
      assertThat(page.locator("svg.world .visited").nth(19)).isAttached();
      page.navigate(browsing.at("#/house"));
      button(page, "Verify now").click();
      assertThat(page.getByLabel("Verifying")).isVisible();
      assertThat(page.locator("verify-card .badge")).hasText("sound", soon());
      browsing.look(PAGES);
      // A retired link is gone, which browsers note; all else is well.
      var wrong = browsing.complaints().stream().filter(said -> !said.contains("410")).toList();
      assertEquals(List.of(), wrong);
    }
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(FILLED_MS);
  }

  private static LocatorAssertions.HasTextOptions soon() {
    return new LocatorAssertions.HasTextOptions().setTimeout(FILLED_MS);
  }
}
