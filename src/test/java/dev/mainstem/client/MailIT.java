package dev.mainstem.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mainstem.house.RunningJar;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail from the real jar to a real SMTP server, and what is left of a person who is forgotten. */
final class MailIT {
  private static final String ADDRESS = "annegret.zweig@mail.example";
  private static final String NAME = "Annegret Zweig";

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<String> ask(URI house, String method, String path, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(house.resolve(path))
            .method(method, BodyPublishers.ofString(body.replace('\'', '"')));
    if (!body.isEmpty()) request.header("Content-Type", "application/json");
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String done(URI house, String method, String path, String body) throws Exception {
    var answer = ask(house, method, path, body);
    assertTrue(answer.statusCode() / 100 == 2, method + " " + path + ": " + answer.body());
    return answer.body();
  }

  /** Whether these letters stand in any file. */
  private static boolean stands(Path in, String letters) throws IOException {
    try (var files = Files.walk(in)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(letters)) return true;
      }
    }
    return false;
  }

  @Test
  void a_mail_has_a_way_out_that_works_with_one_click_and_a_person_is_forgotten() throws Exception {
    var setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
    var login = new GreenMailConfiguration().withUser("house@mail.example", "house", "pass");
    var smtp = new GreenMail(setup).withConfiguration(login);
    smtp.start();
    var data = directory.resolve("data");
    var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    try (var jar = RunningJar.on(data, settings(smtp.getSmtp().getPort(), keys))) {
      var house = jar.address("http");
      var id = told(house);
      assertTrue(smtp.waitForIncomingEmail(10_000, 1), jar.output());
      signed(smtp.getReceivedMessages()[0], keys);
      leaves(house, way(smtp.getReceivedMessages()[0]));
      published(jar, smtp);
      var why = "/notifications/people/ann/why?notification=" + id;
      assertTrue(done(house, "GET", why, "").contains("\"email\":\"taken\""));
      forgets(house);
      jar.terminate();
      for (var personal : List.of(NAME, ADDRESS, "Annegret", "joe.doe")) {
        assertFalse(stands(data, personal), personal + " stands in a file");
      }
    } finally {
      smtp.stop();
    }
  }

  private String[] settings(int port, KeyPair keys) throws IOException {
    var encoded = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    var pem = "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n";
    var key = Files.writeString(directory.resolve("dkim.pem"), pem);
    return Stream.of(
            "dkim.selector=s1",
            "dkim.key=${file:" + key + "}",
            "host=127.0.0.1",
            "port=" + port,
            "starttls=false",
            "user=house",
            "password=pass",
            "from=House <house@mail.example>")
        .flatMap(each -> Stream.of("--set", "notifications.smtp." + each))
        .toArray(String[]::new);
  }

  private String told(URI house) throws Exception {
    var ann = "{'name':'" + NAME + "','email':'" + ADDRESS + "','interests':['news'],";
    done(house, "PUT", "/notifications/people/ann", ann + "'attributes':{}}");
    var news = "{'audience':'news','scope':'news','channels':['email'],";
    var said = "'subject':'Ü','text':'Hello <b> & http://a.example/?b=1.'}";
    var opened = done(house, "POST", "/notifications/broadcasts", news + said);
    return opened.replaceAll(".*?\"id\":\"(\\w+)\".*", "$1");
  }

  private static String text(MimeMultipart parts, int part) throws Exception {
    return parts.getBodyPart(part).getContent().toString().strip();
  }

  /** As its receiver would look whether it is from us, and its way out with it. */
  private static void signed(MimeMessage mail, KeyPair keys) throws Exception {
    var bytes = new ByteArrayOutputStream();
    mail.writeTo(bytes);
    var check = new DkimCheck(bytes.toByteArray());
    assertEquals("mail.example", check.tags().get("d"));
    assertEquals("s1", check.tags().get("s"));
    assertTrue(check.tags().get("h").toLowerCase(Locale.ROOT).contains("list-unsubscribe-post"));
    assertTrue(check.holds(keys.getPublic()), bytes.toString(StandardCharsets.UTF_8));
    var other = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    assertFalse(check.holds(other.getPublic()));
  }

  /** A message that ntfy's door is asked to mail, too. */
  private void published(RunningJar jar, GreenMail smtp) throws Exception {
    var request =
        HttpRequest.newBuilder(jar.address("notifications.ntfy").resolve("/alarms"))
            .header("X-Email", "joe.doe@mail.example")
            .header("X-Title", "Fire")
            .POST(BodyPublishers.ofString("In the cellar"));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    assertTrue(smtp.waitForIncomingEmail(10_000, 2), jar.output());
    var mail = smtp.getReceivedMessages()[1];
    assertEquals("joe.doe@mail.example", mail.getAllRecipients()[0].toString());
    assertEquals("Fire", mail.getSubject());
  }

  /** What the mail is, and where its way out leads. */
  private static URI way(MimeMessage mail) throws Exception {
    assertEquals(ADDRESS, mail.getAllRecipients()[0].toString());
    assertEquals("Ü", mail.getSubject());
    var parts = (MimeMultipart) mail.getContent();
    assertTrue(mail.getContentType().startsWith("multipart/alternative"), mail.getContentType());
    assertEquals("Hello <b> & http://a.example/?b=1.", text(parts, 0));
    assertTrue(parts.getBodyPart(1).isMimeType("text/html"));
    var linked = "<a href=\"http://a.example/?b=1\">http://a.example/?b=1</a>.</p>";
    assertTrue(text(parts, 1).contains("<p>Hello &lt;b&gt; &amp; " + linked), text(parts, 1));
    assertEquals("List-Unsubscribe=One-Click", mail.getHeader("List-Unsubscribe-Post")[0]);
    return URI.create(mail.getHeader("List-Unsubscribe")[0].replaceAll("[<>\\s]", ""));
  }

  private void leaves(URI house, URI way) throws Exception {
    var look = HttpRequest.newBuilder(way).build();
    assertEquals(200, client.send(look, BodyHandlers.ofString()).statusCode());
    assertFalse(done(house, "GET", "/notifications/people/ann", "").contains("news:email"));
    var click =
        HttpRequest.newBuilder(way)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
            .build();
    assertEquals(200, client.send(click, BodyHandlers.ofString()).statusCode());
    assertTrue(done(house, "GET", "/notifications/people/ann", "").contains("news:email"));
  }

  private void forgets(URI house) throws Exception {
    var shown = done(house, "GET", "/notifications/people/ann", "");
    assertTrue(shown.contains(NAME) && shown.contains(ADDRESS), shown);
    var then = Instant.now().toString();
    done(house, "DELETE", "/notifications/people/ann", "");
    assertEquals(404, ask(house, "GET", "/notifications/people/ann", "").statusCode());
    var past = "/notifications/people/ann?asOf=" + then;
    for (var seen = ""; !seen.equals("gone"); ) {
      seen = done(house, "GET", past, "").contains(ADDRESS) ? "there" : "gone";
    }
    var history = done(house, "GET", "/notifications/person-ann/history", "");
    assertFalse(history.contains(NAME) || history.contains(ADDRESS), history);
  }
}
