package dev.mainstem.systems.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RoomTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private <T> T onLoop(java.util.function.Supplier<T> work) throws Exception {
    var done = new CompletableFuture<T>();
    vertx.runOnContext(now -> done.complete(work.get()));
    return done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void an_answer_waits_until_there_is_room_for_its_click() throws Exception {
    var room = new Room(2);
    assertTrue(room.whenRoom(room::take));
    assertTrue(room.whenRoom(room::take));
    var given = new CompletableFuture<Integer>();
    assertTrue(onLoop(() -> room.whenRoom(() -> given.complete(room.taken()))));
    room.letIn();
    assertFalse(given.isDone());
    room.leave(1);
    assertEquals(1, given.get(10, TimeUnit.SECONDS));
  }

  @Test
  void no_one_overtakes_those_who_wait_and_their_number_is_bounded() throws Exception {
    var room = new Room(1);
    room.take();
    boolean all =
        onLoop(
            () -> {
              boolean taken = true;
              for (int i = 0; i < 10_000; i++) taken &= room.whenRoom(room::take);
              return taken;
            });
    assertTrue(all);
    assertFalse(onLoop(() -> room.whenRoom(room::take)));
    assertEquals(1, room.taken());
    room.leave(1);
    assertEquals(1, onLoop(room::taken));
    assertTrue(onLoop(() -> room.whenRoom(room::take)));
    assertEquals(1, onLoop(room::taken));
  }
}
