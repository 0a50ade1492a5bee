package dev.mainstem.house;

import dev.mainstem.systems.links.LinkCommand.RecordClicks;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody may own in each system, made through its doors: at least one of each kind of thing
 * that a route shows, with its owner's {@link Person#secret} in it, and one event for each stream.
 */
final class Belongings {
  private static final Map<String, Making> ALL =
      Map.of(
          "links",
          Belongings::links,
          "notifications",
          Belongings::notifications,
          "tenants",
          Belongings::tenants,
          "payments",
          Belongings::payments,
          "checkout",
          Belongings::checkout);

  /** Makes what one owns in a system. */
  interface Making {
    /** Answers values by the name of the path parameter or field they fill. */
    Map<String, String> of(Person who) throws Exception;
  }

  private Belongings() {}

  static Making in(String system) {
    var making = ALL.get(system);
    if (making != null) return making;
    throw new AssertionError(
        "Belongings has no line for the system "
            + system
            + ": add one that makes what its routes show, with its owner's secret in it, and"
            + " answers the ids that stand in its paths");
  }

  private static Map<String, String> links(Person who) throws Exception {
    var known = new HashMap<String, String>();
    known.put("slug", who.tenant() + "-slug");
    known.put("domain", who.tenant() + ".example");
    known.put("host", who.tenant() + ".example");
    known.put("externalId", who.tenant() + "-external");
    known.put("from", who.secret());
    known.put("target", "https://elsewhere.example/");
    var link =
        "{'target':'https://t.example/SECRET','title':'SECRET','tags':['SECRET'],'slug':'"
            + known.get("slug")
            + "'%s}";
    var text = link.replace("SECRET", who.secret());
    who.makes("PUT", "/links/domains/" + known.get("host"), "");
    who.makes("POST", "/links", text.formatted(",'externalId':'" + who.tenant() + "-external'"));
    who.makes("POST", "/links", text.formatted(",'domain':'" + known.get("domain") + "'"));
    visit(who, known.get("slug"));
    return known;
  }

  private static Map<String, String> notifications(Person who) throws Exception {
    var topic = who.tenant() + "-topic";
    var messages = "/notifications/topics/" + topic + "/messages";
    var said = "{'text':'SECRET','title':'SECRET','tags':['SECRET']%s}";
    var text = said.replace("SECRET", who.secret());
    who.makes("POST", messages, text.formatted(",'sequence':'one'"));
    who.makes("POST", messages, text.formatted(",'at':'" + Instant.now().plusSeconds(3_600) + "'"));
    var rule = "{'rules':[{'pattern':'" + topic + "','right':'read-only'}]}";
    who.makes("PUT", "/notifications/access/" + who.secret(), rule);
    var known = new HashMap<>(Map.of("topic", topic, "sequence", "one", "text", "x"));
    known.put("who", who.secret());
    var hook = "{'url':'https://t.example/SECRET','types':['invoice.*'],'description':'SECRET'}";
    var made = who.makes("POST", "/notifications/webhooks", hook.replace("SECRET", who.secret()));
    who.keeps(made.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1"));
    known.put("id", id(made));
    known.put("endpoint", id(made));
    // Of a type nobody is told of: attempts, and what follows from them, would come at any time.
    var paid = "{'type':'user.left','key':'SECRET','payload':{'of':'SECRET'}}";
    known.put(
        "message",
        id(who.makes("POST", "/notifications/messages", paid.replace("SECRET", who.secret()))));
    people(who, known);
    return known;
  }

  private static void people(Person who, Map<String, String> known) throws Exception {
    var person = "{'name':'SECRET','topic':'SECRET','interests':['SECRET']";
    var text = (person + ",'attributes':{}}").replace("SECRET", who.secret());
    who.makes("PUT", "/notifications/people/" + known.get("id"), text);
    known.put("person", known.get("id"));
    known.put("scope", "news");
    known.put("channel", "ntfy");
    var news =
        "{'audience':'everyone','scope':'news','channels':['ntfy'],'subject':'SECRET','text':'x'}";
    known.put(
        "broadcast",
        id(who.makes("POST", "/notifications/broadcasts", news.replace("SECRET", who.secret()))));
    told(who, "/notifications/broadcasts/" + known.get("broadcast"));
    var tell = "/notifications/people/" + known.get("id") + "/tell";
    who.makes("POST", tell, "{'subject':'SECRET','text':'x'}".replace("SECRET", who.secret()));
  }

  /** What follows from it would come at any time, so it is waited for. */
  private static void told(Person who, String broadcast) throws Exception {
    waits(who, broadcast, "\"state\":\"done\"");
  }

  private static void waits(Person who, String path, String shown) throws Exception {
    long until = System.nanoTime() + 20_000_000_000L;
    while (!who.ask("GET", path, "").body().contains(shown)) {
      if (System.nanoTime() > until) throw new AssertionError(path + " never shows " + shown);
      Thread.onSpinWait();
    }
  }

  private static String id(String made) {
    return made.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
  }

  /** Visits come from the redirect listener, which asks over the bus. */
  static void visit(Person who, String slug) throws Exception {
    var link = Map.of("domain", "", "slug", slug);
    var click = Map.of("link", link, "at", 0L, "person", true, "referrer", who.secret());
    var codec = who.house().engine().codec();
    var bytes = codec.toCbor(Map.of("clicks", List.of(click)));
    who.house().tell(who.tenant(), "links", codec.fromCbor(RecordClicks.class, bytes));
  }

  private static Map<String, String> checkout(Person who) throws Exception {
    return new Shelf(who).filled();
  }

  private static Map<String, String> tenants(Person who) throws Exception {
    var body = "{'name':'" + who.secret() + "','scopes':['links:read']}";
    var key = who.makes("POST", "/tenants/" + who.tenant() + "/keys", body);
    who.keeps(key.replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1"));
    var id = key.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    who.keeps(id);
    return Map.of("id", who.tenant(), "key", id);
  }

  /** What the acquirer says would come at any time, so it is waited for. */
  private static String paid(Person who) throws Exception {
    var pay = "{'amount':500,'currency':'usd','method':'pm_card_visa','description':'SECRET'}";
    var made = who.makes("POST", "/payments/intents", pay.replace("SECRET", who.secret()));
    var id = made.replaceAll(".*?\"intent\":\"([^\"]+)\".*", "$1");
    waits(who, "/payments/intents/" + id, "\"status\":\"succeeded\"");
    return id;
  }

  /** An account and a transfer into it, both under a name nobody else may see. */
  private static Map<String, String> payments(Person who) throws Exception {
    var open = "{'id':'%s','currency':'usd'}";
    who.makes("POST", "/payments/ledger/accounts", open.formatted(who.secret()));
    who.makes("POST", "/payments/ledger/accounts", open.formatted("other"));
    var transfer = "{'id':'%1$s','debit':'other','credit':'%1$s','amount':5}";
    var twice = transfer.formatted(who.secret()) + "," + transfer.formatted(who.secret());
    who.makes("POST", "/payments/ledger/transfers", "{'transfers':[" + twice + "]}");
    var account = who.secret();
    var known = new HashMap<>(Map.of("account", account, "debit", "other", "credit", account));
    known.putAll(Map.of("amount", "1", "currency", "usd", "method", "pm_card_visa"));
    known.put("payment", paid(who));
    return known;
  }
}
