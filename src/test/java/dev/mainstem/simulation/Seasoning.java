package dev.mainstem.simulation;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What chance must be told of a system, so that commands are not always refused: the words its
 * components are mostly filled with, and what is asked more often than the rest. A system without
 * seasoning is asked all it can be asked, in words of one letter.
 *
 * @param words what stands in text components, by name of the component
 * @param numbers the least and the most in number components, by name
 * @param learned words that come from answers: the component of an answer, by name of the component
 *     that is filled with it
 * @param weights how often a command is asked, by simple name; 0 if only reactions ask it
 */
record Seasoning(
    Map<String, List<String>> words,
    Map<String, List<Long>> numbers,
    Map<String, String> learned,
    Map<String, Integer> weights) {
  private static final int USUAL = 4;
  private static final List<String> OWNERS = List.of("p0", "p1");
  private static final Map<String, List<Long>> CENTS = Map.of("cents", List.of(1L, 400L));
  private static final Seasoning NONE = new Seasoning(Map.of(), Map.of(), Map.of(), Map.of());

  private static final List<String> TARGETS =
      List.of(
          "https://a.example/",
          "https://b.example/long?x=1",
          "https://c.example/",
          "https://go.example/a",
          "http://127.0.0.1:8090/b",
          "http://127.0.0.1:8090/a",
          "ftp://a.example/",
          "nowhere");

  private static final Seasoning TENANTS =
      new Seasoning(
          Map.of(
              "id", List.of("acme", "local", "local", "ghost"),
              "tenant", List.of("local", "local", "acme"),
              "hash", List.of("h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8"),
              "scopes", List.of("owner", "owner", "links:read", "links:*")),
          Map.of(),
          Map.of("key", "id"),
          Map.of("Found", 1));

  private static final Seasoning LINKS =
      new Seasoning(
          Map.of(
              "slug", List.of("a", "b", "c", "Über", "rest"),
              "domain", List.of("", "go.example", "a.example"),
              "host", List.of("go.example", "a.example", "127.0.0.1"),
              "target", TARGETS,
              "tags", List.of("red", "blue", "green"),
              "from", List.of("red", "blue"),
              "to", List.of("green", "blue"),
              "externalId", List.of("x1", "x2"),
              "matchValue", List.of("android", "en", "0.5", "2026-03-01T00:00:00Z", "chrome")),
          Map.of("hash", List.of(0L, 5L), "rule", List.of(-1L, 2L)),
          Map.of("slug", "slug"),
          Map.of("Shorten", 30, "ShortenAs", 10, "RecordClicks", 10, "ForgetOrphans", 2));

  private static final Seasoning NOTIFICATIONS =
      new Seasoning(
          Map.ofEntries(
              Map.entry("topic", List.of("news", "weather")),
              Map.entry("sequence", List.of("s1", "s2")),
              Map.entry("who", List.of("*", "bob")),
              Map.entry("pattern", List.of("news", "*", "w*")),
              Map.entry("id", List.of("ann", "bob")),
              Map.entry("person", List.of("ann", "bob")),
              Map.entry("interests", List.of("news", "chess")),
              Map.entry("zone", List.of("UTC", "Asia/Tokyo", "Mars")),
              Map.entry("from", List.of("22:00")),
              Map.entry("to", List.of("07:00")),
              Map.entry("email", List.of("ann@a.example", "bob@b.example")),
              Map.entry("scope", List.of("news", "*", "direct")),
              Map.entry("audience", List.of("news", "everyone and not chess", "zone:UTC", ")")),
              Map.entry("type", List.of("a", "a.b")),
              Map.entry("types", List.of("a", "a.*")),
              Map.entry("key", List.of("k1", "k2")),
              Map.entry("payload", List.of("1", "{}", "{"))),
          Map.of("priority", List.of(0L, 5L), "overlapHours", List.of(0L, 2L)),
          Map.of("endpoint", "id", "message", "id", "id", "id"),
          Map.of(
              "Publish",
              15,
              "KeepPerson",
              10,
              "OpenBroadcast",
              8,
              "Announce",
              10,
              "Tell",
              6,
              "RecordAttempts",
              0,
              "RecordMails",
              0,
              "SuppressMany",
              0));

  private static final Seasoning SHOP =
      new Seasoning(
          Map.of("order", numbered("o", 12), "owner", OWNERS),
          CENTS,
          Map.of(),
          Map.of("Buy", 10, "Pack", 0, "MarkShipped", 0, "Greet", 0));

  /** Holds of its own: nobody outside meddles with what the shop has asked for. */
  private static final Seasoning WALLET =
      new Seasoning(
          Map.of("order", numbered("h", 3), "owner", OWNERS), CENTS, Map.of(), Map.of("Fund", 12));

  private static final Seasoning TILL =
      new Seasoning(
          Map.of(),
          Map.of("from", List.of(0L, 3L), "to", List.of(0L, 3L), "cents", List.of(0L, 300L)),
          Map.of(),
          Map.of("Stumble", 1));

  private static final Map<String, Seasoning> ALL =
      Map.of(
          "tenants", TENANTS,
          "links", LINKS,
          "notifications", NOTIFICATIONS,
          "payments", PaymentsSeasoning.ALL,
          "checkout", CheckoutSeasoning.ALL,
          "shop", SHOP,
          "wallet", WALLET,
          "till", TILL);

  static Seasoning of(String system) {
    return ALL.getOrDefault(system, NONE);
  }

  int weight(String command) {
    return weights.getOrDefault(command, USUAL);
  }

  private static List<String> numbered(String beginning, int most) {
    return IntStream.range(0, most).mapToObj(n -> beginning + n).toList();
  }
}
