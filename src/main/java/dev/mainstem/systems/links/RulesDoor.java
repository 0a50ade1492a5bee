package dev.mainstem.systems.links;

import dev.mainstem.systems.links.LinkCommand.SetRules;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashMap;

/**
 * {@code POST /links/{slug}/rules/try}: what rules would have done last week, before they are set.
 * The one question of ours whose answer is read and whose words stand in a body.
 */
public final class RulesDoor implements ForeignApi {
  private final Links links;
  private final InstantSource clock;

  public RulesDoor(Links links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "links";
  }

  @Override
  public void routes(Routes to) {
    to.post("/links/{slug}/rules/try", this::attempt).scope("links:read");
  }

  private Future<Reply> attempt(ForeignCall call) {
    var fields = new HashMap<>(call.json());
    fields.put("slug", call.path("slug"));
    fields.put("domain", call.query("domain").orElse(LinkKey.DEFAULT));
    var proposed = call.fill(SetRules.class, fields);
    var now = clock.instant();
    return call.read(links, known -> Reply.of(200, RuleTrial.of(known, proposed, now)));
  }
}
