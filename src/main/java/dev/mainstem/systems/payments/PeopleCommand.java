package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.payments.PaymentProblem.ID_TAKEN;
import static dev.mainstem.systems.payments.PaymentProblem.METHOD_TAKEN;
import static dev.mainstem.systems.payments.PaymentProblem.NO_SUCH_METHOD;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.systems.payments.PeopleEvent.CustomerDeleted;
import dev.mainstem.systems.payments.PeopleEvent.CustomerKept;
import dev.mainstem.systems.payments.PeopleEvent.DelegationEnded;
import dev.mainstem.systems.payments.PeopleEvent.MethodAttached;
import dev.mainstem.systems.payments.PeopleEvent.MethodDetached;
import dev.mainstem.systems.payments.PeopleEvent.MethodKept;
import dev.mainstem.systems.payments.PeopleEvent.MethodsForgotten;
import dev.mainstem.systems.payments.acquirer.TestCard;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/** What may be asked about customers and their cards, each with its rule. */
sealed interface PeopleCommand<R> extends PaymentCommand<R> {
  /**
   * Makes a customer, or says all anew of one.
   *
   * @param id made at the door, so that what is personal can be sealed for them
   * @param email a keyed hash, to be found by
   */
  record KeepCustomer(
      @Pattern(regexp = IntentCommand.ID) String id,
      Sealed<Contact> contact,
      Optional<@Size(max = 40) String> email,
      Optional<@Size(max = 80) String> method,
      Map<String, @Size(max = 500) String> metadata,
      boolean fresh)
      implements PeopleCommand<Customer>, Personal {
    @Override
    public String whom() {
      return "payments/" + id;
    }

    @Override
    public Decision<Customer> decide(PaymentTables known, Moment at) {
      if (fresh && known.customers.has(id)) throw ID_TAKEN.of(id);
      var since = fresh ? at.time() : known.customer(id).createdAt();
      method.ifPresent(known.methods::require);
      var customer = new Customer(id, contact, email, method, metadata, false, since);
      return happened(new CustomerKept(id, customer)).answering(() -> known.customers.get(id));
    }
  }

  record DeleteCustomer(@Pattern(regexp = IntentCommand.ID) String id)
      implements PeopleCommand<Customer> {
    @Override
    public Decision<Customer> decide(PaymentTables known, Moment at) {
      known.customer(id);
      return happened(new CustomerDeleted(id)).answering(() -> known.customers.get(id));
    }
  }

  /** Lets go of a deleted customer's cards, some at a time; no door asks this. */
  record ForgetMethods(@Pattern(regexp = IntentCommand.ID) String customer)
      implements PeopleCommand<Void> {
    private static final int MOST = 100;

    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var gone =
          known.methodsOf.page(customer, Page.first(MOST)).items().stream()
              .map(method -> new MethodsForgotten.Gone(method.id(), method.card().token()))
              .toList();
      if (gone.isEmpty() || !known.customers.require(customer).deleted()) return unchanged();
      return happened(new MethodsForgotten(customer, gone));
    }
  }

  /**
   * A card that is in the vault becomes a payment method.
   *
   * @param id made at the door, so that what is personal can be sealed
   */
  record KeepMethod(
      @Pattern(regexp = IntentCommand.ID) String id,
      Card card,
      Optional<Sealed<Contact>> contact,
      Map<String, @Size(max = 500) String> metadata)
      implements PeopleCommand<Method>, Personal {
    @Override
    public String whom() {
      return "payments/" + id;
    }

    @Override
    public Decision<Method> decide(PaymentTables known, Moment at) {
      if (known.methods.has(id)) throw ID_TAKEN.of(id);
      var fresh = new Method(id, card, Optional.empty(), contact, metadata, false, at.time());
      return happened(new MethodKept(id, fresh)).answering(() -> known.methods.get(id));
    }
  }

  record AmendMethod(
      @Pattern(regexp = IntentCommand.ID) String id,
      Optional<@Min(1) @Max(12) Integer> expMonth,
      Optional<@Min(2000) @Max(2199) Integer> expYear,
      Optional<Sealed<Contact>> contact,
      Map<String, @Size(max = 500) String> metadata)
      implements PeopleCommand<Method>, Personal {
    @Override
    public String whom() {
      return "payments/" + id;
    }

    @Override
    public Decision<Method> decide(PaymentTables known, Moment at) {
      var before = known.methods.require(id);
      var card = before.card().until(expMonth, expYear);
      var next = before.with(card, contact.or(before::contact), metadata);
      return happened(new MethodKept(id, next)).answering(() -> known.methods.get(id));
    }
  }

  /** A card is one customer's; attached to the same one again, nothing changes. */
  record Attach(@Size(min = 1, max = 80) String id, @Size(min = 1, max = 80) String customer)
      implements PeopleCommand<Method> {
    @Override
    public Decision<Method> decide(PaymentTables known, Moment at) {
      known.customer(customer);
      var method = known.methods.find(id);
      if (method.isEmpty()) return test(known, at);
      var now = method.get();
      if (now.customer().equals(Optional.of(customer))) return unchanged(() -> now);
      if (now.detached() || now.customer().isPresent()) throw METHOD_TAKEN.at("/id", id);
      return happened(new MethodAttached(id, customer)).answering(() -> known.methods.get(id));
    }

    private Decision<Method> test(PaymentTables known, Moment at) {
      var card = TestCard.named(id).orElseThrow(() -> NO_SUCH_METHOD.of(id));
      var fresh = Source.method("pm_" + at.id(3), card, at.time()).of(Optional.of(customer));
      return happened(new MethodKept(fresh.id(), fresh))
          .answering(() -> known.methods.get(fresh.id()));
    }
  }

  record Detach(@Pattern(regexp = IntentCommand.ID) String id) implements PeopleCommand<Method> {
    @Override
    public Decision<Method> decide(PaymentTables known, Moment at) {
      var method = known.methods.require(id);
      if (method.customer().isEmpty()) throw METHOD_TAKEN.at("/id", id);
      return happened(new MethodDetached(id, method.card().token()))
          .answering(() -> known.methods.get(id));
    }
  }

  /** A token whose time is over is worth nothing and is forgotten; no door asks this. */
  record EndDelegation(@Size(max = 40) String id) implements PeopleCommand<Void> {
    @Override
    public Decision<Void> decide(PaymentTables known, Moment at) {
      var found = known.delegations.find(id);
      if (found.isEmpty() || found.get().intent().isPresent()) return unchanged();
      return happened(new DelegationEnded(id, found.get().card().token(), at.time()));
    }
  }
}
