package dev.mainstem.engine.cluster;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries questions to the node that has the log, and answers back: records as CBOR under a seal,
 * over the clustered bus. What waits for an answer is bounded in number, size and time. Safe for
 * all threads; answers arrive on the asker's context, questions on the one that serves.
 */
public final class Courier {
  /** Most bytes of a question or an answer. */
  static final int MOST_BYTES = 16 << 20;

  /** Most questions of this node without an answer. */
  static final int MOST_WAITING = 8_192;

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Vertx vertx;
  private final Codec codec;
  private final Seal seal;
  private final Set<Promise<?>> waiting = ConcurrentHashMap.newKeySet();

  /** How a question fails at the other node before anybody decides on it, by failure code. */
  private enum Failure {
    UNSEALED,
    NOT_UNDERSTOOD,
    TOO_LARGE,
    BROKEN,
    ANSWER_TOO_LARGE
  }

  /**
   * @param secret shared by all nodes
   */
  public Courier(Vertx vertx, Codec codec, String secret) {
    this.vertx = vertx;
    this.codec = codec;
    this.seal = new Seal(secret);
  }

  /**
   * Asks whoever serves an address. Fails with a {@link Refusal} only: {@code away} if nothing was
   * sent, {@code outcome-unknown} if nobody knows what became of it.
   *
   * @param timeoutMs how long to wait for the answer
   */
  public <A> Future<A> ask(String address, Object question, Class<A> answer, long timeoutMs) {
    var content = codec.toCbor(question);
    if (content.length > MOST_BYTES) return no(HouseProblem.MESSAGE_TOO_LARGE.of(address));
    if (waiting.size() >= MOST_WAITING) return no(HouseProblem.BUSY.of(address));
    var sealed = seal.on(address.getBytes(StandardCharsets.UTF_8), content);
    var own = Arrays.copyOf(sealed, Seal.BYTES);
    Promise<A> promise = ((ContextInternal) vertx.getOrCreateContext()).promise();
    waiting.add(promise);
    var options = new DeliveryOptions().setSendTimeout(timeoutMs);
    vertx
        .eventBus()
        .<Buffer>request(address, Buffer.buffer(sealed), options)
        .map(reply -> read(own, reply.body(), answer))
        .onComplete(
            told -> {
              waiting.remove(promise);
              if (told.succeeded()) promise.tryComplete(told.result());
              else promise.tryFail(refusal(told.cause()));
            });
    return promise.future();
  }

  private static <A> Future<A> no(Refusal refusal) {
    return Future.failedFuture(refusal);
  }

  private <A> A read(byte[] question, Buffer reply, Class<A> answer) {
    var content = seal.broken(question, reply.getBytes());
    if (content.isEmpty()) throw HouseProblem.OUTCOME_UNKNOWN.of("the answer is not sealed");
    try {
      return codec.fromCbor(answer, content.get());
    } catch (RuntimeException malformed) {
      throw HouseProblem.OUTCOME_UNKNOWN.of("the answer cannot be read");
    }
  }

  private static Refusal refusal(Throwable why) {
    if (why instanceof Refusal no) return no;
    if (!(why instanceof ReplyException failed)) return unknown(why.toString());
    if (failed.failureType() == ReplyFailure.NO_HANDLERS) return HouseProblem.AWAY.refusal();
    if (failed.failureType() != ReplyFailure.RECIPIENT_FAILURE) return unknown("no answer came");
    int code = failed.failureCode();
    if (code < 0 || code >= Failure.values().length) return unknown("no answer came");
    return switch (Failure.values()[code]) {
      case UNSEALED -> HouseProblem.NOT_UNDERSTOOD.of("the nodes do not share their secret");
      case NOT_UNDERSTOOD -> HouseProblem.NOT_UNDERSTOOD.refusal();
      case TOO_LARGE -> HouseProblem.MESSAGE_TOO_LARGE.refusal();
      case BROKEN -> unknown("the other node met a bug");
      case ANSWER_TOO_LARGE -> unknown("the answer is too large to be carried");
    };
  }

  private static Refusal unknown(String detail) {
    return HouseProblem.OUTCOME_UNKNOWN.of(detail);
  }

  /** The node that would answer has gone: nobody waits for it any longer. */
  public void gone() {
    for (var promise : waiting) {
      if (waiting.remove(promise)) promise.tryFail(unknown("the other node went away"));
    }
  }

  /**
   * Answers questions at an address, from all nodes.
   *
   * @param answers never blocks; a failure other than a refusal is a bug
   */
  public <Q, A> Future<Void> serve(
      String address, Class<Q> question, Function<Q, Future<A>> answers) {
    var about = address.getBytes(StandardCharsets.UTF_8);
    var consumer = vertx.eventBus().<Object>consumer(address);
    consumer.handler(message -> received(message, about, question, answers));
    return consumer.completion();
  }

  private <Q, A> void received(
      Message<?> message, byte[] about, Class<Q> question, Function<Q, Future<A>> answers) {
    var bytes = message.body() instanceof Buffer body ? body.getBytes() : new byte[0];
    if (bytes.length > MOST_BYTES + Seal.BYTES) {
      fail(message, Failure.TOO_LARGE);
      return;
    }
    var content = seal.broken(about, bytes);
    if (content.isEmpty()) {
      fail(message, Failure.UNSEALED);
      return;
    }
    Q asked;
    try {
      asked = codec.fromCbor(question, content.get());
    } catch (RuntimeException malformed) {
      fail(message, Failure.NOT_UNDERSTOOD);
      return;
    }
    var own = Arrays.copyOf(bytes, Seal.BYTES);
    Future<Void> answering = Future.succeededFuture();
    // Whatever is thrown on the way to an answer fails this one question.
    answering
        .compose(begin -> answers.apply(asked))
        .onSuccess(answer -> reply(message, own, answer))
        .onFailure(bug -> broken(message, bug));
  }

  private void reply(Message<?> message, byte[] question, Object answer) {
    var content = codec.toCbor(answer);
    if (content.length > MOST_BYTES) fail(message, Failure.ANSWER_TOO_LARGE);
    else message.reply(Buffer.buffer(seal.on(question, content)));
  }

  private static void broken(Message<?> message, Throwable bug) {
    LOG.error("a question at {} met a bug", message.address(), bug);
    fail(message, Failure.BROKEN);
  }

  private static void fail(Message<?> message, Failure how) {
    message.fail(how.ordinal(), how.name());
  }
}
