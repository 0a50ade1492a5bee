package dev.mainstem.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mainstem.codec.Codec;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong between two nodes is a refusal of one question. */
final class CourierTest {
  private static final String SECRET = "known to both of us";
  private static final String ADDRESS = "an address";
  private static final long LONG_MS = 20_000;

  private final Vertx vertx = Vertx.vertx();
  private final Codec codec = new Codec();
  private final Courier courier = new Courier(vertx, codec, SECRET);

  record Question(String text) {}

  record Told(String text, int length) {}

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Problem refusal(Future<?> future) {
    var failed = assertThrows(ExecutionException.class, () -> await(future));
    return assertInstanceOf(Refusal.class, failed.getCause()).problem();
  }

  private void serve(Function<Question, Future<Told>> answers) throws Exception {
    await(courier.serve(ADDRESS, Question.class, answers));
  }

  private Future<Told> ask(String text) {
    return courier.ask(ADDRESS, new Question(text), Told.class, LONG_MS);
  }

  private static Future<Told> counted(Question question) {
    return Future.succeededFuture(new Told(question.text(), question.text().length()));
  }

  @Test
  void a_question_is_answered() throws Exception {
    serve(CourierTest::counted);
    assertEquals(new Told("four", 4), await(ask("four")));
  }

  @Test
  void nobody_there_is_away_and_nothing_was_sent() {
    assertEquals(HouseProblem.AWAY, refusal(ask("anyone")));
  }

  @Test
  void no_answer_in_time_is_an_unknown_outcome() throws Exception {
    serve(question -> Promise.<Told>promise().future());
    var late = courier.ask(ADDRESS, new Question("slowly"), Told.class, 1);
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(late));
  }

  @Test
  void a_node_that_goes_away_is_not_waited_for() throws Exception {
    serve(question -> Promise.<Told>promise().future());
    var asked = ask("never");
    courier.gone();
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(asked));
  }

  @Test
  void more_than_a_node_may_have_waiting_is_busy_and_room_comes_back() throws Exception {
    var promises = new ArrayList<Promise<Told>>();
    serve(
        question -> {
          Promise<Told> promise = Promise.promise();
          promises.add(promise);
          return promise.future();
        });
    var asked = new ArrayList<Future<Told>>();
    for (int n = 0; n < Courier.MOST_WAITING; n++) asked.add(ask("waiting"));
    assertEquals(HouseProblem.BUSY, refusal(ask("one more")));
    courier.gone();
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(asked.get(0)));
    var room = ask("room again");
    courier.gone();
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(room));
  }

  @Test
  void a_question_too_large_is_refused_before_it_is_sent() throws Exception {
    serve(CourierTest::counted);
    assertEquals(HouseProblem.MESSAGE_TOO_LARGE, refusal(ask("x".repeat(Courier.MOST_BYTES))));
    assertEquals(4, await(ask("four")).length());
  }

  @Test
  void a_question_too_large_is_refused_where_it_arrives_too() throws Exception {
    serve(CourierTest::counted);
    var bytes = new byte[Courier.MOST_BYTES + Seal.BYTES + 1];
    assertEquals("TOO_LARGE", failure(Buffer.buffer(bytes)));
    assertEquals(4, await(ask("four")).length());
  }

  @Test
  void an_answer_too_large_is_an_unknown_outcome() throws Exception {
    serve(question -> Future.succeededFuture(new Told("x".repeat(Courier.MOST_BYTES), 0)));
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(ask("for much")));
  }

  @Test
  void a_bug_at_the_other_node_is_an_unknown_outcome_of_this_question_only() throws Exception {
    serve(
        question -> {
          if (question.text().equals("bug")) throw new IllegalStateException("a bug, as asked");
          return counted(question);
        });
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(ask("bug")));
    assertEquals(4, await(ask("four")).length());
  }

  @Test
  void who_does_not_know_the_secret_is_not_answered() throws Exception {
    serve(CourierTest::counted);
    var stranger = new Courier(vertx, codec, "guessed by somebody");
    var asked = stranger.ask(ADDRESS, new Question("four"), Told.class, LONG_MS);
    assertEquals(HouseProblem.NOT_UNDERSTOOD, refusal(asked));
  }

  @Test
  void an_answer_of_somebody_else_is_not_believed() throws Exception {
    var stranger = new Courier(vertx, codec, "guessed by somebody");
    vertx
        .eventBus()
        .<Buffer>consumer(ADDRESS, m -> m.reply(Buffer.buffer(codec.toCbor(new Told("", 0)))));
    assertEquals(HouseProblem.OUTCOME_UNKNOWN, refusal(ask("four")));
    assertEquals(
        HouseProblem.OUTCOME_UNKNOWN,
        refusal(stranger.ask(ADDRESS, new Question("x"), Told.class, LONG_MS)));
  }

  @Test
  void what_is_no_question_is_refused() throws Exception {
    serve(CourierTest::counted);
    var about = ADDRESS.getBytes(StandardCharsets.UTF_8);
    var seal = new Seal(SECRET);
    for (var content : List.of(new byte[0], new byte[] {(byte) 0xff}, codec.toCbor("a text"))) {
      assertEquals("NOT_UNDERSTOOD", failure(Buffer.buffer(seal.on(about, content))));
    }
    var genuine = seal.on(about, codec.toCbor(new Question("four")));
    genuine[genuine.length - 1] ^= 1;
    for (Object unsealed : List.of(Buffer.buffer(genuine), Buffer.buffer(), "a text", 7)) {
      assertEquals("UNSEALED", failure(unsealed));
    }
    assertEquals(4, await(ask("four")).length());
  }

  @Test
  void a_seal_is_of_one_address() throws Exception {
    serve(CourierTest::counted);
    var elsewhere = "another".getBytes(StandardCharsets.UTF_8);
    var sealed = new Seal(SECRET).on(elsewhere, codec.toCbor(new Question("four")));
    assertEquals("UNSEALED", failure(Buffer.buffer(sealed)));
  }

  private String failure(Object body) {
    var failed =
        assertThrows(
            ExecutionException.class, () -> await(vertx.eventBus().request(ADDRESS, body)));
    return assertInstanceOf(ReplyException.class, failed.getCause()).getMessage();
  }
}
