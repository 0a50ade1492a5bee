package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import dev.mainstem.systems.payments.acquirer.Behaviour;
import java.util.List;
import java.util.Optional;

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
   * @param object what it tells of
   */
  record WebhookQueued(String id, String endpoint, String notice, Optional<String> object)
      implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var queued = Delivery.State.QUEUED;
      known.deliveries.put(id, new Delivery(id, endpoint, notice, queued, 0, at.time(), object));
    }
  }

  /** A webhook is to be sent once what was to be told of the same thing before it is told. */
  record WebhookHeld(String id, String endpoint, String notice, Optional<String> object)
      implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var held = Delivery.State.HELD;
      known.deliveries.put(id, new Delivery(id, endpoint, notice, held, 0, at.time(), object));
    }
  }

  /** It is the turn of a webhook that waited. */
  record WebhookReleased(String id, String endpoint, String notice) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.deliveries.put(id, known.deliveries.get(id).as(Delivery.State.QUEUED, 0));
    }
  }

  /** Another secret signs from now on, and for a while the old one, too. */
  record SecretRolled(String id, Endpoint.Keys keys) implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.endpoints.put(id, known.endpoints.get(id).with(keys));
    }
  }

  /** What was told long ago is not kept any more. */
  record NoticesTrimmed(String id, List<String> notices, List<String> deliveries)
      implements HookEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      notices.forEach(known.notices::remove);
      notices.forEach(known.untold::remove);
      deliveries.forEach(known.deliveries::remove);
      known.trims.put(id, new Trimming(at.time()));
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
