package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import dev.mainstem.house.RunningJar;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of payments in a real browser: paid, pressed twice, looked back at, and looked at. */
final class PaymentsLookIT {
  private static final String PRESS = "button => button.click()";
  private static final String PRESS_TWICE = "button => { button.click(); button.click(); }";
  private static final String SLIDE =
      "(slider, to) => { slider.value = to; slider.dispatchEvent(new Event('change')); }";

  private static final Path TRIAL = Path.of("target", "console", "payments-trial.png");

  @TempDir private Path data;
  @TempDir private Path elsewhere;
  private final HttpClient client = HttpClient.newHttpClient();
  private URI house;
  private String suspicious;

  @BeforeAll
  static void needs_a_browser() {
    Browsing.need();
  }

  private String ask(String method, URI at, String type, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(at)
            .method(method, BodyPublishers.ofString(body))
            .header("Content-Type", type);
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertTrue(answer.statusCode() / 100 == 2, method + at + answer.body());
    return answer.body();
  }

  private String get(String path) throws Exception {
    return ask("GET", house.resolve(path), "application/json", "");
  }

  private String post(String path, String body) throws Exception {
    return ask("POST", house.resolve(path), "application/json", body.replace('\'', '"'));
  }

  private String pay(String terms) throws Exception {
    var made = post("/payments/intents", "{'currency':'usd'," + terms + "}");
    var id = made.replaceAll(".*?\"intent\":\"([^\"]+)\".*", "$1");
    while (get("/payments/intents/" + id).contains("\"status\":\"processing\"")) {
      Thread.onSpinWait();
    }
    return id;
  }

  /** The acquirer is a process of its own and slow, so that it counts what it was asked to do. */
  @Test
  void whoever_presses_twice_has_paid_once_in_one_tab_and_in_two() throws Exception {
    try (var acquirer = RunningJar.begin(elsewhere, "acquirer", "--port", "0")) {
      acquirer.awaitReady();
      var at = URI.create(acquirer.output().replaceAll("(?s).*(http://127.0.0.1:\\d+).*", "$1"));
      var slow = "{\"latencyMs\":400,\"declines\":0,\"timeouts\":0,\"lost\":0}";
      ask("PUT", at.resolve("/behaviour"), "application/json", slow);
      var url = "payments.acquirer.url=" + at;
      try (var jar = RunningJar.on(data, "--set", url, "--set", "outgoing.allow=127.0.0.1");
          var browsing = new Browsing(jar.address("http"))) {
        house = jar.address("http");
        pressed_twice(browsing, at);
        confirmed_in_two_tabs(browsing, at);
        var page = browsing.open("#/payments/acquirer");
        assertThat(page.getByText("outside this house")).isVisible();
        browsing.leave();
        assertEquals(List.of(), browsing.complaints());
      }
    }
  }

  /** No answer can come between two presses within one turn of the browser. */
  private void pressed_twice(Browsing browsing, URI acquirer) throws Exception {
    var page = browsing.open("#/payments");
    page.locator("[name=amount]").fill("12.34");
    button(page, "Pay").evaluate(PRESS_TWICE);
    assertThat(page.getByText("Pressed 2 times, paid once.")).isVisible();
    assertThat(page.locator(".made .badge")).hasText("succeeded");
    button(page, "Pay").click();
    assertThat(page.getByText("Pressed 3 times, paid once.")).isVisible();
    assertThat(page.locator(".payments li")).hasCount(1);
    assertEquals(1, sales(acquirer), "charges at the acquirer");
    button(page, "Make another payment").click();
    button(page, "Pay").click();
    assertThat(page.locator(".made .badge")).hasText("succeeded");
    assertThat(page.locator(".payments li")).hasCount(2);
    assertEquals(2, sales(acquirer), "charges at the acquirer");
    browsing.leave();
  }

  private void confirmed_in_two_tabs(Browsing browsing, URI acquirer) throws Exception {
    var open = "{'amount':4200,'currency':'usd','method':'pm_card_visa','confirm':false}";
    var intent = post("/payments/intents", open).replaceAll(".*?\"intent\":\"([^\"]+)\".*", "$1");
    var tabs =
        List.of(browsing.open("#/payments/" + intent), browsing.open("#/payments/" + intent));
    for (var tab : tabs) assertThat(button(tab, "Confirm")).isVisible();
    for (var tab : tabs) button(tab, "Confirm").evaluate(PRESS);
    for (var tab : tabs) {
      assertThat(tab.locator(".card .badge").first()).hasText("succeeded");
      assertThat(tab.locator(".timeline li").filter(text("attempt started"))).hasCount(1);
      assertEquals(List.of(), tab.locator("main [role=alert]").allTextContents());
    }
    assertEquals(3, sales(acquirer), "charges at the acquirer");
    browsing.leave();
  }

  private static com.microsoft.playwright.Locator.FilterOptions text(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }

  private long sales(URI acquirer) throws Exception {
    assertEquals("{\"repeats\":0}", ask("GET", acquirer.resolve("/repeats"), "text/plain", ""));
    var file = ask("GET", acquirer.resolve("/settlements"), "text/plain", "");
    return file.lines().filter(line -> line.contains(",sale,")).count();
  }

