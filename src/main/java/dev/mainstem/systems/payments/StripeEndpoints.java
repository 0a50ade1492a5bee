package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookCommand.KeepEndpoint;
import dev.mainstem.systems.payments.HookCommand.RemoveEndpoint;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Where Stripe's webhooks go. */
final class StripeEndpoints {
  private final StripeDesk desk;

  StripeEndpoints(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var url = params.need("url");
    desk.checked().check(url, "/url");
    if (!params.has("enabled_events")) {
      throw StripeProblem.MISSING.at("/enabled_events", "enabled_events");
    }
    var keep =
        new KeepEndpoint(
            Optional.empty(),
            url,
            params.texts("enabled_events"),
            params.text("description"),
            params.words("metadata", Map.of()),
            true);
    params.passing("api_version", "connect", "expand").done();
    return call.want(desk.payments(), keep)
        .map(
            kept -> {
              var secret = desk.derived().signingKey(call.tenant(), kept);
              return StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.of(secret)));
            });
  }

  Future<Reply> update(ForeignCall call) {
    var params = Params.of(call);
    var id = call.path("id");
    params.text("url").ifPresent(url -> desk.checked().check(url, "/url"));
    return call.read(desk.payments(), known -> known.endpoints.require(id))
        .compose(
            before -> {
              var types = params.texts("enabled_events");
              var keep =
                  new KeepEndpoint(
                      Optional.of(id),
                      params.text("url").orElse(before.url()),
                      types.isEmpty() ? before.types() : types,
                      params.text("description").or(before::description),
                      params.words("metadata", before.metadata()),
                      !params.flag("disabled").orElse(!before.enabled()));
              params.passing("expand").done();
              return call.want(desk.payments(), keep);
            })
        .map(kept -> StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.empty())));
  }

  Future<Reply> retrieve(ForeignCall call) {
    Params.of(call).passing("expand").done();
    return call.read(desk.payments(), known -> known.endpoints.require(call.path("id")))
        .map(kept -> StripeReply.of(200, StripeMoneyShapes.endpoint(kept, Optional.empty())));
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "we_");
    params.done();
    return desk.show(
        call,
        lookup ->
            list.shown(
                "/v1/webhook_endpoints",
                Span.of(),
                lookup.shapes().known().endpoints::page,
                endpoint -> StripeMoneyShapes.endpoint(endpoint, Optional.empty())));
  }

  Future<Reply> remove(ForeignCall call) {
    Params.of(call).done();
    var id = call.path("id");
    return call.want(desk.payments(), new RemoveEndpoint(id))
        .map(
            done -> {
              var gone = new LinkedHashMap<String, Object>();
              gone.put("id", id);
              gone.put("object", "webhook_endpoint");
              gone.put("deleted", true);
              return StripeReply.of(200, gone);
            });
  }
}
