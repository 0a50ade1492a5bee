package dev.mainstem.systems.links;

import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code GET /links/{slug}/qr-code}: the picture the redirect listener draws, for who looks after
 * links and may not reach that listener, or whose page shows no pictures of other origins.
 */
public final class QrDoor implements ForeignApi {
  private final Links links;

  public QrDoor(Links links) {
    this.links = links;
  }

  @Override
  public String name() {
    return "links";
  }

  @Override
  public void routes(Routes to) {
    to.get("/links/{slug}/qr-code", this::picture).scope("links:read");
  }

  private Future<Reply> picture(ForeignCall call) {
    var wishes = new HashMap<String, String>();
    for (var name : new String[] {"size", "margin", "format", "errorCorrection"}) {
      call.query(name).ifPresent(value -> wishes.put(name, value));
    }
    var key = new LinkKey(call.query("domain").orElse(LinkKey.DEFAULT), call.path("slug"));
    return call.read(
        links,
        known -> {
          var address = links.site().shortUrl(known.live(key).key());
          var qr = Qr.of(wishes);
          return new Reply(200, qr.type(), qr.of(address), Map.of("Cache-Control", "no-store"));
        });
  }
}