  @Test
  void what_happened_to_money_is_seen_and_looked_back_at() throws Exception {
    var receiver = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try (var jar = RunningJar.on(data, "--set", "outgoing.allow=127.0.0.1");
        var browsing = new Browsing(jar.address("http"))) {
      house = jar.address("http");
      var hook = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
      var stripe = jar.address("payments.stripe").resolve("/v1/webhook_endpoints");
      var form = "application/x-www-form-urlencoded";
      ask("POST", stripe, form, "url=" + hook + "&enabled_events[]=payment_intent.succeeded");
      var before = filled();
      var page = browsing.open("#/payments/acquirer");
      declines(page, browsing);
      past(page, browsing, before);
      hooks(page, browsing);
      risk(page, browsing);
      browsing.look(
          List.of(
              "#/payments",
              "#/payments/risk",
              "#/payments/" + suspicious,
              "#/payments/webhooks",
              "#/payments/acquirer"));
      assertEquals(List.of(), browsing.complaints());
    } finally {
      receiver.stop(0);
    }
  }

  /** Payments in all states; answers a position before the last refund. */
  private String filled() throws Exception {
    var about = ",'description':'Order %d','email':'ann@example.com','country':'DE'";
    var ids = new java.util.ArrayList<String>();
    for (var card : List.of("pm_card_visa", "pm_card_amex", "pm_card_chargeDeclined")) {
      ids.add(pay("'amount':12900,'method':'" + card + "'" + about.formatted(ids.size() + 1)));
    }
    pay("'amount':4900,'method':'pm_card_threeDSecure2Required'" + about.formatted(4));
    pay("'amount':100000,'method':'pm_card_mastercard','manualCapture':true");
    pay("'amount':700,'method':'pm_card_visa','confirm':false");
    var position = get("/house").replaceAll(".*?\"main\",[^}]*?\"last\":(\\d+).*", "main-$1");
    post("/payments/intents/" + ids.get(0) + "/refund", "{'amount':2900}");
    return position;
  }

  private void declines(Page page, Browsing browsing) {
    page.locator("[name=declines]").evaluate(SLIDE, "10000");
    assertThat(page.getByText("Set, for payments from now on.")).isVisible();
    page.navigate(browsing.at("#/payments"));
    button(page, "Pay").click();
    assertThat(page.locator(".made")).containsText("Your card was declined.");
    page.navigate(browsing.at("#/payments/acquirer"));
    page.locator("[name=declines]").evaluate(SLIDE, "0");
    assertThat(page.getByText("Set, for payments from now on.")).isVisible();
  }

  /** The balance has a refund in it that it had not then. */
  private void past(Page page, Browsing browsing, String before) {
    page.navigate(browsing.at("#/payments"));
    assertThat(page.locator(".figures").first()).containsText("-$29.00");
    page.navigate(browsing.at("#/payments?asOf=" + before));
    assertThat(page.locator(".figures").first()).containsText("$0.00");
    assertThat(page.locator(".payments li")).hasCount(6);
    assertThat(page.locator("pay-form")).hasCount(0);
  }

  /** Rules are tried on what was, hold from then on, and somebody looks at what they find. */
  private void risk(Page page, Browsing browsing) throws Exception {
    page.navigate(browsing.at("#/payments/risk"));
    assertThat(page.getByText("No payment waits to be looked at.")).isVisible();
    rule(page, "large", "block", "amount > 500.00 usd");
    rule(page, "abroad", "review", "card_country != billing_country");
    button(page, "Try on a day").click();
    assertThat(page.locator("payment-trial .figure").first()).containsText("1");
    assertThat(page.locator(".risk-rules li").first()).containsText("1 hit");
    page.screenshot(new Page.ScreenshotOptions().setPath(TRIAL).setFullPage(true));
    button(page, "Save rules").click();
    assertThat(page.getByText("Saved.")).isVisible();
    assertThat(page.getByText("version 1")).isVisible();
    pay("'amount':60000,'method':'pm_card_visa','country':'US'");
    var first = pay("'amount':12300,'method':'pm_card_fr','country':'DE'");
    suspicious = pay("'amount':45600,'method':'pm_card_gb','country':'DE'");
    assertThat(page.locator(".reviews li")).hasCount(2);
    button(page, "Reject").first().click();
    assertThat(page.locator(".reviews li")).hasCount(1);
    page.navigate(browsing.at("#/payments/" + first));
    assertThat(page.locator(".timeline")).containsText("refunded as fraud");
    page.navigate(browsing.at("#/payments"));
    assertThat(page.locator(".payments")).containsText("blocked");
    assertThat(page.locator(".payments")).containsText("to be reviewed");
    rules_that_mean_nothing_say_so(page, browsing);
  }

  private void rules_that_mean_nothing_say_so(Page page, Browsing browsing) {
    page.navigate(browsing.at("#/payments/risk"));
    rule(page, "wrong", "block", "amonut > 5 usd");
    button(page, "Try on a week").click();
    assertThat(page.locator("main [role=alert]")).containsText("Rule 3: Column 1");
    // The browser notes the refusal, too.
    assertTrue(browsing.complaints().stream().allMatch(said -> said.contains("400")));
  }

  private static void rule(Page page, String name, String action, String when) {
    button(page, "Add a rule").click();
    var line = page.locator(".risk-rules li").last();
    line.getByLabel("Name").fill(name);
    line.getByLabel("What it does").selectOption(action);
    line.getByLabel("When").fill(when);
  }

  private void hooks(Page page, Browsing browsing) {
    page.navigate(browsing.at("#/payments/webhooks"));
    assertThat(page.locator(".lines li")).hasCount(2);
    assertThat(page.locator(".lines .badge").first()).hasText("delivered");
    button(page, "Send again").first().click();
    assertThat(page.locator(".lines li")).hasCount(3);
    assertThat(page.locator(".lines .badge").first()).hasText("delivered");
  }
}
