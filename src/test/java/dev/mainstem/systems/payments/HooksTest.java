package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.stripe.StripeClient;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.WebhookEndpointCreateParams;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.house.Story;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookCommand.KeepEndpoint;
import dev.mainstem.systems.payments.HookCommand.MarkWebhook;
import dev.mainstem.systems.payments.HookCommand.QueueWebhooks;
import dev.mainstem.systems.payments.HookCommand.Resend;
import dev.mainstem.systems.payments.HookCommand.TrimNotices;
import dev.mainstem.systems.payments.IntentCommand.CancelIntent;
import dev.mainstem.systems.payments.IntentCommand.OpenIntent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks: in order for each thing, once more on request, under a secret that is rolled. */
class HooksTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ONE = "pi_00000000000000000000000001";
  private static final String OTHER = "pi_00000000000000000000000002";

  @TempDir private Path data;
  private final Story<PaymentTables> payments = Story.of(HousePayments.alone());
  private final BlockingQueue<Hook> hooks = new LinkedBlockingQueue<>();

  /** What a receiver was sent. */
  private record Hook(String body, String signature) {}

  private void endpoint() {
    var keep =
        new KeepEndpoint(
            Optional.empty(),
            "https://hooks.example/",
            List.of("*"),
            Optional.empty(),
            Map.of(),
            true);
    payments.when("shop", keep).answered(kept -> {});
  }

  private void opened(String id) {
    var none = Optional.<String>empty();
    var terms =
        new Terms(900, "usd", none, none, false, false, false, none, none, none, none, Map.of());
    var open = new OpenIntent(id, terms, Optional.empty(), false, Optional.empty());
    payments.when("shop", open).answered(i -> {});
  }

  private void canceled(String id) {
    payments.when("shop", new CancelIntent(id, "abandoned")).answered(i -> {});
  }

  private void queued() {
    payments.when("payments", new QueueWebhooks()).answered(nothing -> {});
  }

  /** How webhooks of a thing stand, in the order of what they tell. */
  private List<String> states(String object) {
    return payments.read(
        known ->
            known.deliveries.scan(Span.of(), 100).stream()
                .map(row -> row.value())
                .filter(each -> each.object().equals(Optional.of(object)))
                .map(each -> known.notices.get(each.notice()).what() + " " + each.state())
                .sorted()
                .toList());
  }

  private String delivery(String object, Delivery.State state) {
    return payments.read(
        known ->
            known.deliveries.scan(Span.of(), 100).stream()
                .map(row -> row.value())
                .filter(each -> each.object().equals(Optional.of(object)))
                .filter(each -> each.state() == state)
                .map(Delivery::id)
                .findFirst()
                .orElseThrow());
  }

  @Test
  void a_thing_is_told_of_in_order_and_one_does_not_wait_for_another() {
    endpoint();
    opened(ONE);
    canceled(ONE);
    opened(OTHER);
    queued();
    assertEquals(List.of("INTENT_CANCELED HELD", "INTENT_CREATED QUEUED"), states(ONE));
    assertEquals(List.of("INTENT_CREATED QUEUED"), states(OTHER));
    var first = delivery(ONE, Delivery.State.QUEUED);
    payments.when("payments", new MarkWebhook(first, false, 500)).answered(nothing -> {});
    assertEquals(List.of("INTENT_CANCELED QUEUED", "INTENT_CREATED FAILED"), states(ONE));
    payments.when("shop", new Resend(first)).answered(again -> {});
    assertEquals("HELD", states(ONE).get(2).replaceAll(".* ", ""), states(ONE) + "");
    var second = delivery(ONE, Delivery.State.QUEUED);
    payments.when("payments", new MarkWebhook(second, true, 200)).answered(nothing -> {});
    assertTrue(states(ONE).contains("INTENT_CREATED QUEUED"), states(ONE) + "");
  }

  @Test
  void what_was_told_is_forgotten_after_thirty_days_and_not_before() {
    endpoint();
    opened(ONE);
    queued();
    payments.when("payments", new TrimNotices(false)).answered(nothing -> {});
    payments.when("payments", new TrimNotices(false)).unchanged();
    payments.later(Duration.ofDays(29));
    canceled(ONE);
    queued();
    payments.when("payments", new TrimNotices(false)).answered(nothing -> {});
    assertEquals(2, states(ONE).size());
    payments.later(Duration.ofDays(2));
    payments.when("payments", new TrimNotices(true)).answered(nothing -> {});
    payments.when("payments", new TrimNotices(true)).unchanged();
    assertEquals(1, payments.<Integer>read(known -> known.notices.scan(Span.of(), 10).size()));
    var onItsWay = delivery(ONE, Delivery.State.QUEUED);
    payments.when("payments", new MarkWebhook(onItsWay, false, 0)).answered(nothing -> {});
    payments.when("payments", new TrimNotices(true)).answered(nothing -> {});
    assertEquals(List.of("INTENT_CANCELED QUEUED"), states(ONE));
  }

  private Hook next() throws Exception {
    var hook = hooks.poll(10, TimeUnit.SECONDS);
    assertTrue(hook != null, "nothing came in ten seconds");
    return hook;
  }

  private static JsonNode post(StripeHouse house, String path, String body) throws Exception {
    var answer = house.house().ask("POST", path, body, "Content-Type", "application/json");
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private static void verified(Hook hook, String secret) throws Exception {
    Webhook.constructEvent(hook.body(), hook.signature(), secret);
  }

  /** A receiver that takes all; its port. */
  private int receiver(StripeHouse house) throws Exception {
    var server = house.house().vertx().createHttpServer();
    server.requestHandler(
        request ->
            request
                .body()
                .onSuccess(
                    body -> {
                      var signature = request.getHeader("Stripe-Signature");
                      hooks.add(new Hook(body.toString(), signature));
                      request.response().end();
                    }));
    return HouseUnderTest.await(server.listen(0, "127.0.0.1")).actualPort();
  }

  @Test
  void a_webhook_is_sent_again_and_a_rolled_secret_signs_beside_the_old_one() throws Exception {
    try (var house = new StripeHouse(data)) {
      int port = receiver(house);
      var stripe =
          StripeClient.builder().setApiKey("sk_test_1").setApiBase(house.address()).build();
      var wish =
          WebhookEndpointCreateParams.builder()
              .setUrl("http://127.0.0.1:" + port + "/")
              .addEnabledEvent(WebhookEndpointCreateParams.EnabledEvent.CUSTOMER__CREATED)
              .build();
      var endpoint = stripe.v1().webhookEndpoints().create(wish);
      stripe.v1().customers().create(CustomerCreateParams.builder().setName("Ann").build());
      var first = next();
      verified(first, endpoint.getSecret());

      var rolling = "/payments/webhook-endpoints/" + endpoint.getId() + "/roll";
      var second = post(house, rolling, "{}").path("secret").asText();
      var sent = house.house().ask("GET", "/payments/deliveries", "");
      var id = JSON.readTree(sent.body()).get(0).path("id").asText();
      post(house, "/payments/deliveries/" + id + "/resend", "{}");
      var again = next();
      assertEquals(JSON.readTree(first.body()), JSON.readTree(again.body()));
      verified(again, endpoint.getSecret());
      verified(again, second);

      var third = post(house, rolling, "{\"overlapHours\":0}").path("secret").asText();
      post(house, "/payments/deliveries/" + id + "/resend", "{}");
      var last = next();
      verified(last, third);
      assertThrows(SignatureVerificationException.class, () -> verified(last, second));
      var nobody = "/payments/deliveries/wh_00000000000000000000000001/resend";
      assertEquals(404, house.house().ask("POST", nobody, "{}", TYPED).statusCode());
    }
  }

  private static final String[] TYPED = {"Content-Type", "application/json"};
}
