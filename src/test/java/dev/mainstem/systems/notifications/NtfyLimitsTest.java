package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.tenants.KeyCallers;
import dev.mainstem.systems.tenants.Tenants;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is let in at ntfy's door, in a house whose tenant is open to everybody. */
class NtfyLimitsTest {
  @TempDir private Path data;

  @Test
  void who_shows_no_key_may_ask_sixty_times_at_once_and_who_shows_one_as_often_as_they_like()
      throws Exception {
    var tenants = new Tenants(new SecureRandom());
    try (var ntfy =
        new NtfyHouse(
            data,
            engine -> new KeyCallers(tenants, engine.store(), InstantSource.system()),
            Optional.of(Tenant.LOCAL),
            List.of(tenants))) {
      var json = new String[] {"Content-Type", "application/json"};
      var asked = "{\"name\":\"boss\",\"scopes\":[\"owner\"]}";
      var made = ntfy.house().ask("POST", "/tenants/local/keys", asked, json).body();
      var key = made.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
      var rules = "{\"rules\":[{\"pattern\":\"*\",\"right\":\"read-write\"}]}";
      var owner = new String[] {"Content-Type", "application/json", "X-Api-Key", key};
      assertEquals(
          200, ntfy.house().ask("PUT", "/notifications/access/%2A", rules, owner).statusCode());
      int good = 0;
      while (good < 100 && ntfy.ask("PUT", "/open", "x").statusCode() == 200) good++;
      // One more is let in every 5 seconds.
      assertTrue(good >= 60 && good < 70, good + " are let in");
      var no = ntfy.ask("GET", "/open/json?poll=1", "");
      assertEquals(429, no.statusCode());
      assertTrue(no.body().contains("\"code\":42901"), no.body());
      assertEquals(200, ntfy.ask("GET", "/v1/health", "").statusCode());
      var with = new String[] {"Authorization", "Bearer " + key};
      for (int n = 0; n < 100; n++) {
        assertEquals(200, ntfy.ask("PUT", "/open", "x", with).statusCode());
      }
    }
  }
}
