package dev.mainstem.systems.links;

import dev.mainstem.systems.links.ClickEvent.Click;
import dev.mainstem.systems.links.Portraits.Came;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Invents visitors from {@value #COUNTRIES} countries and makes of each what the redirect listener
 * would have made, but for the place: no address says it. Owned by one thread.
 */
final class DemoVisitors {
  static final int COUNTRIES = 24;

  private static final List<Home> HOMES =
      List.of(
          new Home(20, "US", "New York", "en-US"),
          new Home(13, "DE", "Berlin", "de-DE"),
          new Home(10, "GB", "London", "en-GB"),
          new Home(9, "IN", "Mumbai", "en-IN"),
          new Home(8, "BR", "São Paulo", "pt-BR"),
          new Home(7, "FR", "Paris", "fr-FR"),
          new Home(6, "JP", "Tokyo", "ja-JP"),
          new Home(5, "ES", "Madrid", "es-ES"),
          new Home(5, "IT", "Milan", "it-IT"),
          new Home(4, "CA", "Toronto", "en-CA"),
          new Home(4, "NL", "Amsterdam", "nl-NL"),
          new Home(4, "MX", "Mexico City", "es-MX"),
          new Home(3, "AU", "Sydney", "en-AU"),
          new Home(3, "PL", "Warsaw", "pl-PL"),
          new Home(3, "SE", "Stockholm", "sv-SE"),
          new Home(3, "PT", "Lisbon", "pt-PT"),
          new Home(2, "TR", "Istanbul", "tr-TR"),
          new Home(2, "KR", "Seoul", "ko-KR"),
          new Home(2, "ZA", "Cape Town", "en-ZA"),
          new Home(2, "NG", "Lagos", "en-NG"),
          new Home(2, "AR", "Buenos Aires", "es-AR"),
          new Home(1, "KE", "Nairobi", "en-KE"),
          new Home(1, "CH", "Zürich", "de-CH"),
          new Home(1, "NZ", "Auckland", "en-NZ"));

  private static final String WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) ";
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Linux; Android 14; Pixel 8) "
              + WEBKIT
              + "Chrome/130.0 Mobile Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML,"
              + " like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " + WEBKIT + "Chrome/130.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.0 Safari/605.1.15",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
          "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
              + " Version/18.0 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
              + WEBKIT
              + "Chrome/130.0 Safari/537.36 Edg/130.0",
          "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
  private static final List<String> REFERRERS =
      List.of(
          "https://news.example/item",
          "https://social.example/",
          "https://www.search.example/",
          "https://photos.example/stories",
          "https://mail.example/",
          "",
          "");
  private static final int PEOPLE = 20_000;

  private final Random random;
  private final Portraits portraits = new Portraits(new byte[32], Places.in(Optional.empty()));

  private record Home(int weight, String country, String city, String languages) {}

  DemoVisitors(Random random) {
    this.random = random;
  }

  /** One visit of a link, led where its rules would have led it. */
  Click click(Link link, Instant at, String address) {
    var home = home();
    // The square prefers the first ones: telephones, and the pages that talk most.
    var agent = prefer(AGENTS);
    var query = random.nextInt(6) == 0 ? "utm_source=newsletter&utm_medium=mail" : "";
    var key = link.key();
    var visit =
        new Visit(
            key.domain(), key.slug(), query, true, agent, prefer(REFERRERS), home.languages(), "");
    var place = new Place(home.country(), home.city());
    long hash = random.nextInt(PEOPLE) * 0x9e3779b97f4a7c15L;
    var languages = home.languages();
    var parameters = visit.parameters();
    var sight = new Sight(agent, languages, parameters, Optional.empty(), place, hash, at);
    var verdict = Rules.judge(key, link.rules(), sight);
    var led = Forwarding.location(link, verdict.target(link), query);
    var click = portraits.of(new Came(visit, key, verdict.rule(), led, at), address, true);
    var visitor = click.visitor().map(v -> from(v, place, hash));
    return new Click(key, at, click.person(), click.referrer(), visitor);
  }

  private static Visitor from(Visitor v, Place place, long hash) {
    return new Visitor(
        place,
        v.device(),
        v.os(),
        v.browser(),
        v.utm(),
        hash,
        v.rule(),
        v.agent(),
        v.referrer(),
        v.languages(),
        v.visited(),
        v.led());
  }

  private Home home() {
    int all = HOMES.stream().mapToInt(Home::weight).sum();
    int left = random.nextInt(all);
    for (var home : HOMES) if ((left -= home.weight()) < 0) return home;
    throw new IllegalStateException("weights do not add up");
  }

  private <T> T prefer(List<T> some) {
    double drawn = random.nextDouble();
    return some.get((int) (drawn * drawn * some.size()));
  }
}
