package dev.mainstem.systems.checkout;

import dev.mainstem.codec.BadInput;
import dev.mainstem.codec.CanonicalJson;
import dev.mainstem.engine.Answer;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.systems.payments.Payments;
import dev.mainstem.systems.payments.Vault;
import dev.mainstem.wire.http.ForeignApi;
import dev.mainstem.wire.http.ForeignCall;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The Agentic Commerce Protocol, version 2026-04-17, on the main listener: sessions that agents
 * open, change, complete and cancel, and the tokens they pay with.
 *
 * <p>What is in flight is known in memory only: after a crash nothing is. What was answered is
 * remembered by the house, with the command that was decided.
 *
 * @see <a href="https://www.agenticcommerce.dev/">the protocol</a>
 */
public final class AcpDoor implements ForeignApi {
  private static final String ROOT = "/checkout_sessions";
  private static final String SESSION = ROOT + "/{id}";
  private static final String DELEGATE = "/agentic_commerce/delegate_payment";
  private static final int OK = 200;
  private static final int CREATED = 201;

  private final Checkout checkout;
  private final AcpRequests requests;
  private final AcpSessions sessions;
  private final AcpCompletion completion;
  private final AcpDelegation delegation;
  private final InstantSource clock;
  private final AcpSignature signature;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

  public AcpDoor(Checkout checkout, Payments payments, Vault vault, InstantSource clock) {
    var premises = checkout.premises();
    this.checkout = checkout;
    this.requests = new AcpRequests(checkout.desk());
    this.sessions = new AcpSessions(premises.seals(), premises.address());
    this.completion = new AcpCompletion(checkout, requests, sessions, clock);
    this.delegation = new AcpDelegation(payments, vault);
    this.clock = clock;
    this.signature = new AcpSignature(checkout.macs(), clock);
  }

  @Override
  public String name() {
    return checkout.name();
  }

  @Override
  public String root() {
    return ROOT;
  }

  @Override
  public void routes(Routes to) {
    to.post(ROOT, once(this::create));
    to.get(SESSION, versioned(this::show));
    to.post(SESSION, once(this::update));
    to.post(SESSION + "/complete", once(completion::complete));
    to.post(SESSION + "/cancel", once(this::cancel));
    var delegate = once(delegation::delegate);
    to.post(DELEGATE, call -> delegate.answer(call).map(AcpProblem::ofCard));
  }

  @Override
  public Reply refused(No no, UnaryOperator<String> given) {
    var pointer = no.pointers().isEmpty() ? "" : no.pointers().get(0);
    return AcpProblem.of(no.problem(), no.detail(), pointer);
  }

  @Override
  public List<String> echoed() {
    return List.of("Request-Id", "Idempotency-Key");
  }

  /** Asks for the version, and for a signature if the shop wants one; spells what is refused. */
  private Deed versioned(Deed deed) {
    return call -> checked(call, deed).recover(AcpDoor::spelled).map(AcpDoor::english);
  }

  private Future<Reply> checked(ForeignCall call, Deed deed) {
    return call.read(checkout, CheckoutTables::shop)
        .compose(
            shop -> {
              var version =
                  call.header("API-Version").orElseThrow(AcpProblem.VERSION_REQUIRED::refusal);
              if (!version.equals(AcpSessions.VERSION))
                throw AcpProblem.VERSION_UNKNOWN.of(version);
              if (shop.signed().orElse(false)) signature.check(call);
              return deed.answer(call);
            });
  }

  private static Future<Reply> spelled(Throwable why) {
    if (why instanceof Refusal no) return Future.succeededFuture(AcpProblem.of(no));
    if (!(why instanceof BadInput bad)) return Future.failedFuture(why);
    var field = bad.fields().get(0);
    var no = AcpProblem.INVALID.at(field.pointer(), field.detail());
    return Future.succeededFuture(AcpProblem.of(no));
  }

  /** Whatever {@code Accept-Language} says, there is one language here. */
  private static Reply english(Reply reply) {
    var headers = new LinkedHashMap<>(reply.headers());
    headers.put("Content-Language", AcpSessions.LANGUAGE);
    return new Reply(reply.status(), reply.type(), reply.body(), headers);
  }

  /** A key is good for one endpoint and one caller; the same again while it is answered waits. */
  private Deed once(Deed deed) {
    return versioned(
        call -> {
          var key = call.header("Idempotency-Key").orElse("");
          if (key.isEmpty()) throw AcpProblem.KEY_REQUIRED.refusal();
          var flight = call.tenant() + "\n" + call.caller().name() + "\n" + call.uri() + "\n" + key;
          call.scoped(call.uri());
          if (call.body().length > 0) call.likened(CanonicalJson.of(call.json()));
          if (!inFlight.add(flight)) return Future.succeededFuture(waiting());
          if (call.body().length > 0) call.likened(CanonicalJson.of(call.json()));
          return answered(call, deed).onComplete(done -> inFlight.remove(flight));
        });
  }

  private static Future<Reply> answered(ForeignCall call, Deed deed) {
    try {
      return deed.answer(call);
    } catch (Refusal | BadInput no) {
      return Future.failedFuture(no);
    }
  }

  private static Reply waiting() {
    var no = AcpProblem.of(AcpProblem.IN_FLIGHT.refusal());
    return new Reply(no.status(), no.type(), no.body(), Map.of("Retry-After", "1"));
  }

  private Future<Reply> create(ForeignCall call) {
    return call.ask(checkout, requests.opening(call)).compose(a -> shown(call, a, CREATED));
  }

  private Future<Reply> update(ForeignCall call) {
    return call.ask(checkout, requests.changing(call)).compose(a -> shown(call, a, OK));
  }

  private Future<Reply> cancel(ForeignCall call) {
    var cancel = new CartCommand.CancelSession(call.path("id"));
    return call.ask(checkout, cancel).compose(a -> shown(call, a, OK));
  }

  private Future<Reply> shown(ForeignCall call, Answer answer, int status) {
    if (answer instanceof Answer.Refused no) return Future.succeededFuture(AcpProblem.of(no));
    var quote = (Quote) ((Answer.Done) answer).value();
    return call.read(checkout, CheckoutTables::shop)
        .map(shop -> Reply.of(status, sessions.shape(quote, shop, clock.instant())));
  }

  private Future<Reply> show(ForeignCall call) {
    return call.read(checkout, known -> completion.shape(known, call.path("id")))
        .map(
            shape ->
                shape
                    .map(found -> Reply.of(OK, found))
                    .orElseGet(
                        () -> AcpProblem.of(CheckoutProblem.NO_SUCH_SESSION, call.path("id"), "")));
  }
}
