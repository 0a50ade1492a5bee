package dev.mainstem.engine;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Tables;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks systems. Each writer is a verticle with a worker thread of its own, at the address that is
 * the system's name; inside one process a command travels by reference. The bus itself has no
 * bound, so a place in the writer's inbox is taken before anything is sent.
 *
 * <p>Why the reply is a callback in the message and not a bus reply: a bus reply costs a handler, a
 * timer and a message per question, and a refusal would have to be a failure. Across nodes, where
 * nothing can be passed by reference, that is the price (see {@link Commands}); here it is not.
 * (2026-11)
 */
public final class Bus implements Asker {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final String BY_REFERENCE = "asked";
  private static final DeliveryOptions LOCALLY =
      new DeliveryOptions().setCodecName(BY_REFERENCE).setLocalOnly(true);

  private final Vertx vertx;
  private final Map<String, Desktop<?>> desks = new ConcurrentHashMap<>();
  private final Seals seals;
  private volatile boolean closing;

  public Bus(Vertx vertx) {
    this(vertx, Seals.none());
  }

  /**
   * @param seals seals what is personal in a command before its rule sees it
   */
  public Bus(Vertx vertx, Seals seals) {
    this.vertx = vertx;
    this.seals = seals;
    vertx.eventBus().registerCodec(new ByReference());
  }

  /** Deploys a verticle for every writer. */
  public Future<Void> deploy(Iterable<Writer<?>> writers) {
    Future<Void> all = Future.succeededFuture();
    for (var writer : writers) all = all.compose(done -> deploy(writer));
    return all;
  }

  private <S extends Tables> Future<Void> deploy(Writer<S> writer) {
    var desk = new Desktop<>(writer);
    desks.put(writer.system().name(), desk);
    var options =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("mainstem-" + writer.system().name())
            .setWorkerPoolSize(1);
    return vertx.deployVerticle(desk, options).mapEmpty();
  }

  /** Has the writer send what became visible. Any thread. */
  public void wake(Writer<?> writer) {
    var desk = desks.get(writer.system().name());
    if (desk != null) desk.wake();
  }

  /** Takes nothing new, and completes when nothing is waiting or in flight, or at the deadline. */
  public Future<Void> close(long deadlineNanos) {
    closing = true;
    Promise<Void> promise = Promise.promise();
    closed(promise, deadlineNanos);
    return promise.future();
  }

  /**
   * One timer after the other. A periodic one that is cancelled where it fires is met, on a machine
   * that is busy, before whoever set it knows it: then cancelling it throws (found in a hang).
   */
  private void closed(Promise<Void> promise, long deadlineNanos) {
    vertx.setTimer(
        5,
        timer -> {
          if (waiting() > 0 && System.nanoTime() < deadlineNanos) closed(promise, deadlineNanos);
          else promise.complete();
        });
  }

  /** How many commands of all systems are waiting or in flight. */
  public int waiting() {
    return desks.values().stream().mapToInt(desk -> desk.writer.waiting()).sum();
  }

  /**
   * Asks a system. The future never fails: a refusal is an answer. Completes on the caller's
   * context.
   */
  public <S extends Tables, R> Future<Answer> ask(
      String system, dev.mainstem.kernel.Command<S, R> command, Terms<S> asked) {
    var once = asked.once().map(each -> new Asked.Once(each.id(), seals.blind(each.hash())));
    var terms = new Terms<>(asked.from(), once, asked.guard());
    if (!(command instanceof Personal)) return askNow(system, command, terms);
    Promise<dev.mainstem.kernel.Command<S, R>> closed = promise();
    seals
        .seal(terms.from().tenant(), command)
        .whenComplete((each, why) -> completed(closed, each, why));
    return closed
        .future()
        .transform(
            done -> {
              if (done.succeeded()) return askNow(system, done.result(), terms);
              LOG.error("what is personal cannot be sealed", done.cause());
              return refuse(HouseProblem.BROKEN);
            });
  }

  private static <T> void completed(Promise<T> promise, T value, Throwable why) {
    if (why == null) promise.complete(value);
    else promise.fail(why);
  }

