package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.systems.links.Rule.Condition;
import dev.mainstem.systems.links.Rule.Type;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a rule holds for, one line per case. */
class RulesTest {
  private static final LinkKey LINK = new LinkKey("", "vertx");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Mobile Safari/537.36";
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/17.2 Mobile/15E148 Safari/604.1";
  private static final String MAC =
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.2; rv:121.0) Gecko/20100101 Firefox/121.0";
  private static final String PC =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0";
  private static final String BOOK =
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/120.0.0.0 Safari/537.36";
  private static final String TUX =
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0"
          + " Safari/537.36 OPR/106.0.0.0";
  private static final Map<String, String> AGENTS =
      Map.of("PHONE", PHONE, "IPHONE", IPHONE, "MAC", MAC, "PC", PC, "BOOK", BOOK, "TUX", TUX);

  private static Condition condition(String type, String key, String value) {
    return new Condition(
        Type.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')),
        Optional.ofNullable(key),
        Optional.ofNullable(value));
  }

  private static Rule rule(Condition... conditions) {
    return new Rule("https://elsewhere.example/", List.of(conditions));
  }

  private static Sight sight(String agent, String languages, Map<String, String> query) {
    return new Sight(agent, languages, query, Optional.empty(), Place.UNKNOWN, 1, NOON);
  }

  private static Sight from(String ip, String country, String city, long hash) {
    return new Sight("", "", Map.of(), IpRange.address(ip), new Place(country, city), hash, NOON);
  }

  private static boolean holds(Condition condition, Sight sight) {
    assertTrue(condition.makesSense(), condition.toString());
    return Rules.judge(LINK, List.of(rule(condition)), sight).rule() == 0;
  }

  @ParameterizedTest
  @CsvSource({
    "PHONE,  android mobile,  chrome",
    "IPHONE, ios mobile,      safari",
    "MAC,    macos desktop,   firefox",
    "PC,     windows desktop, edge",
    "BOOK,   chromeos desktop, chrome",
    "TUX,    linux desktop,   opera",
  })
  void a_device_is_all_that_it_is_and_nothing_else(String agent, String kinds, String browser) {
    var sight = sight(AGENTS.get(agent), "", Map.of());
    for (var device : Agents.DEVICES) {
      boolean is = List.of(kinds.split(" ")).contains(device);
      assertEquals(is, holds(condition("device", null, device), sight), device);
    }
    for (var each : Agents.BROWSERS) {
      assertEquals(each.equals(browser), holds(condition("browser", null, each), sight), each);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fr                       | fr    | true",
        "fr-FR                    | fr    | true",
        "fr-FR                    | fr_FR | true",
        "fr                       | fr-FR | false",
        "fr-CA                    | fr-FR | false",
        "en, fr;q=0.95            | fr    | true",
        "en, fr;q=0.9             | fr    | true",
        "en, fr;q=0.8             | fr    | false",
        "en, fr;q=0               | fr    | false",
        "en, fr;q=nonsense        | fr    | false",
        "en, fr ; q=1.000         | fr    | true",
        "FR                       | fr    | true",
        "*                        | fr    | false",
        "''                       | fr    | false",
        "frr                      | fr    | false",
      })
  void a_language_is_wanted_if_it_is_liked_enough(String header, String wanted, boolean holds) {
    assertEquals(holds, holds(condition("language", null, wanted), sight("", header, Map.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query-param           | a | 1  | 1  | true",
        "query-param           | a | 1  | 2  | false",
        "query-param           | a | 1  |    | false",
        "query-param           | b | 1  | 1  | false",
        "any-value-query-param | a |    | 2  | true",
        "any-value-query-param | a |    | '' | true",
        "any-value-query-param | b |    | 2  | false",
        "valueless-query-param | a |    | '' | true",
        "valueless-query-param | a |    | 2  | false",
        "valueless-query-param | b |    | '' | false",
      })
  void a_parameter_is_there(ArgumentsAccessor row) {
    var given = row.getString(3);
    Map<String, String> query = given == null ? Map.of() : Map.of("a", given);
    var condition = condition(row.getString(0), row.getString(1), row.getString(2));
    assertEquals(row.getBoolean(4), holds(condition, sight("", "", query)));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3,       10.1.2.3,        true",
    "10.1.2.3,       10.1.2.4,        false",
    "10.1.2.0/24,    10.1.2.255,      true",
    "10.1.2.0/24,    10.1.3.0,        false",
    "10.1.2.0/23,    10.1.3.0,        true",
    "10.1.2.0/31,    10.1.2.2,        false",
    "0.0.0.0/0,      255.255.255.255, true",
    "11.22.*.*,      11.22.33.44,     true",
    "11.22.*.*,      11.23.33.44,     false",
    "2001:db8::/32,  2001:db8:1::5,   true",
    "2001:db8::/32,  2001:db9::5,     false",
    "2001:db8::/32,  10.1.2.3,        false",
    "::1,            ::1,             true",
  })
  void an_address_is_in_a_range(String range, String ip, boolean holds) {
    assertEquals(holds, holds(condition("ip-address", null, range), from(ip, "", "", 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "geolocation-country-code, de,      true",
    "geolocation-country-code, FR,      false",
    "geolocation-city-name,    München, true",
    "geolocation-city-name,    Berlin,  false",
    "before-date,              2026-03-01T12:00:01Z,      true",
    "before-date,              2026-03-01T12:00:00Z,      false",
    "before-date,              2026-03-01T13:00:01+01:00, true",
    "after-date,               2026-03-01T11:59:59Z,      true",
    "after-date,               2026-03-01T12:00:00Z,      false",
  })
  void a_place_and_a_time_are_as_wanted(String type, String value, boolean holds) {
    var munich = from("10.0.0.1", "DE", "München", 1);
    assertEquals(holds, holds(condition(type, null, value), munich));
  }

  @ParameterizedTest
  @CsvSource({
    "device, , fridge",
    "language, , french",
    "query-param, , 1",
    "any-value-query-param, , ",
    "ip-address, , 10.1.2.3/33",
    "ip-address, , 10.1.*.3",
    "ip-address, , example.com",
    "ip-address, , 300.1.1.1",
    "geolocation-country-code, , DEU",
    "geolocation-city-name, , ' '",
    "before-date, , tomorrow",
    "browser, , mosaic",
    "share, , 1.5",
    "share, , -0.5",
    "share, , half",
  })
  void what_can_never_be_judged_makes_no_sense(String type, String key, String value) {
    assertFalse(condition(type, key, value).makesSense());
  }

  @Test
  void the_first_rule_that_holds_wins_and_all_its_conditions_must() {
    var android = condition("device", null, "android");
    var french = condition("language", null, "fr");
    var rules = List.of(rule(android, french), rule(android), rule(french));
    assertEquals(0, Rules.judge(LINK, rules, sight(PHONE, "fr", Map.of())).rule());
    assertEquals(1, Rules.judge(LINK, rules, sight(PHONE, "de", Map.of())).rule());
    assertEquals(2, Rules.judge(LINK, rules, sight(MAC, "fr", Map.of())).rule());
    assertEquals(Rules.NONE, Rules.judge(LINK, rules, sight(MAC, "de", Map.of())).rule());
  }

  @Test
  void shares_split_visitors_by_weight_and_a_visitor_stays_where_it_was_led() {
    var rules =
        List.of(rule(condition("share", null, "0.2")), rule(condition("share", null, ".3")));
    var led = new HashMap<Integer, Integer>();
    for (int visitor = 0; visitor < 20_000; visitor++) {
      var sight = from("10.0.0.1", "", "", visitor);
      int rule = Rules.judge(LINK, rules, sight).rule();
      assertEquals(rule, Rules.judge(LINK, rules, sight).rule());
      led.merge(rule, 1, Integer::sum);
    }
    assertEquals(0.2, led.get(0) / 20_000.0, 0.02);
    assertEquals(0.3, led.get(1) / 20_000.0, 0.02);
    assertEquals(0.5, led.get(Rules.NONE) / 20_000.0, 0.02);
  }

  @Test
  void a_share_after_one_that_did_not_count_is_still_whole() {
    var ios = condition("device", null, "ios");
    var android = condition("device", null, "android");
    var most = condition("share", null, "0.6");
    var rules = List.of(rule(ios, most), rule(android, most));
    int led = 0;
    for (int visitor = 0; visitor < 20_000; visitor++) {
      var sight = new Sight(PHONE, "", Map.of(), Optional.empty(), Place.UNKNOWN, visitor, NOON);
      if (Rules.judge(LINK, rules, sight).rule() == 1) led++;
    }
    assertEquals(0.6, led / 20_000.0, 0.02);
  }

  @Test
  void a_verdict_that_hung_on_an_unknown_address_says_so() {
    var rules = List.of(rule(condition("ip-address", null, "10.0.0.0/8")));
    assertFalse(Rules.judge(LINK, rules, sight("", "", Map.of())).certain());
    assertTrue(Rules.judge(LINK, rules, from("10.1.1.1", "", "", 1)).certain());
  }
}
