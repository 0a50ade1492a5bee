package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.systems.payments.PaymentProblem.WRONG_STATE;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.SetupEvent.SetupCanceled;
import dev.mainstem.systems.payments.SetupEvent.SetupOpened;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Optional;

/** What may be asked about keeping a card for later, each with its rule. */
sealed interface SetupCommand<R> extends PaymentCommand<R> {
  record OpenSetup(Setup.Wanted wanted, boolean confirm) implements SetupCommand<Setup> {
    @Override
    public Decision<Setup> decide(PaymentTables known, Moment at) {
      var id = "seti_" + at.id(1);
      wanted.customer().ifPresent(known::customer);
      var all = new ArrayList<PaymentEvent>();
      all.add(new SetupOpened(id, wanted));
      if (confirm) all.addAll(new SettingUp(known, at).started(wanted, id));
      return happened(all).answering(() -> known.setups.get(id));
    }
  }

  record ConfirmSetup(
      @Pattern(regexp = IntentCommand.ID) String id,
      Optional<@Size(min = 1, max = 80) String> method)
      implements SetupCommand<Setup> {
    @Override
    public Decision<Setup> decide(PaymentTables known, Moment at) {
      var setup = SettingUp.openOnly(known.setups.require(id));
      var wanted = setup.wanted().with(method.or(setup.wanted()::method));
      return happened(new SettingUp(known, at).started(wanted, id))
          .answering(() -> known.setups.get(id));
    }
  }

  record CancelSetup(
      @Pattern(regexp = IntentCommand.ID) String id, @Size(min = 1, max = 40) String reason)
      implements SetupCommand<Setup> {
    @Override
    public Decision<Setup> decide(PaymentTables known, Moment at) {
      var setup = known.setups.require(id);
      if (setup.status().ended() || setup.status() == Status.PROCESSING)
        throw WRONG_STATE.of(setup.status());
      return happened(new SetupCanceled(id, reason)).answering(() -> known.setups.get(id));
    }
  }
}
