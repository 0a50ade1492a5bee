package dev.mainstem.systems.notifications;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;

/** What ntfy's door tells of itself, and the files it keeps. Owned by one event loop. */
final class NtfyAbout {
  private static final Codec CODEC = new Codec();

  private final NtfyDoor.Ground ground;

  NtfyAbout(NtfyDoor.Ground ground) {
    this.ground = ground;
  }

  static Future<Void> send(HttpServerRequest request, int status, Object body) {
    var response = request.response();
    if (response.ended() || response.closed()) return Future.succeededFuture();
    if (response.headWritten()) return response.reset().mapEmpty();
    if (status == 503) response.putHeader("Retry-After", "1");
    if (status == 401) response.putHeader("WWW-Authenticate", "Basic realm=\"mainstem\"");
    return response
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Buffer.buffer(CODEC.toJson(body)).appendString("\n"));
  }

  private static Future<Void> send(HttpServerRequest request, Object body) {
    request.resume();
    return send(request, 200, body);
  }

  Future<Void> health(HttpServerRequest request) {
    boolean well = ground.engine().broken().isEmpty();
    request.resume();
    return send(request, well ? 200 : 503, Map.of("healthy", well));
  }

  Future<Void> root(HttpServerRequest request) {
    return send(
        request, Map.of("about", "Topics of Mainstem, as ntfy has them", "publish", "/{topic}"));
  }

  Future<Void> success(HttpServerRequest request) {
    return send(request, Map.of("success", true));
  }

  Future<Void> unifiedPush(HttpServerRequest request) {
    return send(request, Map.of("unifiedpush", Map.of("version", 1)));
  }

  Future<Void> account(HttpServerRequest request, Optional<Who> who) {
    var account = new LinkedHashMap<String, Object>();
    account.put("username", who.map(w -> w.caller().name()).orElse("*"));
    account.put("role", role(who));
    var limits = new LinkedHashMap<String, Object>();
    limits.put("basis", who.isPresent() ? "tier" : "ip");
    limits.put("messages_expiry_duration", ground.system().keep().toSeconds());
    limits.put("attachment_file_size", NtfyBody.FILE_BYTES);
    limits.put("attachment_expiry_duration", ground.system().keep().toSeconds());
    account.put("limits", limits);
    return send(request, account);
  }

  private static String role(Optional<Who> who) {
    if (who.isEmpty()) return "anonymous";
    return who.get().caller().may(Caller.OWNER) ? "admin" : "user";
  }

  Future<Void> file(HttpServerRequest request, MatchResult path) {
    request.resume();
    var now = ground.clock().instant();
    return ground
        .read(new Tenant(path.group(1)), known -> known.byFile.first(path.group(2)))
        .map(
            message ->
                message
                    .filter(each -> each.expires().isAfter(now))
                    .flatMap(each -> each.notice().attachment())
                    .orElseThrow(NtfyProblem.NOT_FOUND::no))
        .compose(file -> NtfyFiles.send(ground.vertx(), ground.engine().blobs(), request, file));
  }
}
