package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.mainstem.house.RunningJar;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of notifications in a real browser: said, planned, told, explained, and looked at. */
final class NotificationsLookIT {
  private static final int PEOPLE = 120;

  @TempDir private Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  private URI house;

  private void done(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(house.resolve(path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
            .header("Content-Type", "application/json");
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertTrue(answer.statusCode() / 100 == 2, method + path + answer.body());
  }

  private void fill() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      var interests = i % 3 == 0 ? "'sports','news'" : "'news'";
      var quiet = i % 10 == 0 ? ",'zone':'UTC','quiet':{'from':'00:00','to':'23:59'}" : "";
      done(
          "PUT",
          "/notifications/people/fan-" + i,
          "{'name':'Fan %d','topic':'fan-%d','interests':[%s],'attributes':{}%s}"
              .formatted(i, i, interests, quiet));
    }
    done("PUT", "/notifications/people/fan-3/preferences/news/ntfy", "{'on':false}");
  }

  @Test
  void what_is_done_on_the_page_is_seen_on_the_page() throws Exception {
    Browsing.need();
    // The endpoint's address is allowed, and nobody listens there: its attempts fail.
    try (var jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1");
        var browsing = new Browsing(jar.address("http"))) {
      house = jar.address("http");
      fill();
      var page = browsing.open("#/notifications");
      says(page);
      broadcasts(page);
      page.navigate(browsing.at("#/notifications/people/fan-3"));
      assertThat(page.getByText("ntfy: switched-off")).isVisible();
      assertThat(page.getByText("interest:sports: yes")).isVisible();
      webhooks(page);
      browsing.look(
          List.of(
              "#/notifications/topics",
              "#/notifications/broadcasts",
              "#/notifications/people",
              "#/notifications/people/fan-3",
              "#/notifications/webhooks"));
      assertEquals(List.of(), browsing.complaints());
    }
  }

  private static void says(Page page) {
    page.locator("[name=topic]").fill("alerts");
    page.locator("[name=title]").fill("Disk");
    page.locator("[name=text]").fill("Almost full");
    button(page, "Send").click();
    assertThat(page.locator(".lines li").first()).containsText("Almost full");
  }

  private static void broadcasts(Page page) {
    page.getByText("Broadcasts").click();
    page.locator("[name=audience]").fill("sports");
    page.locator("[name=subject]").fill("Goal");
    page.locator("[name=text]").fill("1:0");
    page.locator("[name=email]").uncheck();
    page.locator("[name=webhook]").uncheck();
    button(page, "Whom would it reach?").click();
    assertThat(page.getByText("40 of 120 people are meant.")).isVisible();
    button(page, "Broadcast").click();
    assertThat(page.locator("section.card")).containsText("35 of 39 deliveries taken");
    assertThat(page.locator("section.card")).containsText("4 held for quiet hours");
  }

  private static void webhooks(Page page) {
    page.getByText("Webhooks").click();
    page.locator("[name=url]").fill("http://127.0.0.1:9/hook");
    button(page, "Add endpoint").click();
    assertThat(page.getByText("whsec_")).isVisible();
    page.locator("[name=type]").fill("order.paid");
    page.locator("[name=payload]").fill("{\"order\":\"7\"}");
    button(page, "Send to all that want it").click();
    page.getByText("http://127.0.0.1:9/hook").first().click();
    page.locator(".lines code").first().click();
    assertThat(page.locator(".tries li").first()).containsText("no answer");
  }
}
