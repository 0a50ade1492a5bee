package dev.mainstem.systems.links;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mainstem.systems.links.ClickEvent.Click;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import ua_parser.Parser;

/**
 * Makes of a visit what is kept of it: a visitor without an address. Safe for all threads; never
 * called by an event loop, for names of browsers are found with a thousand patterns, loaded when
 * first used or before.
 */
final class Portraits {
  private static final String MAC = "HmacSHA256";
  private static final int AGENTS = 10_000;
  private static final int LONGEST_HOST = 100;
  private static final Pattern MACHINES =
      Pattern.compile(
          "bot\\b|bot/|crawl|spider|slurp|curl/|wget/|python|java/|go-http|okhttp|libwww|headless"
              + "|facebookexternalhit|preview|monitor|fetch|scan|http-client|axios|postman",
          Pattern.CASE_INSENSITIVE);

  private static final Agent NOBODY = new Agent("", "", "", false);

  private final byte[] key;
  private final Places places;
  private final Cache<String, Agent> agents = Caffeine.newBuilder().maximumSize(AGENTS).build();
  private Parser parser;

  private volatile Today today = new Today(-1, new byte[0]);

  /** The key of a day, made once. */
  private record Today(long day, byte[] key) {}

  /** What a {@code User-Agent} tells. */
  private record Agent(String os, String browser, String device, boolean person) {}

  /**
   * Somebody who was answered.
   *
   * @param link see {@link LinkKey} for visits that met no link
   * @param rule index of the rule that led the visitor; -1 for none
   * @param led where to; empty if nowhere
   */
  record Came(Visit visit, LinkKey link, int rule, String led, Instant at) {}

  /**
   * @param key secret bytes, without which nobody can tell whose hash is whose
   */
  Portraits(byte[] key, Places places) {
    this.key = key.clone();
    this.places = places;
  }

  /** Loads what browsers are named by, so that the first visits do not wait for it. */
  void load() {
    agents.put("", parse("Mozilla/5.0"));
  }

  /** What rules look at. */
  Sight sight(Visit visit, Instant at) {
    var ip = visit.ip();
    return new Sight(
        visit.agent(),
        visit.languages(),
        visit.parameters(),
        ip,
        places.of(ip),
        hash(visit, at),
        at);
  }

  /**
   * What is kept.
   *
   * @param thoroughly false to name only browsers seen lately, when too many wait
   */
  Click of(Came came, String address, boolean thoroughly) {
    var visit = came.visit();
    var agent = agent(visit.agent(), thoroughly);
    var visitor =
        new Visitor(
            places.of(visit.ip()),
            agent.device(),
            agent.os(),
            agent.browser(),
            utm(visit.parameters()),
            hash(visit, came.at()),
            came.rule(),
            visit.agent(),
            visit.referrer(),
            visit.languages(),
            address + "/" + visit.path() + (visit.query().isEmpty() ? "" : "?" + visit.query()),
            came.led());
    var host = host(visit.referrer());
    return new Click(came.link(), came.at(), agent.person(), host, Optional.of(visitor));
  }

  private static String device(String agent) {
    var kinds = Agents.devices(agent);
    boolean tablet =
        agent.contains("iPad") || kinds.contains("android") && !agent.contains("Mobile");
    if (tablet) return "tablet";
    if (kinds.contains("mobile")) return "mobile";
    return kinds.contains("desktop") ? "desktop" : "";
  }

  private static Map<String, String> utm(Map<String, String> parameters) {
    var utm = new TreeMap<String, String>();
    for (var name : new String[] {"source", "medium", "campaign", "term", "content"}) {
      var value = parameters.get("utm_" + name);
      if (value != null) utm.put(name, value.length() > 100 ? value.substring(0, 100) : value);
    }
    return utm;
  }

  private static String host(String page) {
    try {
      var host = page.isEmpty() ? null : URI.create(page).getHost();
      return host == null || host.length() > LONGEST_HOST ? "" : host.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Tells visitors of one day apart. The key changes with the day, so nobody is known the next. */
  private long hash(Visit visit, Instant at) {
    long day = at.getEpochSecond() / 86_400;
    var today = this.today;
    if (today.day() != day) {
      today = new Today(day, mac(key, String.valueOf(day)));
      this.today = today;
    }
    return ByteBuffer.wrap(mac(today.key(), visit.address() + "\n" + visit.agent())).getLong();
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + MAC, e);
    }
  }

  private Agent agent(String text, boolean thoroughly) {
    if (text.isEmpty()) return NOBODY;
    if (thoroughly) return agents.get(text, this::parse);
    var known = agents.getIfPresent(text);
    return known == null ? new Agent("", "", device(text), person(text)) : known;
  }

  private Agent parse(String text) {
    var names = parser();
    return new Agent(
        named(names.parseOS(text).family),
        named(names.parseUserAgent(text).family),
        device(text),
        person(text));
  }

  private static boolean person(String agent) {
    return !MACHINES.matcher(agent).find();
  }

  private static String named(String family) {
    return family == null || family.equals("Other") ? "" : family;
  }

  private synchronized Parser parser() {
    if (parser == null) parser = new Parser();
    return parser;
  }
}
