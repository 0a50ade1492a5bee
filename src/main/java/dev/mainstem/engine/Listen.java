package dev.mainstem.engine;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and how a door listens.
 *
 * @param port 0 takes any free one
 * @param tls empty for a door that speaks in the clear
 */
public record Listen(String host, int port, Optional<Tls> tls) {
  /** TLS 1.2 says what is left of the older ones; 1.3 is chosen where both sides know it. */
  private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  /**
   * A PEM file with the certificate and those that vouch for it, and one with its key (PKCS #8 or
   * PKCS #1).
   */
  public record Tls(Path certificate, Path key) {}

  /** In the clear. */
  public static Listen plain(String host, int port) {
    return new Listen(host, port, Optional.empty());
  }

  public String scheme() {
    return tls.isPresent() ? "https" : "http";
  }

  /** Host, port and certificate for an HTTP server; the files are read when it listens. */
  public HttpServerOptions on(HttpServerOptions options) {
    options.setHost(host).setPort(port);
    tls.ifPresent(
        files -> {
          options.setSsl(true).setUseAlpn(false);
          PROTOCOLS.forEach(options::addEnabledSecureTransportProtocol);
          options.setKeyCertOptions(
              new PemKeyCertOptions()
                  .setCertPath(files.certificate().toString())
                  .setKeyPath(files.key().toString()));
        });
    return options;
  }

  /** The same on another port. */
  public Listen port(int port) {
    return new Listen(host, port, tls);
  }
}
