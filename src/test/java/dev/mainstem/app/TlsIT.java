package dev.mainstem.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.house.RunningJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doors behind TLS, each by itself, as the JDK's own client meets them. */
class TlsIT {
  private static final char[] WORD = "changeit".toCharArray();

  @TempDir private Path directory;
  private Path certificate;
  private Path key;
  private HttpClient client;

  @BeforeEach
  void certify() throws Exception {
    var store = directory.resolve("store.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(WORD))
            .inheritIO()
            .start();
    assertTrue(made.waitFor(60, TimeUnit.SECONDS) && made.exitValue() == 0);
    var keys = KeyStore.getInstance(store.toFile(), WORD);
    certificate = pem("certificate.pem", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    key = pem("key.pem", "PRIVATE KEY", keys.getKey("a", WORD).getEncoded());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("a", keys.getCertificate("a"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    client = HttpClient.newBuilder().sslContext(context).followRedirects(Redirect.NEVER).build();
  }

  private Path pem(String name, String what, byte[] bytes) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    var pem = "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    return Files.writeString(directory.resolve(name), pem);
  }

  private String[] tls(String door) {
    return new String[] {
      "--set", door + ".tls.certificate=" + certificate, "--set", door + ".tls.key=" + key
    };
  }

  private int status(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  @Test
  void a_door_with_a_certificate_speaks_tls_and_its_neighbour_does_not() throws Exception {
    try (var jar = RunningJar.on(directory.resolve("data"), tls("http"))) {
      var http = jar.address("http");
      assertEquals("https", http.getScheme());
      assertEquals("http", jar.address("links.redirect").getScheme());
      assertEquals(200, status(HttpRequest.newBuilder(http.resolve("/health/ready"))));
      var link = BodyPublishers.ofString("{\"target\":\"https://a.b\",\"slug\":\"s\"}");
      var post = HttpRequest.newBuilder(http.resolve("/links")).POST(link);
      assertEquals(201, status(post.header("Content-Type", "application/json")));
      // The console's own pages ask from where they came.
      var origin = http.toString().replaceAll("/$", "");
      var own = HttpRequest.newBuilder(http.resolve("/links")).header("Origin", origin);
      assertEquals(200, status(own));
      var plain = URI.create("http://127.0.0.1:" + http.getPort() + "/health/ready");
      assertThrows(IOException.class, () -> status(HttpRequest.newBuilder(plain)));
    }
  }

  @Test
  void short_links_may_be_followed_over_tls() throws Exception {
    try (var jar = RunningJar.on(directory.resolve("data"), tls("links.redirect"))) {
      var link = BodyPublishers.ofString("{\"target\":\"https://a.b\",\"slug\":\"s\"}");
      var post = HttpRequest.newBuilder(jar.address("http").resolve("/links")).POST(link);
      var made =
          client.send(
              post.header("Content-Type", "application/json").build(), BodyHandlers.ofString());
      var door = jar.address("links.redirect");
      assertTrue(made.body().contains("\"" + door + "/s\""), made.body());
      assertEquals(302, status(HttpRequest.newBuilder(door.resolve("/s"))));
    }
  }

  @Test
  void half_of_what_tls_needs_stops_the_start_and_is_named() {
    var half = "http.tls.certificate=" + certificate;
    try (var jar = RunningJar.begin(directory.resolve("data"), "--set", half)) {
      assertEquals(1, jar.exitCode());
      assertTrue(jar.output().contains("http.tls.key: cannot read none"), jar.output());
    }
  }

  @Test
  void a_file_that_holds_no_certificate_stops_the_start() throws Exception {
    Files.writeString(certificate, "nonsense");
    try (var jar = RunningJar.begin(directory.resolve("data"), tls("http"))) {
      assertEquals(1, jar.exitCode());
      assertTrue(jar.output().contains("http"), jar.output());
    }
  }
}
