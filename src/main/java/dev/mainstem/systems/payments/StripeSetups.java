package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Span;
import dev.mainstem.systems.payments.Intent.Status;
import dev.mainstem.systems.payments.SetupCommand.CancelSetup;
import dev.mainstem.systems.payments.SetupCommand.ConfirmSetup;
import dev.mainstem.systems.payments.SetupCommand.OpenSetup;
import dev.mainstem.wire.http.ForeignApi.Reply;
import dev.mainstem.wire.http.ForeignCall;
import dev.mainstem.wire.http.ForeignCall.Told;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stripe's setup intents. */
final class StripeSetups {
  private static final String[] UNUSED = {
    "attach_to_self",
    "automatic_payment_methods",
    "client_secret",
    "flow_directions",
    "mandate_data",
    "payment_method_options",
    "payment_method_types",
    "single_use",
    "use_stripe_sdk"
  };

  private final StripeDesk desk;

  StripeSetups(StripeDesk desk) {
    this.desk = desk;
  }

  Future<Reply> create(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var wanted =
        new Setup.Wanted(
            params.text("customer"),
            params.text("payment_method"),
            params.word("usage", "on_session", "off_session").orElse("off_session"),
            params.text("return_url"),
            params.text("description"),
            params.words("metadata", Map.of()));
    boolean confirm = params.flag("confirm").orElse(false);
    params.passing(UNUSED).done();
    return call.tell(desk.payments(), new OpenSetup(wanted, confirm))
        .compose(told -> answer(call, told, expand, confirm));
  }

  private Future<Reply> answer(
      ForeignCall call, Told<Setup> told, List<String> expand, boolean confirmed) {
    var id = told.value().id();
    var asked = Optional.of(told.value()).filter(s -> s.status() == Status.PROCESSING);
    return desk.settled(call, id, known -> known.setups.require(id).status() == Status.PROCESSING)
        .compose(done -> desk.first(call, told.before(), asked.flatMap(Setup::operation)))
        .compose(then -> desk.see(call, then, lookup -> reply(lookup, id, expand, confirmed)));
  }

  private static Reply reply(
      StripeLookup lookup, String id, List<String> expand, boolean confirmed) {
    var setup = lookup.shapes().known().setups.require(id);
    var shape = lookup.shapes().setup(setup);
    boolean declined = setup.status() == Status.REQUIRES_PAYMENT_METHOD;
    if (confirmed && declined && setup.failure().isPresent()) {
      var error = StripeShapes.error(setup.failure().get());
      error.put("setup_intent", shape);
      return StripeProblem.reply(402, error);
    }
    return StripeReply.of(200, lookup.expanded(shape, expand));
  }

  Future<Reply> retrieve(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    params.passing("client_secret").done();
    return desk.see(call, lookup -> reply(lookup, call.path("id"), expand, false));
  }

  Future<Reply> confirm(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var method = params.text("payment_method");
    params.passing("return_url").passing(UNUSED).done();
    var id = call.path("id");
    return call.tell(desk.payments(), new ConfirmSetup(id, method))
        .compose(told -> answer(call, told, expand, true));
  }

  Future<Reply> cancel(ForeignCall call) {
    var params = Params.of(call);
    var expand = params.texts("expand");
    var reason =
        params.word("cancellation_reason", "abandoned", "requested_by_customer", "duplicate");
    params.done();
    var id = call.path("id");
    return call.tell(desk.payments(), new CancelSetup(id, reason.orElse("abandoned")))
        .compose(told -> answer(call, told, expand, false));
  }

  Future<Reply> list(ForeignCall call) {
    var params = Params.of(call);
    var list = StripeList.of(params, "seti_");
    var customer = params.text("customer");
    var method = params.text("payment_method");
    params.done();
    return desk.show(
        call,
        lookup -> {
          var shown =
              new StripeList.Shown<Setup>(
                  lookup.shapes()::setup,
                  setup ->
                      (customer.isEmpty() || customer.equals(setup.wanted().customer()))
                          && (method.isEmpty() || method.equals(setup.wanted().method())));
          var known = lookup.shapes().known();
          return lookup.expanded(
              list.shown("/v1/setup_intents", Span.of(), known.setups::page, shown), list.expand());
        });
  }
}
