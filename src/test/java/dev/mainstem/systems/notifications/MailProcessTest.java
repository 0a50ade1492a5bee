package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Stepped;
import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.engine.keys.Keystore;
import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.systems.notifications.Broadcast.State;
import dev.mainstem.systems.notifications.BroadcastCommand.OpenBroadcast;
import dev.mainstem.systems.notifications.PersonCommand.ForgetPerson;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import dev.mainstem.systems.notifications.TellingCommand.Tell;
import dev.mainstem.systems.notifications.TopicCommand.Publish;
import dev.mainstem.systems.notifications.TopicCommand.PublishByMail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of mails, stepped on one thread, with a real keystore. */
class MailProcessTest {
  @TempDir private Path directory;
  private final Server server = new Server();
  private Notifications notifications;
  private Keystore seals;
  private Strongboxes boxes;
  private Stepped house;

  /** The other side of SMTP: takes mail unless the test says otherwise. */
  private static final class Server implements Mailer {
    private final List<Mail> mails = new ArrayList<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private boolean away;

    @Override
    public CompletionStage<Verdict> send(Mail mail) {
      if (away) return CompletableFuture.failedFuture(new IOException("nobody there"));
      mails.add(mail);
      return CompletableFuture.completedFuture(verdicts.getOrDefault(mail.to(), Verdict.TAKEN));
    }

    long to(String address) {
      return mails.stream().filter(mail -> mail.to().equals(address)).count();
    }
  }

  @BeforeEach
  void open() throws IOException {
    var keys = Files.createDirectories(directory.resolve("keys"));
    boxes = new Strongboxes(keys, new byte[32], new SecureRandom()::nextBytes);
    seals = new Keystore(keys, boxes, InstantSource.system());
    var ground = NtfyHouse.ground(Outgoing.closed(NtfyHouse.GUARD), server, seals);
    notifications = new Notifications(ground);
    var data = Files.createDirectories(directory.resolve("data"));
    house = new Stepped(Stepped.Ground.on(data, new FaultyDisk(7)), List.of(notifications));
    for (var id : List.of("ann", "bob", "eve")) {
      var asked =
          new KeepPerson(
              id,
              Optional.of(Sealed.of("Name of " + id)),
              Optional.of(Sealed.of(id + "@mail.example")),
              Optional.empty(),
              Optional.empty(),
              Set.of("news"),
              Map.of(),
              Optional.empty(),
              Optional.empty());
      done(seals.seal(Tenant.LOCAL, asked).toCompletableFuture().join());
    }
  }

  @AfterEach
  void close() throws Exception {
    house.close();
    boxes.close();
  }

  private Object done(Command<?, ?> command) {
    var answer = house.settled("notifications", command).answer();
    assertTrue(answer instanceof Answer.Done, () -> command + ": " + answer);
    return ((Answer.Done) answer).value();
  }

  private String broadcast() {
    var asked =
        new OpenBroadcast(
            "news",
            "news",
            List.of(Channel.EMAIL),
            "Goal",
            "1:0",
            Optional.empty(),
            Optional.empty());
    return ((Broadcast) done(asked)).id();
  }

  private State state(String broadcast) {
    return house.read(notifications, known -> known.broadcasts.get(broadcast).state());
  }

  @Test
  void each_is_mailed_once_with_a_way_out() {
    var id = broadcast();
    assertEquals(3, server.mails.size());
    for (var who : List.of("ann", "bob", "eve")) assertEquals(1, server.to(who + "@mail.example"));
    var token = server.mails.get(0).unsubscribe().orElseThrow().replaceAll(".*/", "");
    var wish = notifications.unsubscribing().read(token).orElseThrow();
    assertEquals("news", wish.scope());
    assertEquals(Optional.empty(), notifications.unsubscribing().read(token + "A"));
    assertEquals(Optional.empty(), notifications.unsubscribing().read("x" + token));
    assertEquals(State.DONE, state(id));
    assertTrue(house.engine().verification().run().sound());
  }

  @Test
  void whose_mailbox_refuses_is_not_mailed_again_and_whose_is_full_is_tried_again() {
    server.verdicts.put("bob@mail.example", Mailer.Verdict.REFUSED);
    server.verdicts.put("eve@mail.example", Mailer.Verdict.LATER);
    var id = broadcast();
    assertEquals(State.RUNNING, state(id));
    server.verdicts.remove("eve@mail.example");
    house.later(Duration.ofMinutes(30));
    assertEquals(State.DONE, state(id));
    assertEquals(2, server.to("eve@mail.example"));
    assertEquals(1, server.to("ann@mail.example"));
    assertEquals(1, house.read(notifications, known -> known.progress(id)).failed());
    broadcast();
    assertEquals(1, server.to("bob@mail.example"));
    assertEquals(2, server.to("ann@mail.example"));
  }

  @Test
  void a_server_that_is_away_is_waited_for() {
    server.away = true;
    var id = broadcast();
    house.later(Duration.ofHours(2));
    server.away = false;
    house.later(Duration.ofHours(12));
    assertEquals(State.DONE, state(id));
    assertEquals(3, server.mails.size());
  }

  @Test
  void who_is_forgotten_is_not_mailed_though_it_was_decided_before() {
    server.away = true;
    broadcast();
    done(new ForgetPerson("ann"));
    server.away = false;
    house.later(Duration.ofHours(12));
    assertEquals(0, server.to("ann@mail.example"));
    assertEquals(1, server.to("bob@mail.example"));
  }

  @Test
  void one_person_is_mailed_and_a_bounce_is_kept_in_mind() {
    server.verdicts.put("bob@mail.example", Mailer.Verdict.REFUSED);
    done(new Tell("ann", "Paid", "Order 7"));
    done(new Tell("bob", "Paid", "Order 8"));
    assertEquals(1, server.to("ann@mail.example"));
    var states =
        house.read(
            notifications,
            known -> known.tellings.scan(Span.of("bob"), 1).get(0).value().states().get("email"));
    assertEquals("bounced", states);
    var telling = (Telling) done(new Tell("bob", "Paid", "Order 9"));
    assertEquals("suppressed", telling.states().get("email"));
  }

  @Test
  void a_message_is_mailed_to_whom_its_sender_names_and_then_the_address_is_forgotten() {
    var said = Publish.of("alarms", "Fire", "In the cellar");
    var asked = new PublishByMail("abcdefgh1234", Sealed.of("joe@mail.example"), said);
    var stage = seals.seal(Stepped.TENANT, asked).toCompletableFuture();
    var sealed = (PublishByMail) stage.join();
    server.away = true;
    done(sealed);
    assertTrue(seals.open(sealed.to(), String.class).isPresent());
    server.away = false;
    house.later(Duration.ofHours(1));
    assertEquals(1, server.to("joe@mail.example"));
    var mail = server.mails.get(0);
    assertEquals("Fire", mail.subject());
    assertEquals("In the cellar\n\n-- \nhttps://ntfy.example/alarms", mail.text());
    // Keys are destroyed on a thread of their own.
    while (seals.open(sealed.to(), String.class).isPresent()) house.later(Duration.ofSeconds(10));
    assertTrue(house.engine().verification().run().sound());
  }
}
