package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what at ntfy's door, in a house with keys and one tenant that is open to anybody. */
class NtfyAccessTest {
  @TempDir private static Path data;
  private static NtfyHouse ntfy;
  private static String owner;
  private static String reader;
  private static String bot;

  @BeforeAll
  static void open() throws Exception {
    var tenants = new Tenants(new SecureRandom());
    ntfy =
        new NtfyHouse(
            data,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()),
            Optional.of(Tenant.LOCAL),
            List.of(tenants));
    owner = key("boss", "owner");
    reader = key("reader", "notifications:read");
    bot = key("bot", "links:read");
    rules("bot", "{'pattern':'bot-*','right':'write-only'}");
    rules("*", "{'pattern':'open-*','right':'read-write'},{'pattern':'open-not','right':'deny'}");
  }

  @AfterAll
  static void close() throws Exception {
    ntfy.close();
  }

  private static String key(String name, String scope) throws Exception {
    var body = "{\"name\":\"" + name + "\",\"scopes\":[\"" + scope + "\"]}";
    var headers =
        owner == null
            ? new String[] {"Content-Type", "application/json"}
            : new String[] {"Content-Type", "application/json", "X-Api-Key", owner};
    var answer = ntfy.house().ask("POST", "/tenants/local/keys", body, headers);
    assertEquals(201, answer.statusCode(), answer.body());
    return answer.body().replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
  }

  private static void rules(String who, String rules) throws Exception {
    var body = ("{'rules':[" + rules + "]}").replace('\'', '"');
    var path = "/notifications/access/" + who.replace("*", "%2A");
    var headers = new String[] {"Content-Type", "application/json", "X-Api-Key", owner};
    var answer = ntfy.house().ask("PUT", path, body, headers);
    assertEquals(200, answer.statusCode(), answer.body());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static int says(String topic, String... headers) throws Exception {
    return ntfy.ask("PUT", "/" + topic, "x", headers).statusCode();
  }

  private static int hears(String topic, String... headers) throws Exception {
    return ntfy.ask("GET", "/" + topic + "/json?poll=1", "", headers).statusCode();
  }

  private static String[] bearer(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }

  @Test
  void a_key_is_a_bearers_token_or_any_users_password_or_stands_in_the_query() throws Exception {
    assertEquals(200, says("t", bearer(owner)));
    assertEquals(200, says("t", "Authorization", "Basic " + base64("anyone:" + owner)));
    assertEquals(200, says("t", "Authorization", "Basic " + base64(":" + owner)));
    for (var shown : List.of("Bearer " + owner, "Basic " + base64("phil:" + owner))) {
      var auth = base64(shown).replace("=", "");
      assertEquals(200, ntfy.ask("PUT", "/t?auth=" + auth, "x").statusCode(), shown);
    }
  }

  @Test
  void a_key_that_is_not_good_is_401_also_where_anybody_may() throws Exception {
    for (var shown : List.of("Bearer ms_wrong", "Basic " + base64("a:b"), "Basic ///")) {
      var answer = ntfy.ask("PUT", "/open-news", "x", "Authorization", shown);
      assertEquals(401, answer.statusCode(), shown);
      assertTrue(answer.body().contains("\"code\":40101"), answer.body());
    }
    assertEquals(401, ntfy.ask("PUT", "/open-news?auth=.", "x").statusCode());
  }

  @Test
  void without_a_key_only_what_rules_for_everybody_allow() throws Exception {
    assertEquals(200, says("open-news"));
    assertEquals(200, hears("open-news"));
    assertEquals(403, says("t"));
    assertEquals(403, hears("t"));
    assertEquals(403, hears("open-news,t"));
    assertEquals(403, says("open-not"), "the closest pattern counts");
    var no = ntfy.ask("PUT", "/t", "x").body();
    assertTrue(no.contains("\"code\":40301,\"http\":403,\"error\":\"forbidden\",\"link\":"), no);
  }

  @Test
  void scopes_count_where_there_is_no_rule_and_an_owner_may_all() throws Exception {
    assertEquals(200, hears("t", bearer(reader)));
    assertEquals(403, says("t", bearer(reader)));
    assertEquals(200, says("open-news", bearer(reader)));
    assertEquals(403, hears("open-not", bearer(reader)));
    assertEquals(200, says("open-not", bearer(owner)));
  }

  @Test
  void a_rule_of_ones_own_comes_first() throws Exception {
    assertEquals(200, says("bot-x", bearer(bot)));
    assertEquals(403, hears("bot-x", bearer(bot)));
    assertEquals(403, says("t", bearer(bot)));
    assertEquals(403, ntfy.ask("GET", "/bot-x/auth", "", bearer(bot)).statusCode());
    assertEquals(403, ntfy.ask("DELETE", "/t/seq", "", bearer(bot)).statusCode());
    assertEquals(200, ntfy.ask("DELETE", "/bot-x/seq", "", bearer(bot)).statusCode());
  }

  @Test
  void a_page_of_another_site_may_ask_and_is_nobody_without_a_key() throws Exception {
    var answer =
        ntfy.raw(
            "PUT /t HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                + "Content-Length: 1\r\nConnection: close\r\n\r\nx");
    assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    assertTrue(answer.toLowerCase(java.util.Locale.ROOT).contains("allow-origin: *"), answer);
  }
}
