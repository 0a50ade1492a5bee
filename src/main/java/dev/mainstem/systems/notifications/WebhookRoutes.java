package dev.mainstem.systems.notifications;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.notifications.EndpointCommand.AddEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.ChangeEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.DropEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.EnableEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.MoveEndpoint;
import dev.mainstem.systems.notifications.EndpointCommand.RollSecret;
import dev.mainstem.systems.notifications.WebhookCommand.Announce;
import dev.mainstem.systems.notifications.WebhookCommand.Replay;
import dev.mainstem.systems.notifications.WebhookCommand.Resend;
import dev.mainstem.systems.notifications.WebhookEvent.Announced;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The HTTP door of webhooks. */
final class WebhookRoutes {
  private static final Codec CODEC = new Codec();
  private static final String ALL = "/notifications/webhooks";
  private static final String ONE = ALL + "/{id}";

  private final Outgoing outgoing;
  private final WebhookKeys keys;

  WebhookRoutes(Outgoing outgoing, WebhookKeys keys) {
    this.outgoing = outgoing;
    this.keys = keys;
  }

  /** A new endpoint, as asked for. */
  record NewEndpoint(
      @Size(min = 1, max = 2_048) String url,
      @Size(max = 100)
          Set<@Size(max = 128) @Pattern(regexp = Endpoint.TYPE + "(\\.\\*)?") String> types,
      Optional<@Size(max = 200) String> description,
      Optional<Boolean> ordered) {}

  /** Where an endpoint is from now on. */
  record NewAddress(@Size(min = 1, max = 2_048) String url) {}

  /** A new secret. */
  record NewSecret(Optional<@Min(0) @Max(720) Integer> overlapHours) {}

  /** An announcement, as asked for. */
  record NewMessage(
      @Size(max = 128) @Pattern(regexp = Endpoint.TYPE) String type,
      Optional<@Size(min = 1, max = 200) String> key,
      Object payload) {}

  /**
   * An endpoint as its owner sees it.
   *
   * @param publicKey what its {@code v1a} signatures are checked with
   */
  record EndpointView(
      String id,
      String url,
      Set<String> types,
      String description,
      boolean ordered,
      boolean enabled,
      String why,
      String publicKey,
      Optional<Instant> rolledUntil,
      Instant createdAt,
      Optional<String> secret) {}

  private EndpointView view(Tenant tenant, Endpoint of, boolean secret) {
    var shown = secret ? keys.symmetric(tenant, of.id(), of.secret()) : null;
    return new EndpointView(
        of.id(),
        of.url(),
        of.types(),
        of.description(),
        of.ordered(),
        of.enabled(),
        of.why(),
        keys.open(tenant, of.id(), of.secret()),
        of.rolledUntil(),
        of.createdAt(),
        Optional.ofNullable(shown));
  }

  void on(Routes<NotificationTables> http) {
    http.post(ALL, NewEndpoint.class, this::add)
        .created(ONE)
        .says("Adds an endpoint. Its secret is shown here and never again.");
    http.get(
            ALL,
            (known, ask) ->
                known.endpoints.page(Span.of(), ask.page()).map(e -> view(ask.tenant(), e, false)))
        .lists(EndpointView.class)
        .says("Lists endpoints.");
    http.get(
            ONE, (known, ask) -> view(ask.tenant(), known.endpoints.require(ask.path("id")), false))
        .shows(EndpointView.class)
        .says("Shows an endpoint.");
    http.patch(ONE, ChangeEndpoint.class).says("Changes what an endpoint is told.");
    http.delete(ONE, DropEndpoint.class).says("Drops an endpoint.");
    http.post(ONE + "/move", NewAddress.class, this::move).says("Moves it to another address.");
    http.post(ONE + "/roll", NewSecret.class, this::roll)
        .says("Makes a new secret, shown here and never again; the old one signs too for a while.");
    http.post(ONE + "/enable", EnableEndpoint.class).says("Tells an endpoint again.");
    http.post(ALL + "/{endpoint}/replay", Replay.class)
        .says("Tells an endpoint once more what was announced since a time.");
    http.get(ONE + "/deliveries", WebhookRoutes::deliveries)
        .lists(Handover.class)
        .says("Lists what an endpoint was told, newest first.");
    messages(http);
  }

  private static void messages(Routes<NotificationTables> http) {
    var one = "/notifications/messages/{message}";
    http.post("/notifications/messages", NewMessage.class, WebhookRoutes::announce)
        .says("Tells all endpoints that want such messages.");
    http.get(
            "/notifications/messages",
            (known, ask) -> known.announcements.page(Span.of().backwards(), ask.page()))
        .lists(Announcement.class)
        .says("Lists what endpoints were told, newest first.");
    http.get(one, (known, ask) -> known.announcements.require(ask.path("message")))
        .shows(Announcement.class)
        .says("Shows a message.");
    http.get(one + "/deliveries", (known, ask) -> known.handovers.page(of(ask, known), ask.page()))
        .lists(Handover.class)
        .says("Lists at which endpoints it is, and how far.");
    http.get(one + "/attempts", (known, ask) -> known.attempts.page(of(ask, known), ask.page()))
        .lists(Attempt.class)
        .says("Lists every attempt to tell it.");
    http.post(one + "/resend", Resend.class).says("Tells an endpoint once more.");
    http.stream(
            "/notifications/messages/stream", Announced.class, (event, ask) -> event.announcement())
        .says("What endpoints are told, live.");
  }

  private static Span of(Ask ask, NotificationTables known) {
    return Span.of(known.announcements.require(ask.path("message")).id());
  }

  private static Page.Of<Handover> deliveries(NotificationTables known, Ask ask) {
    var endpoint = known.endpoints.require(ask.path("id")).id();
    return known.byEndpoint.page(Span.of(endpoint).backwards(), ask.page());
  }

  /** An address that may not be called is refused here, where somebody is there to hear it. */
  private Routes.Turn<Endpoint> add(Ask ask, NewEndpoint asked) {
    outgoing.check(asked.url(), "/url");
    var command =
        new AddEndpoint(
            asked.url(),
            asked.types(),
            asked.description().orElse(""),
            asked.ordered().orElse(false));
    return new Routes.Turn<>(command, added -> view(ask.tenant(), added, true));
  }

  private Routes.Turn<Endpoint> move(Ask ask, NewAddress asked) {
    outgoing.check(asked.url(), "/url");
    var command = new MoveEndpoint(ask.path("id"), asked.url());
    return new Routes.Turn<>(command, moved -> view(ask.tenant(), moved, false));
  }

  private Routes.Turn<Endpoint> roll(Ask ask, NewSecret asked) {
    var command = new RollSecret(ask.path("id"), asked.overlapHours());
    return new Routes.Turn<>(command, rolled -> view(ask.tenant(), rolled, true));
  }

  private static Routes.Turn<Announcement> announce(Ask ask, NewMessage asked) {
    var payload = new String(CODEC.toJson(asked.payload()), StandardCharsets.UTF_8);
    if (payload.equals("null")) throw NotificationProblem.BAD_PAYLOAD.at("/payload", "");
    var command = new Announce(asked.type(), asked.key(), payload);
    return new Routes.Turn<>(command, announcement -> announcement);
  }
}
