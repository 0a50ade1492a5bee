package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.house.Addresses;
import dev.mainstem.house.Anybody;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ntfy's door over plain HTTP: what it understands, and its no, in the form ntfy documents. */
class NtfyDoorTest {
  private static final JsonMapper JSON = new JsonMapper();
  @TempDir private static Path data;
  private static NtfyHouse ntfy;

  @BeforeAll
  static void open() throws Exception {
    ntfy = new NtfyHouse(data, engine -> new Anybody(), Optional.empty());
  }

  @AfterAll
  static void close() throws Exception {
    ntfy.close();
  }

  private static JsonNode said(String method, String path, String body, String... headers)
      throws Exception {
    var answer = ntfy.ask(method, path, body, headers);
    assertEquals(200, answer.statusCode(), answer.body());
    return JSON.readTree(answer.body());
  }

  private static List<JsonNode> polled(String path) throws Exception {
    var answer = ntfy.ask("GET", path, "");
    assertEquals(200, answer.statusCode(), answer.body());
    var lines = new ArrayList<JsonNode>();
    for (var line : answer.body().lines().toList()) lines.add(JSON.readTree(line));
    return lines;
  }

  /** Method, path, body, header (or nothing), status, code. */
  private static final String[][] REFUSED = {
    {"PUT", "/t%20t", "x", "", "400", "40009"},
    {"PUT", "/docs", "x", "", "400", "40010"},
    {"POST", "/", "{'topic':'a b'}", "", "400", "40009"},
    {"POST", "/", "{'message':'x'}", "", "400", "40009"},
    {"POST", "/", "[]", "", "400", "40017"},
    {"POST", "/", "{", "", "400", "40017"},
    {"PUT", "/t", "x", "Priority: 6", "400", "40007"},
    {"PUT", "/t", "x", "Delay: soon", "400", "40004"},
    {"PUT", "/t", "x", "Delay: 5s", "400", "40005"},
    {"PUT", "/t", "x", "In: 4 days", "400", "40006"},
    {"PUT", "/t?cache=no", "x", "At: 1h", "400", "40002"},
    {"PUT", "/t", "x", "Attach: ftp://a.example/", "400", "40013"},
    {"PUT", "/t", "x", "Attach: http://169.254.169.254/latest", "400", "40013"},
    {"PUT", "/t", "x", "Icon: nowhere", "400", "40021"},
    {"PUT", "/t", "x", "Actions: view, no address", "400", "40018"},
    {"PUT", "/t", "x", "Actions: [{]", "400", "40018"},
    {"PUT", "/t", "x", "Actions: dance, x", "400", "40018"},
    {"PUT", "/t", "x", "Email: a@b.example", "400", "40001"},
    {"PUT", "/t", "x", "Call: yes", "400", "40032"},
    {"PUT", "/t", "x", "Template: yes", "400", "40043"},
    {"PUT", "/t", "x", "X-Sequence-ID: a b", "400", "40049"},
    {"GET", "/t/json?since=yesterday", "", "", "400", "40008"},
    {"GET", "/t/json?poll=1&priority=9", "", "", "400", "40007"},
    {"GET", "/t/ws", "", "", "400", "40016"},
    {"GET", "/nothing", "", "", "404", "40401"},
    {"GET", "/file/local-000000000000000000000000.txt", "", "", "404", "40401"},
    {"PATCH", "/t", "x", "", "404", "40401"},
    {"DELETE", "/t", "", "", "404", "40401"},
  };

  @Test
  void every_no_has_ntfys_code_status_sentence_and_link() throws Exception {
    for (var row : REFUSED) {
      var header = row[3].isEmpty() ? new String[0] : row[3].split(": ", 2);
      var answer = ntfy.ask(row[0], row[1], row[2].replace('\'', '"'), header);
      var what = String.join(" ", row) + ": " + answer.body();
      assertEquals(row[4], String.valueOf(answer.statusCode()), what);
      var no = JSON.readTree(answer.body());
      assertEquals(row[5], no.path("code").asText(), what);
      assertEquals(row[4], no.path("http").asText(), what);
      assertFalse(no.path("error").asText().isEmpty(), what);
      assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
    }
  }