  private <S extends Tables, R> Future<Answer> askNow(
      String system, dev.mainstem.kernel.Command<S, R> command, Terms<S> terms) {
    var desk = desks.get(system);
    if (closing || desk == null) return refuse(HouseProblem.CLOSING);
    if (!desk.writer.admit()) return refuse(HouseProblem.BUSY);
    Promise<Answer> promise = promise();
    var asked = new Asked<>(command, terms.from(), terms.once(), terms.guard(), promise::complete);
    vertx.eventBus().send(system, asked, LOCALLY);
    return promise.future();
  }

  @Override
  public void ask(
      String system,
      dev.mainstem.kernel.Command<?, ?> command,
      Asker.Terms terms,
      Consumer<Answer> answer) {
    if (!(command instanceof Personal)) {
      askNow(system, command, terms, answer);
      return;
    }
    seals
        .seal(terms.from().tenant(), command)
        .whenComplete(
            (closed, why) -> {
              if (why == null) askNow(system, closed, terms, answer);
              else answer.accept(Answer.refused(HouseProblem.BROKEN, ""));
            });
  }

  private void askNow(
      String system,
      dev.mainstem.kernel.Command<?, ?> command,
      Asker.Terms terms,
      Consumer<Answer> answer) {
    var desk = desks.get(system);
    if (closing || desk == null) answer.accept(Answer.refused(HouseProblem.CLOSING, ""));
    else if (!desk.writer.admit()) answer.accept(Answer.refused(HouseProblem.BUSY, ""));
    else vertx.eventBus().send(system, asked(command, terms, answer), LOCALLY);
  }

  @SuppressWarnings("unchecked") // a command goes to the system whose tables it names
  private static <S extends Tables> Asked<S, ?> asked(
      dev.mainstem.kernel.Command<?, ?> command, Asker.Terms terms, Consumer<Answer> answer) {
    var own = (dev.mainstem.kernel.Command<S, Object>) command;
    return new Asked<>(own, terms.from(), Optional.of(terms.once()), Asked.Guard.none(), answer);
  }

  private static Future<Answer> refuse(dev.mainstem.kernel.Problem problem) {
    return Future.succeededFuture(Answer.refused(problem, ""));
  }

  private <T> Promise<T> promise() {
    Context context = Vertx.currentContext();
    return context instanceof io.vertx.core.internal.ContextInternal internal
        ? internal.promise()
        : Promise.promise();
  }

  /** Under which terms a command is asked. */
  public record Terms<S>(
      Asked.From from, java.util.Optional<Asked.Once> once, Asked.Guard<S> guard) {
    /** No id of the client's own, no condition. */
    public static <S> Terms<S> of(Asked.From from) {
      return new Terms<>(from, java.util.Optional.empty(), Asked.Guard.none());
    }
  }

  /** The shell of a writer: its verticle. */
  private static final class Desktop<S extends Tables> extends VerticleBase {
    private final Writer<S> writer;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Desktop(Writer<S> writer) {
      this.writer = writer;
    }

    @Override
    public Future<?> start() {
      return vertx
          .eventBus()
          .<Asked<S, ?>>localConsumer(
              writer.system().name(),
              message -> {
                writer.add(message.body());
                wake();
              })
          .completion();
    }

    void wake() {
      if (context != null && !scheduled.getAndSet(true)) context.runOnContext(run -> step());
    }

    private void step() {
      scheduled.set(false);
      if (writer.step()) wake();
    }
  }

  /** Passes a command on as it is. */
  @SuppressWarnings("rawtypes") // the bus knows classes, not type arguments
  private static final class ByReference implements MessageCodec<Asked, Asked> {
    @Override
    public void encodeToWire(Buffer buffer, Asked asked) {
      throw new UnsupportedOperationException("between nodes a command travels as Commands say");
    }

    @Override
    public Asked decodeFromWire(int position, Buffer buffer) {
      throw new UnsupportedOperationException("between nodes a command travels as Commands say");
    }

    @Override
    public Asked transform(Asked asked) {
      return asked;
    }

    @Override
    public String name() {
      return BY_REFERENCE;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
