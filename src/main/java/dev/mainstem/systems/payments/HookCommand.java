package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.TOO_MANY_ENDPOINTS;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.HookEvent.EndpointKept;
import dev.mainstem.systems.payments.HookEvent.EndpointRemoved;
import dev.mainstem.systems.payments.HookEvent.NoticesTold;
import dev.mainstem.systems.payments.HookEvent.SimulatorSet;
import dev.mainstem.systems.payments.HookEvent.WebhookDelivered;
import dev.mainstem.systems.payments.HookEvent.WebhookFailed;
import dev.mainstem.systems.payments.HookEvent.WebhookQueued;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be asked about webhooks and about the simulator, each with its rule. */
sealed interface HookCommand<R> extends PaymentCommand<R> {
  record KeepEndpoint(
      Optional<@Pattern(regexp = IntentCommand.ID) String> id,
      @Size(min = 1, max = 2_048) String url,
      @NotEmpty @Size(max = 100) List<@Size(max = 80) String> types,
      Optional<@Size(max = 1_000) String> description,
      Map<String, @Size(max = 500) String> metadata,
      boolean enabled)
      implements HookCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(PaymentTables known, Moment at) {
      if (id.isEmpty() && known.full()) throw TOO_MANY_ENDPOINTS.refusal();
      var name = id.orElse("we_" + at.id(1));
      var since = id.map(known.endpoints::require).map(Endpoint::createdAt).orElse(at.time());
      var kept = new Endpoint(name, url, types, description, metadata, enabled, since);
      return happened(new EndpointKept(name, kept)).answering(() -> known.endpoints.get(name));
    }
  }

  record RemoveEndpoint(@Pattern(regexp = IntentCommand.ID) String id)
      implements HookCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      known.endpoints.require(id);
      return happened(new EndpointRemoved(id));
    }
  }

  /** What happened is on its way to whoever wants to hear it; no door asks this. */
  record QueueWebhooks() implements HookCommand<Void> {
    private static final int MOST = 20;

    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var notices = known.untold.scan(Span.of(), MOST).stream().map(Row::key).toList();
      if (notices.isEmpty()) return unchanged();
      var all = new ArrayList<HookEvent>();
      for (var notice : notices) {
        for (var endpoint : known.hearing(known.notices.get(notice).what())) {
          all.add(new WebhookQueued("wh_" + at.id(all.size() + 1), endpoint.id(), notice));
        }
      }
      all.add(new NoticesTold(notices.get(0), notices));
      return happened(all);
    }
  }

  /** Sends a webhook once more; for people whose server was away. */
  record Resend(@Pattern(regexp = IntentCommand.ID) String id) implements HookCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var before = known.deliveries.require(id);
      known.endpoints.require(before.endpoint());
      return happened(new WebhookQueued("wh_" + at.id(1), before.endpoint(), before.notice()));
    }
  }

  /**
   * What came of sending; no door asks this.
   *
   * @param status what the other side answered; 0 if nothing
   */
  record MarkWebhook(@Size(max = 40) String id, boolean taken, int status)
      implements HookCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      known.deliveries.require(id);
      return happened(taken ? new WebhookDelivered(id, status) : new WebhookFailed(id, status));
    }
  }

  /** How the simulator inside the house behaves from now on. */
  record SetSimulator(Behaviour behaviour) implements HookCommand<Behaviour> {
    @Override
    public Decision<Behaviour> decide(PaymentTables known, Moment at) {
      if (known.behaviour().equals(behaviour)) return unchanged(() -> behaviour);
      return happened(new SimulatorSet(PaymentTables.SIMULATOR, behaviour))
          .answering(() -> behaviour);
    }
  }
}
