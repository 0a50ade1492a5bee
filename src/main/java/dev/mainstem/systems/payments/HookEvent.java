package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import java.util.List;

/** What can have happened to webhooks, and to the simulator's settings. */
public sealed interface HookEvent extends PaymentEvent {
  String id();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", id()));
  }

  record EndpointKept(String id, Endpoint endpoint) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.endpoints.put(id, endpoint);
    }
  }

  record EndpointRemoved(String id) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.endpoints.remove(id);
    }
  }

  /**
   * A webhook is to be sent.
   *
   * @param id the delivery's
   */
  record WebhookQueued(String id, String endpoint, String notice) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var queued = Delivery.State.QUEUED;
      known.deliveries.put(id, new Delivery(id, endpoint, notice, queued, 0, at.time()));
    }
  }

  /** Whoever wants to hear these is being told. */
  record NoticesTold(String id, List<String> notices) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      notices.forEach(known.untold::remove);
    }
  }

  record WebhookDelivered(String id, int status) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var before = known.deliveries.get(id);
      known.deliveries.put(id, before.as(Delivery.State.DELIVERED, status));
    }
  }

  record WebhookFailed(String id, int status) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var before = known.deliveries.get(id);
      known.deliveries.put(id, before.as(Delivery.State.FAILED, status));
    }
  }

  /** The simulator inside the house behaves otherwise from now on. */
  record SimulatorSet(String id, Behaviour behaviour) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.simulator.put(id, behaviour);
    }
  }
}