  @Test
  void nothing_is_attached_from_a_neighbour_in_whatever_notation() throws Exception {
    for (var url : Addresses.NEIGHBOURS) {
      var answer = ntfy.ask("PUT", "/t", "x", "Attach", url);
      assertEquals(400, answer.statusCode(), url + answer.body());
      assertEquals("40013", JSON.readTree(answer.body()).path("code").asText(), url);
    }
  }

  @Test
  void every_word_may_stand_in_a_header_or_in_the_query_under_any_name() throws Exception {
    var by = said("PUT", "/words", "hi", "X-Title", "T", "Prio", "urgent", "ta", "a, b", "md", "1");
    assertEquals("T", by.path("title").asText());
    assertEquals(5, by.path("priority").asInt());
    assertEquals("b", by.path("tags").path(1).asText());
    assertEquals("text/markdown", by.path("content_type").asText());
    var query = said("GET", "/words/trigger?m=a%5Cnb&t=Q&p=2&tags=x", "");
    assertEquals("a\nb", query.path("message").asText());
    assertEquals("Q", query.path("title").asText());
    assertEquals(2, query.path("priority").asInt());
    assertEquals("triggered", said("GET", "/words/send", "").path("message").asText());
  }

  @Test
  void titles_are_utf8_or_encoded_words() throws Exception {
    var base64 = Base64.getEncoder().encodeToString("größer".getBytes(StandardCharsets.UTF_8));
    var b = said("PUT", "/titles", "x", "Title", "=?UTF-8?B?" + base64 + "?=");
    assertEquals("größer", b.path("title").asText());
    var q = said("PUT", "/titles", "x", "Title", "=?utf-8?Q?gr=C3=B6=C3=9Fer_als?=");
    assertEquals("größer als", q.path("title").asText());
    var raw =
        ntfy.raw(
            "PUT /titles HTTP/1.1\r\nHost: localhost\r\nTitle: größer\r\n"
                + "Content-Length: 1\r\nConnection: close\r\n\r\nx");
    assertTrue(raw.contains("\"title\":\"größer\""), raw);
  }

  @Test
  void the_json_form_says_all_that_headers_say() throws Exception {
    var body =
        "{'topic':'json','message':'m','title':'t','tags':['a','b'],'priority':4,"
            + "'click':'https://c.example/','icon':'https://i.example/','markdown':true,"
            + "'attach':'https://f.example/x.zip','filename':'y.zip','delay':'1h',"
            + "'sequence_id':'seq','actions':[{'action':'copy','label':'Copy','value':'v'}]}";
    var said = said("POST", "/", body.replace('\'', '"'));
    assertEquals("y.zip", said.path("attachment").path("name").asText());
    assertEquals("v", said.path("actions").path(0).path("value").asText());
    assertEquals("seq", said.path("sequence_id").asText());
    assertTrue(said.path("time").asLong() > System.currentTimeMillis() / 1000 + 3_500);
    assertEquals(0, polled("/json/json?poll=1").size());
    assertEquals(1, polled("/json/json?poll=1&scheduled=1").size());
    var again = said("PUT", "/json/seq", "instead", "In", "2h");
    assertEquals("seq", again.path("sequence_id").asText());
    assertEquals("instead", polled("/json/json?poll=1&sched=1").get(0).path("message").asText());
    assertEquals("message_delete", said("DELETE", "/json/seq", "").path("event").asText());
    assertEquals(1, polled("/json/json?poll=1&sched=1").size());
    assertEquals("message_clear", said("PUT", "/json/seq/clear", "").path("event").asText());
  }

