package dev.mainstem.systems.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Restore;
import dev.mainstem.engine.keys.Forgotten;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.LogReader;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who is deleted is looked for everywhere, and found nowhere; while they were there, at doors only.
 */
class ForgettingTest {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  /** A name, a mail address, a telephone number, an address, and a note. */
  private static final List<String> PERSONAL =
      List.of("Annegret", "annegret.zweig", "5550101777", "Lindenallee", "Wolkenkuckucksheim");

  private static final String WHO =
      "[name]=Annegret+Zweig&%1$s[phone]=%%2B495550101777&%1$s[address][line1]=Lindenallee+7"
          + "&%1$s[address][city]=Wolkenkuckucksheim";

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Codec codec = new Codec();
  private final List<String> things = new ArrayList<>();

  private Path data() {
    return directory.resolve("data");
  }

  private static String who(String prefix) {
    return prefix + WHO.formatted(prefix);
  }

  private String ask(StripeHouse house, String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(house.address() + "/v1/" + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, BodyPublishers.ofString(body));
    var answer = http.send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), method + " " + path + answer.body());
    return answer.body();
  }

  private String made(StripeHouse house, String path, String body) throws Exception {
    var id = ask(house, "POST", path, body).replaceAll("(?s).*?\"id\":\"(\\w+)\".*", "$1");
    things.add(path.replaceAll("/.*", "") + "/" + id);
    return id;
  }

  /** Somebody who has a card, has paid with it, and had paid before they were known. */
  private String customer(StripeHouse house) throws Exception {
    var plain =
        "name=Annegret+Zweig&email=annegret.zweig%40example.org&phone=%2B495550101777"
            + "&address[line1]=Lindenallee+7&address[city]=Wolkenkuckucksheim";
    var ann = made(house, "customers", plain);
    var card = "type=card&card[token]=tok_visa&" + who("billing_details");
    var method = made(house, "payment_methods", card);
    ask(house, "POST", "payment_methods/" + method + "/attach", "customer=" + ann);
    var pay = "amount=900&currency=usd&" + who("shipping") + "&receipt_email=annegret.zweig%40b.de";
    made(house, "payment_intents", pay + "&customer=" + ann);
    var guest = made(house, "payment_intents", pay);
    ask(house, "POST", "payment_intents/" + guest, "customer=" + ann);
    var paid = "&payment_method=" + method + "&confirm=true&customer=" + ann;
    made(house, "payment_intents", pay + paid);
    return ann;
  }

  /** All that doors show of these things, now and at an earlier time. */
  private String shown(StripeHouse house, long then) throws Exception {
    var all = new StringBuilder();
    for (var thing : things) {
      all.append(ask(house, "GET", thing, ""));
      var id = thing.replaceAll(".*/", "");
      for (var path :
          List.of("/payments/" + id + "/history", "/why/payments/" + id, "/why/main-" + then)) {
        var answer = house.house().ask("GET", path, "");
        assertEquals(200, answer.statusCode(), path + answer.body());
        all.append(answer.body());
      }
    }
    return all.append(ask(house, "GET", "events?limit=100", "")).toString();
  }

  private static List<String> in(String text) {
    return PERSONAL.stream().filter(text::contains).toList();
  }

  private List<String> standing() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(directory)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (var word : in(text)) found.add(word + " in " + file);
      }
    }
    return found;
  }

  /** As {@code log cat --all} prints it. */
  private String log() {
    var text = new StringBuilder();
    var reader = new LogReader(new RealDisk(), data().resolve("log"));
    for (var journal : reader.journals()) {
      try (var tail = reader.tail(journal, 0)) {
        for (var frame = tail.next(); frame != null; frame = tail.next()) {
          for (var entry : frame.entries()) {
            var tree = codec.toJson(codec.tree(entry.payload()));
            text.append(entry.name()).append(new String(tree, StandardCharsets.UTF_8));
          }
        }
      }
    }
    return text.toString();
  }

  /** As {@code tables dump} prints them. */
  private String rows(StripeHouse house) {
    var text = new StringBuilder();
    try (var still = house.house().engine().store().still()) {
      still.read(
          house.payments(),
          Tenant.LOCAL,
          known -> {
            for (var table : known.tables()) {
              table.walk(
                  Span.of(),
                  row -> {
                    var tree = codec.toJson(codec.tree(codec.toCbor(row.value())));
                    text.append(row.key()).append(new String(tree, StandardCharsets.UTF_8));
                    return null;
                  });
            }
            return null;
          });
    }
    return text.toString();
  }

  private void untilForgotten(StripeHouse house, long then) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!in(shown(house, then)).isEmpty()) {
      assertTrue(System.nanoTime() < deadline, in(shown(house, then)) + " is shown still");
    }
  }

  @Test
  void a_deleted_customer_is_found_nowhere_and_no_backup_brings_them_back() throws Exception {
    var backup = directory.resolve("backup");
    long then;
    try (var house = new StripeHouse(data())) {
      var ann = customer(house);
      then = house.house().position();
      assertEquals(PERSONAL, in(shown(house, then)), "a door shows it");
      assertEquals(List.of(), in(log() + rows(house)), "and nothing holds it");
      house.house().engine().backup(new Backup.Wish(backup, 0)).run();
      ask(house, "DELETE", "customers/" + ann, "");
      untilForgotten(house, then);
      assertTrue(ask(house, "GET", "customers/" + ann, "").contains("\"deleted\":true"));
      assertEquals(List.of(), in(log() + rows(house)));
      assertTrue(log().contains("MethodsForgotten"), "their cards are let go");
      house.house().engine().store().checkpoint(true);
    }
    assertEquals(List.of(), standing());
    var told = List.of(data().resolve(Forgotten.FILE));
    var again = directory.resolve("again");
    var wish = new Restore.Wish(backup, again, Optional.empty(), Optional.empty(), told);
    new Restore(new RealDisk(), List.of(HousePayments.alone()), wish).run();
    try (var house = new StripeHouse(again)) {
      assertEquals(List.of(), in(shown(house, then)), "an older backup knows them still");
    }
    assertEquals(List.of(), standing());
  }
}
