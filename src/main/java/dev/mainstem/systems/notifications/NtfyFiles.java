package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Blob;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Blobs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Files that belong to messages: bytes in the blob store, under an address nobody can guess.
 * Whoever has the message has the address; it is good until the message expires. Safe for all
 * threads.
 */
final class NtfyFiles {
  static final Pattern PATH =
      Pattern.compile("/file/([a-z0-9-]{1,40})-([0-9A-Za-z]{24})(\\.\\w+)?");
  private static final Map<String, String> ENDINGS =
      Map.of(
          "image/jpeg", ".jpg",
          "image/png", ".png",
          "image/gif", ".gif",
          "application/pdf", ".pdf",
          "application/zip", ".zip",
          "text/plain", ".txt");
  private static final String UNKNOWN = "application/octet-stream";

  private final SecureRandom random = new SecureRandom();
  private final Supplier<String> address;
  private final Tenant tenant;
  private final Duration keep;

  /**
   * @param address of ntfy's door
   * @param keep how long a file is kept after its message was given out
   */
  NtfyFiles(Supplier<String> address, Tenant tenant, Duration keep) {
    this.address = address;
    this.tenant = tenant;
    this.keep = keep;
  }

  Notice.Attachment attachment(Blob blob, NtfyBody body, Optional<String> named, Instant at) {
    var type = type(body, named);
    var ending = ending(named, type);
    var file = Message.id(random.nextLong()) + Message.id(random.nextLong());
    return new Notice.Attachment(
        named.orElse("attachment" + ending),
        Optional.of(type),
        Optional.of(file),
        Optional.of(blob),
        address.get() + "/file/" + tenant.name() + "-" + file + ending,
        Optional.of(at.plus(keep)));
  }

  private static String type(NtfyBody body, Optional<String> named) {
    var byName = named.map(URLConnection::guessContentTypeFromName).orElse(null);
    if (byName != null) return byName;
    try {
      var head = new ByteArrayInputStream(body.head().getBytes());
      var byBytes = URLConnection.guessContentTypeFromStream(head);
      if (byBytes != null) return byBytes;
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
    return body.text().isPresent() ? "text/plain" : UNKNOWN;
  }

  private static String ending(Optional<String> named, String type) {
    var name = named.orElse("");
    int dot = name.lastIndexOf('.');
    var own = dot < 0 ? "" : name.substring(dot);
    if (own.matches("\\.[A-Za-z0-9]{1,16}")) return own;
    return ENDINGS.getOrDefault(type, ".bin");
  }

  /** Sends a file. */
  static Future<Void> send(
      Vertx vertx, Blobs blobs, HttpServerRequest request, Notice.Attachment file) {
    var blob = file.blob().orElseThrow();
    var response = request.response();
    var quoted = file.name().replaceAll("[^ -~]|[\"\\\\]", "_");
    response
        .putHeader("Content-Type", file.type().orElse(UNKNOWN))
        .putHeader("Content-Length", String.valueOf(blob.bytes()))
        .putHeader("Content-Disposition", "attachment; filename=\"" + quoted + "\"")
        // Whatever it says it is, it runs nowhere.
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Content-Security-Policy", "sandbox; default-src 'none'");
    if (request.method() == HttpMethod.HEAD) return response.end();
    return new Sending(vertx, blobs, blob, response).from(0);
  }

  /** A file on its way, a chunk at a time as the connection takes it. */
  private record Sending(Vertx vertx, Blobs blobs, Blob blob, HttpServerResponse response) {
    Future<Void> from(long at) {
      if (at >= blob.bytes()) return response.end();
      return vertx
          .executeBlocking(() -> blobs.read(blob, at), false)
          .compose(
              part -> {
                var bytes = new byte[part.remaining()];
                part.get(bytes);
                return response
                    .write(Buffer.buffer(bytes))
                    .compose(written -> from(at + bytes.length));
              })
          .onFailure(broken -> response.reset());
    }
  }
}