  @Test
  void a_long_message_is_a_file_that_can_be_fetched_and_a_longer_one_is_refused() throws Exception {
    var bytes = new byte[300_000];
    ThreadLocalRandom.current().nextBytes(bytes);
    var answer = ntfy.bytes("PUT", "/files", bytes, "Filename", "random.bin");
    var said = JSON.readTree(answer.body());
    assertEquals(300_000, said.path("attachment").path("size").asInt(), said.toString());
    var path = said.path("attachment").path("url").asText().replaceFirst("http://[^/]+", "");
    var file = ntfy.bytes("GET", path, new byte[0]);
    assertArrayEquals(bytes, file.body());
    assertTrue(file.headers().firstValue("Content-Disposition").orElse("").contains("random.bin"));
    var text = JSON.readTree(ntfy.ask("PUT", "/files", "a".repeat(4_097)).body());
    assertEquals("attachment.txt", text.path("attachment").path("name").asText());
    assertEquals("You received a file: attachment.txt", text.path("message").asText());
    assertEquals(4_096, said("PUT", "/files", "a".repeat(4_096)).path("message").asText().length());
    var huge = ntfy.bytes("PUT", "/files", new byte[(15 << 20) + 1]);
    assertEquals(413, huge.statusCode());
    assertEquals(41301, JSON.readTree(huge.body()).path("code").asInt());
  }

  @Test
  void bytes_that_are_no_text_are_base64_for_unified_push() throws Exception {
    var bytes = new byte[] {1, (byte) 0xff, 2};
    var said = JSON.readTree(ntfy.bytes("POST", "/upABC?up=1", bytes).body());
    assertEquals("base64", said.path("encoding").asText());
    assertArrayEquals(bytes, Base64.getDecoder().decode(said.path("message").asText()));
    assertEquals(
        "{\"unifiedpush\":{\"version\":1}}", ntfy.ask("GET", "/upABC?up=1", "").body().strip());
  }

  @Test
  void actions_have_a_short_form_with_quotes() throws Exception {
    var actions =
        "view, \"Look, \\\"quotes\\\"\", url=https://a.example, clear=true; "
            + "http, 'Close; now', https://b.example, headers.X-A=1, body='{\"a\":1}'";
    var said = said("PUT", "/actions", "x", "Actions", actions).path("actions");
    assertEquals("Look, \"quotes\"", said.path(0).path("label").asText());
    assertTrue(said.path(0).path("clear").asBoolean());
    assertEquals("Close; now", said.path(1).path("label").asText());
    assertEquals("{\"a\":1}", said.path(1).path("body").asText());
    assertEquals("1", said.path(1).path("headers").path("X-A").asText());
  }

  @Test
  void a_stream_shows_that_it_lives_and_tells_what_came_since_an_id() throws Exception {
    var first = said("PUT", "/lives", "1").path("id").asText();
    var second = said("PUT", "/lives", "2").path("id").asText();
    var client = java.net.http.HttpClient.newHttpClient();
    var request = ntfy.request("GET", "/lives/json?since=" + first, new byte[0]);
    var lines = client.send(request, java.net.http.HttpResponse.BodyHandlers.ofLines()).body();
    var told = new ArrayList<String>();
    for (var each = lines.iterator(); !told.contains("keepalive") || told.size() < 3; ) {
      var line = JSON.readTree(each.next());
      var event = line.path("event").asText();
      if (event.equals("message")) event = line.path("id").asText();
      if (!told.contains(event)) told.add(event);
    }
    assertEquals("open", told.get(0));
    assertEquals(Set.of("open", "keepalive", second), Set.copyOf(told));
  }

  @Test
  void an_account_and_health_are_told() throws Exception {
    assertTrue(said("GET", "/v1/health", "").path("healthy").asBoolean());
    var account = said("GET", "/v1/account", "");
    assertEquals("admin", account.path("role").asText());
    assertEquals(15 << 20, account.path("limits").path("attachment_file_size").asInt());
    assertTrue(said("GET", "/a,b/auth", "").path("success").asBoolean());
  }

  @Test
  void a_message_under_a_file_of_the_house_cannot_be_made_up() throws Exception {
    var before = ntfy.house().position();
    var body = "{\"text\":\"x\",\"attachment\":{\"blob\":{\"sha256\":\"00\",\"bytes\":1}}}";
    var json = new String[] {"Content-Type", "application/json"};
    var answer = ntfy.house().ask("POST", "/notifications/topics/t/messages", body, json);
    assertEquals(400, answer.statusCode(), answer.body());
    assertEquals(before, ntfy.house().position());
  }
}
