package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.TOO_MANY_ENDPOINTS;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.HookEvent.EndpointKept;
import dev.mainstem.systems.payments.HookEvent.EndpointRemoved;
import dev.mainstem.systems.payments.HookEvent.NoticesTrimmed;
import dev.mainstem.systems.payments.HookEvent.SecretRolled;
import dev.mainstem.systems.payments.HookEvent.SimulatorSet;
import dev.mainstem.systems.payments.HookEvent.WebhookDelivered;
import dev.mainstem.systems.payments.HookEvent.WebhookFailed;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
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
      var before = id.map(known.endpoints::require);
      var since = before.map(Endpoint::createdAt).orElse(at.time());
      var keys = before.flatMap(Endpoint::keys);
      var kept = new Endpoint(name, url, types, description, metadata, enabled, since, keys);
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

  /**
   * Makes another secret to sign with.
   *
   * @param overlapHours how long the old one signs, too; a day if absent
   */
  record RollSecret(
      @Size(min = 1, max = 40) String id, Optional<@Min(0) @Max(24) Integer> overlapHours)
      implements HookCommand<Endpoint> {
    @Override
    public Decision<Endpoint> decide(PaymentTables known, Moment at) {
      var before = known.endpoints.require(id);
      var until = at.time().plus(Duration.ofHours(overlapHours.orElse(24)));
      int generation = before.keys().map(Endpoint.Keys::generation).orElse(0) + 1;
      return happened(new SecretRolled(id, new Endpoint.Keys(generation, until)))
          .answering(() -> known.endpoints.get(id));
    }
  }

  /** What happened is on its way to whoever wants to hear it; no door asks this. */
  record QueueWebhooks() implements HookCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var all = new Queueing(known, at).untold();
      return all.isEmpty() ? unchanged() : happened(all);
    }
  }

  /** Sends a webhook once more; for people whose server was away. */
  record Resend(@Size(min = 1, max = 40) String id) implements HookCommand<Delivery> {
    @Override
    public Decision<Delivery> decide(PaymentTables known, Moment at) {
      var before = known.deliveries.require(id);
      known.endpoints.require(before.endpoint());
      var queued = new Queueing(known, at).again(before);
      return happened(queued).answering(() -> known.deliveries.get(queued.id()));
    }
  }

  /** Lets go of what was told long ago; no door asks this. */
  record TrimNotices(boolean more) implements HookCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var last = known.trims.find(Trimming.KEY).map(Trimming::at);
      boolean early = last.filter(t -> at.time().isBefore(t.plus(Trimming.EVERY))).isPresent();
      var old = Trimming.old(known, at.time());
      boolean due = more ? !old.nothing() : !early;
      if (!due) return unchanged();
      return happened(new NoticesTrimmed(Trimming.KEY, old.notices(), old.deliveries()));
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
      var before = known.deliveries.find(id);
      if (before.isEmpty()) return unchanged();
      var all = new ArrayList<HookEvent>();
      all.add(taken ? new WebhookDelivered(id, status) : new WebhookFailed(id, status));
      Queueing.next(known, before.get()).ifPresent(all::add);
      return happened(all);
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
