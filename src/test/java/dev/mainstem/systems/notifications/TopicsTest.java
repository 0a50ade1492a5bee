package dev.mainstem.systems.notifications;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mainstem.house.Story;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.Message.Kind;
import dev.mainstem.systems.notifications.TopicCommand.Clear;
import dev.mainstem.systems.notifications.TopicCommand.Publish;
import dev.mainstem.systems.notifications.TopicCommand.Release;
import dev.mainstem.systems.notifications.TopicCommand.SetAccess;
import dev.mainstem.systems.notifications.TopicCommand.Unpublish;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The law of topics. */
class TopicsTest {
  private static final Duration KEEP = NtfyHouse.KEEP;

  private final Story<NotificationTables> topics = Story.of(NtfyHouse.system());

  private static Publish in(Duration wait, String text) {
    var at = Optional.of(Story.NOON.plus(wait));
    return new Publish("news", Notice.of(text), Optional.of("one"), at);
  }

  private List<String> said(String topic) {
    return topics.read(
        known ->
            known.messages.scan(Span.of(topic), 100).stream()
                .map(row -> row.value().notice().text())
                .toList());
  }

  @Test
  void messages_are_numbered_in_the_order_they_are_given_out_whatever_their_topic() {
    topics
        .when("ann", Publish.of("news", "Hello", "first"))
        .answered(message -> assertEquals(1, message.n()))
        .answered(message -> assertEquals(message.id(), message.sequence()))
        .answered(message -> assertEquals(12, message.id().length()));
    topics
        .when("ann", Publish.of("weather", "Hello", "second"))
        .answered(message -> assertEquals(2, message.n()))
        .answered(message -> assertEquals(Story.NOON.plus(KEEP), message.expires()));
  }

  @Test
  void a_message_can_be_scheduled_from_ten_seconds_to_three_days_ahead() {
    topics.when("ann", in(Duration.ofSeconds(9), "x")).refused("delay-too-small", "/at");
    topics.when("ann", in(Duration.ofHours(73), "x")).refused("delay-too-large", "/at");
    topics
        .when("ann", in(Duration.ofSeconds(10), "x"))
        .answered(message -> assertEquals(Story.NOON.plusSeconds(10), message.at()));
    assertEquals(List.of(), said("news"));
  }

  @Test
  void a_scheduled_message_is_given_out_once() {
    topics.when("ann", in(Duration.ofSeconds(10), "x")).answered(message -> {});
    var id = topics.read(known -> known.waiting("news", "one").orElseThrow().id());
    topics.later(Duration.ofSeconds(10)).when("notifications", new Release(id)).answered(n -> {});
    assertEquals(List.of("x"), said("news"));
    topics.when("notifications", new Release(id)).unchanged();
  }

  @Test
  void a_later_version_takes_the_place_of_one_that_waits() {
    topics.when("ann", in(Duration.ofSeconds(60), "old")).answered(message -> {});
    topics.when("ann", in(Duration.ofSeconds(90), "new")).answered(message -> {});
    assertEquals(
        List.of("new"),
        topics.read(
            known ->
                known.scheduled.scan(Span.of(), 10).stream()
                    .map(row -> row.value().notice().text())
                    .toList()));
  }

  @Test
  void what_is_taken_back_before_its_time_is_never_said() {
    topics.when("ann", in(Duration.ofSeconds(60), "old")).answered(message -> {});
    topics
        .when("ann", new Unpublish("news", "one"))
        .answered(message -> assertEquals(Kind.DELETES, message.kind()));
    assertEquals(false, topics.read(known -> known.waiting("news", "one").isPresent()));
  }

  @Test
  void clearing_and_deleting_are_told_under_the_sequence() {
    topics
        .when("ann", new Clear("news", "one"))
        .answered(message -> assertEquals("one", message.sequence()))
        .answered(message -> assertNotEquals("one", message.id()));
  }

  @Test
  void expired_messages_are_forgotten_as_new_ones_come() {
    for (int i = 0; i < 3; i++) {
      topics.when("ann", Publish.of("news", "t", "old" + i)).answered(message -> {});
    }
    topics.later(KEEP.plusSeconds(1)).when("ann", Publish.of("a", "t", "x")).answered(m -> {});
    assertEquals(List.of(), said("news"));
    assertEquals(List.of("x"), said("a"));
  }

  @Test
  void the_closest_pattern_counts() {
    var open = new Access.Rule("*", Access.Right.READ_WRITE);
    var shut = new Access.Rule("staff-*", Access.Right.DENY);
    topics.when("ann", new SetAccess("*", List.of(open, shut))).answered(access -> {});
    var access = topics.read(known -> known.access.get("*"));
    assertEquals(Optional.of(Access.Right.DENY), access.to("staff-news"));
    assertEquals(Optional.of(Access.Right.READ_WRITE), access.to("news"));
    assertFalse(new Access("x", List.of(shut), Story.NOON).to("news").isPresent());
    topics.when("ann", new SetAccess("*", List.of(open, shut))).unchanged();
    topics.when("ann", new SetAccess("*", List.of())).answered(none -> {});
    assertEquals(false, topics.read(known -> known.access.has("*")));
  }
}
