package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

/** What somebody may own in checkout: a thing he sells, and an order of it that costs nothing. */
final class Shelf {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Person who;
  private final String name;

  Shelf(Person who) {
    this.who = who;
    this.name = who.secret();
  }

  private String puts(String path, String body) throws Exception {
    return asks("PUT", path, body);
  }

  private String posts(String path, String body) throws Exception {
    return asks("POST", path, body);
  }

  /** What says back what it was told is no deed that another could tell from his own. */
  private String asks(String method, String path, String body) throws Exception {
    var json = body.replace("SECRET", name).replace('\'', '"');
    var answer = who.ask(method, "/checkout/" + path, json);
    assertTrue(answer.statusCode() / 100 == 2, path + ": " + answer.body());
    return answer.body();
  }

  private static String value(String field, String json) {
    return json.replaceAll("(?s).*?\"" + field + "\":\"([^\"]+)\".*", "$1");
  }

  Map<String, String> filled() throws Exception {
    puts("shop", "{'name':'SECRET','currency':'usd','merchant':'SECRET'}");
    puts("products/SECRET".replace("SECRET", name), "{'title':'SECRET','description':'SECRET'}");
    var variant = "{'product':'SECRET','title':'SECRET','digital':true,'category':'SECRET'}";
    puts("variants/" + name, variant);
    puts("variants/" + name + "/prices", "{'amounts':{'usd':0}}");
    posts("stock/" + name + "/receive", "{'quantity':7}");
    puts("promotions/" + name, "{'kind':'free-shipping','code':'SECRET'}");
    puts("taxes/DE", "{'inclusive':true,'rates':[{'name':'SECRET','category':'','ppm':190000}]}");
    puts("shipping/" + name, "{'title':'SECRET','prices':{'usd':5}}");
    puts("fraud", "{'rules':[],'reviewAt':1,'blockAt':9}");
    var listed = posts("listed", "{'buyer':'spam.example','note':'SECRET'}");
    puts(
        "sales/" + name,
        "{'sku':'SECRET','opensAt':'2020-01-01T00:00:00Z','closesAt':'2999-01-01T00:00:00Z',"
            + "'cap':5,'perSecond':1}");
    var ticket = value("ticket", posts("sales/" + name + "/queue", "{'buyer':'a@b.example'}"));
    return bought(ticket, value("hash", listed));
  }

  private Map<String, String> bought(String ticket, String hash) throws Exception {
    until("sales/" + name, "\"admitted\":1");
    // The line's timer writes once more; whoever looks twice must not see it come in between.
    until("sales/" + name, "\"idle\":true");
    var opened =
        who.makes(
            "POST",
            "/checkout/sessions",
            "{'items':[{'sku':'SECRET','quantity':1}],'buyer':{'email':'a@b.example'},'ticket':'T'}"
                .replace("SECRET", name)
                .replace("'T'", "'" + ticket + "'"));
    var session = opened.replaceAll("(?s).*?\"id\":\"(cs_[a-z0-9]+)\".*", "$1");
    posts("sessions/" + session + "/complete", "{'method':'free'}");
    until("sessions/" + session, "\"state\":\"completed\"");
    var known = new HashMap<String, String>();
    known.put("id", name);
    known.put("sku", name);
    known.put("product", name);
    known.put("country", "DE");
    known.put("sale", name);
    known.put("hash", hash);
    known.put("session", session);
    known.put("order", session.replace("cs_", "ord_"));
    known.put("ticket", ticket);
    known.put("currency", "usd");
    return known;
  }

  private void until(String path, String shown) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (var body = ""; !body.contains(shown); ) {
      assertTrue(System.nanoTime() < deadline, path + " never shows " + shown + ": " + body);
      body = who.ask("GET", "/checkout/" + path, "").body();
    }
  }
}
