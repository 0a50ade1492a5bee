package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of other languages put on the wire, byte for byte. One house for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StripeWireTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private StripeHouse house;

  @BeforeAll
  void open(@TempDir Path data) throws Exception {
    house = new StripeHouse(data);
  }

  @AfterAll
  void close() throws Exception {
    house.close();
  }

  private HttpResponse<String> ask(String method, String path, String form) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(house.address() + path))
            .header("Authorization", "Bearer sk_test_x")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(form));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Python's clients write True and False. */
  @ParameterizedTest
  @CsvSource({"true, succeeded", "True, succeeded", "False, requires_confirmation"})
  void a_boolean_is_written_in_any_case(String confirm, String status) throws Exception {
    var form = "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=" + confirm;
    var made = ask("POST", "/v1/payment_intents", form);
    assertEquals(200, made.statusCode(), made.body());
    assertTrue(made.body().contains("\"status\":\"" + status + "\""), made.body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /v1/payment_intents/pi_none |                              | 404 | intent",
        "GET /v1/customers/cus_none |                              | 404 | id",
        "GET /v1/tokens/nothing |                              | 404 | token",
        "GET /v1/customers/cus_none/payment_methods | | 404 | id",
        "GET /v1/payment_methods?customer=cus_none | | 400 | customer",
        "GET /v1/reviews/prv_none | | 404 | id",
        "GET /v1/disputes/dp_none |                              | 404 | id",
        "POST /v1/payment_intents/pi_none/capture |                        | 404 | intent",
        "POST /v1/refunds | payment_intent=pi_none | 400 | payment_intent",
        "POST /v1/refunds | charge=ch_none               | 400 | charge",
        "POST /v1/payment_methods/pm_card_visa/attach | customer=cus_none | 400 | customer",
        "POST /v1/payment_intents | amount=99&currency=usd&customer=cus_none | 400 | customer",
      })
  void what_is_missing_is_named_as_stripe_names_it(
      String asked, String form, int status, String param) throws Exception {
    var words = asked.split(" ");
    var no = ask(words[0], words[1], form == null ? "" : form);
    assertEquals(status, no.statusCode(), no.body());
    assertTrue(no.body().contains("\"code\":\"resource_missing\""), no.body());
    assertTrue(no.body().contains("\"message\":\"No such "), no.body());
    assertTrue(no.body().contains("\"param\":\"" + param + "\""), no.body());
  }

  @Test
  void what_is_no_boolean_is_refused_by_name() throws Exception {
    var no = ask("POST", "/v1/payment_intents", "amount=2000&currency=usd&confirm=yes");
    assertEquals(400, no.statusCode(), no.body());
    assertTrue(no.body().contains("\"param\":\"confirm\""), no.body());
    assertTrue(no.body().contains("Invalid boolean: yes"), no.body());
  }
}
