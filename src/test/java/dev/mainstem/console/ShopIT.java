package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mainstem.house.RunningJar;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The shop of the real jar in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ShopIT {
  @TempDir private static Path data;

  private final HttpClient client = HttpClient.newHttpClient();
  private RunningJar jar;
  private Browsing browsing;

  @BeforeAll
  void open() throws Exception {
    Browsing.need();
    jar = RunningJar.on(data.resolve("house"));
    browsing = new Browsing(jar.address("http"));
    ask("PUT", "products/mug", "{'title':'Mug','description':'Holds tea'}");
    for (var sku : List.of("last", "many", "drop")) {
      ask("PUT", "variants/" + sku, "{'product':'mug','title':'" + sku + "'}");
      ask("PUT", "variants/" + sku + "/prices", "{'amounts':{'usd':1999}}");
    }
    ask("PUT", "shipping/post", "{'title':'Post','prices':{'usd':500}}");
    ask("POST", "stock/last/receive", "{'quantity':1}");
    ask("POST", "stock/many/receive", "{'quantity':9}");
    ask("POST", "stock/drop/receive", "{'quantity':9}");
    ask(
        "PUT",
        "sales/drop",
        "{'sku':'drop','opensAt':'2020-01-01T00:00:00Z','closesAt':'2999-01-01T00:00:00Z',"
            + "'cap':1,'perSecond':1}");
  }

  @AfterAll
  void close() {
    if (browsing != null) browsing.close();
    if (jar != null) jar.close();
  }

  private String ask(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(jar.address("http").resolve("/checkout/" + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertTrue(answer.statusCode() < 300, answer.body());
    return answer.body();
  }

  private static Locator offer(Page page, String sku) {
    return page.locator("[data-sku=" + sku + "]");
  }

  private String get(String path) throws Exception {
    var request = HttpRequest.newBuilder(jar.address("http").resolve(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private Page filled(String sku, String mail) {
    var page = browsing.open("#/shop");
    offer(page, sku).getByText("Put into cart").click();
    page.getByLabel("Mail").first().fill(mail);
    return page;
  }

  @Test
  void the_last_unit_is_bought_in_one_of_two_tabs() throws Exception {
    var one = filled("last", "ann@example.com");
    var other = filled("last", "bob@example.com");
    button(one, "Pay").click();
    button(other, "Pay").click();
    var outcomes = List.of(one, other);
    for (var page : outcomes) {
      var ended = page.getByText("Bought. Thank you!").or(page.getByText("There is not enough"));
      assertThat(ended.first()).isVisible();
    }
    long bought =
        outcomes.stream().filter(p -> p.getByText("Bought. Thank you!").count() > 0).count();
    assertEquals(1, bought);
    var level = ask("GET", "stock/last", "");
    assertTrue(level.contains("\"onHand\":1,\"reserved\":0,\"sold\":1"), level);
    browsing.leave();
    // The browser logs the refusal of the one who came too late, and nothing else.
    var complaints = browsing.complaints();
    assertTrue(complaints.stream().allMatch(said -> said.contains("409")), complaints + "");
  }

  @Test
  void a_declined_card_is_told_and_the_order_of_a_good_one_tells_its_story() throws Exception {
    var page = filled("many", "eve@example.com");
    page.getByLabel("Card").selectOption("pm_card_chargeDeclined");
    button(page, "Pay").click();
    assertThat(page.getByText("declined").last()).isVisible();
    page.getByLabel("Card").selectOption("pm_card_visa");
    button(page, "Pay").click();
    assertThat(page.getByText("Bought. Thank you!")).isVisible();
    page.locator("a[href*='shop/ord_']").first().click();
    assertThat(page.locator(".saga li").first()).containsText("SessionOpened");
    assertThat(page.locator(".saga")).containsText("Placed");
    assertThat(page.locator(".saga")).containsText("Paid");
    var order = page.url().replaceAll(".*/(ord_[a-z0-9]+).*", "$1");
    var story = get("/why/checkout/" + order);
    for (var step : List.of("CompletionBegun", "Reserved", "Screened", "Placed", "Sold", "Paid")) {
      assertTrue(story.contains("checkout." + step), step + " is not in " + story);
    }
    for (var step : List.of("payments.Authorized", "payments.Captured")) {
      assertTrue(story.contains(step), step + " is not in " + story);
    }
    assertTrue(story.contains("notifications.Announced"), story);
    browsing.leave();
    assertEquals(List.of(), browsing.complaints());
  }

  @Test
  void a_buyer_whose_bank_asks_answers_it_and_has_bought() {
    var page = filled("many", "liz@example.com");
    page.getByLabel("Card").selectOption("pm_card_authenticationRequiredOnSetup");
    button(page, "Pay").click();
    page.getByText("Answer the bank").click();
    button(page, "Complete authentication").click();
    assertThat(page.getByText("Bought. Thank you!")).isVisible();
    assertThat(page.locator(".saga")).containsText("AuthenticationNeeded");
    browsing.leave();
    assertEquals(List.of(), browsing.complaints());
  }

  @Test
  void who_joins_the_line_is_told_when_it_is_his_turn() {
    var page = browsing.open("#/shop");
    button(page, "Join the line").click();
    assertThat(page.getByText("It is your turn.")).isVisible();
    browsing.leave();
    assertEquals(List.of(), browsing.complaints());
  }

  @Test
  void the_shop_looks_right_on_a_desk_and_on_a_phone() throws Exception {
    browsing.look(List.of("#/shop"));
    assertEquals(List.of(), browsing.complaints());
  }
}
