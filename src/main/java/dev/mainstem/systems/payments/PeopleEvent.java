package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can have happened to customers, their cards and what they have delegated. */
public sealed interface PeopleEvent extends PaymentEvent {
  String id();

  @Override
  default List<Subject> subjects() {
    return List.of(new Subject("payments", id()));
  }

  record CustomerKept(String id, Customer customer) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      boolean fresh = !known.customers.has(id);
      known.customers.put(id, customer);
      known.told(at, fresh ? Happening.CUSTOMER_CREATED : Happening.CUSTOMER_UPDATED, id);
    }
  }

  /** Forgets who it was: what is personal of them opens for nobody any more. */
  record CustomerDeleted(String id) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.customers.put(id, known.customers.get(id).asDeleted());
      known.told(at, Happening.CUSTOMER_DELETED, id);
    }
  }

  record MethodKept(String id, Method method) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      boolean changed = known.methods.has(id);
      known.methods.put(id, method);
      if (changed) known.told(at, Happening.METHOD_UPDATED, id);
      else if (method.customer().isPresent()) known.told(at, Happening.METHOD_ATTACHED, id);
    }
  }

  record MethodAttached(String id, String customer) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.methods.put(id, known.methods.get(id).of(Optional.of(customer)));
      known.told(at, Happening.METHOD_ATTACHED, id);
    }
  }

  /** It can never be used again, and the vault destroys its number. */
  record MethodDetached(String id, String token) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.methods.put(id, known.methods.get(id).asDetached());
      known.told(at, Happening.METHOD_DETACHED, id);
    }
  }

  /**
   * Cards of a customer who is deleted: they can never be used again, the vault destroys their
   * numbers, and whom they were billed to is forgotten.
   *
   * @param id the customer's
   */
  record MethodsForgotten(String id, List<Gone> methods) implements PeopleEvent {
    /** A method, and the token of its card. */
    record Gone(String id, String token) {}

    @Override
    public void applyTo(PaymentTables known, Moment at) {
      for (var gone : methods) {
        known.methods.put(gone.id(), known.methods.get(gone.id()).asForgotten());
      }
    }
  }

  /** A card may be charged once by whoever has this token, within an allowance. */
  record Delegated(String id, Card card, Allowance allowance) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      var fresh = new Delegation(id, card, allowance, Optional.empty(), at.time());
      known.delegations.put(id, fresh);
    }
  }

  /** A token nobody has used in its time; the vault destroys its number. */
  record DelegationEnded(String id, String token, Instant expiredAt) implements PeopleEvent {
    @Override
    public void applyTo(PaymentTables known, Moment at) {
      known.delegations.remove(id);
    }
  }
}
