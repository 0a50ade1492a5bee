package dev.mainstem.wire.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * The console's files, from the class path. They are few and small: each is read once and then
 * served from memory with an entity tag.
 */
final class Webroot {
  private static final String ROOT = "webroot/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json",
          "map", "application/json");
  private static final String POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
          + " frame-ancestors 'none'; base-uri 'none'";

  private final Reply reply;
  private final Map<String, Optional<File>> files = new ConcurrentHashMap<>();

  private record File(byte[] bytes, String type, String tag) {}

  Webroot(Reply reply) {
    this.reply = reply;
  }

  /** Serves the path if there is such a file. */
  boolean serve(HttpServerRequest request) {
    boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    var path = request.path().equals("/") ? "/index.html" : request.path();
    if (!reads || path.contains("..") || path.length() > 200) return false;
    var known = files.get(path);
    if (known == null) {
      known = load(path);
      if (known.isPresent()) files.put(path, known);
    }
    known.ifPresent(file -> send(request, file));
    return known.isPresent();
  }

  private Optional<File> load(String path) {
    try (var in = Webroot.class.getClassLoader().getResourceAsStream(ROOT + path.substring(1))) {
      if (in == null || path.endsWith("/")) return Optional.empty();
      var bytes = in.readAllBytes();
      var crc = new CRC32C();
      crc.update(bytes);
      var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      var tag = "\"" + Long.toHexString(crc.getValue()) + "-" + bytes.length + "\"";
      return type == null ? Optional.empty() : Optional.of(new File(bytes, type, tag));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(HttpServerRequest request, File file) {
    var response = request.response();
    response.putHeader("ETag", file.tag());
    response.putHeader("Cache-Control", "no-cache");
    response.putHeader("Content-Security-Policy", POLICY);
    response.putHeader("Referrer-Policy", "no-referrer");
    if (file.tag().equals(request.getHeader("If-None-Match"))) reply.nothing(request, 304);
    else reply.send(request, 200, file.type(), file.bytes());
  }
}
