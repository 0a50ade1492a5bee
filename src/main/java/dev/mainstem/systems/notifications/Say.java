package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.systems.notifications.TopicCommand.Publish;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is said to a topic at the house's own door, where there are no files. */
record Say(
    Optional<@Size(max = 1_024) String> title,
    @Size(min = 1, max = 4_096) String text,
    Optional<@Min(1) @Max(5) Integer> priority,
    @Size(max = 64) List<@Size(max = 256) String> tags,
    Optional<@Size(max = 2_048) String> click,
    Optional<Boolean> markdown,
    Optional<@Pattern(regexp = Topic.NAME) String> sequence,
    Optional<Instant> at) {
  static Routes.Turn<Message> asked(Ask ask, Say say) {
    var notice =
        new Notice(
            say.title,
            say.text,
            say.priority.orElse(0),
            say.tags,
            say.click,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            say.markdown.orElse(false),
            false);
    var topic = ask.path("topic");
    if (!topic.matches(Topic.NAME)) throw NotificationProblem.BAD_TOPIC.at("/topic", topic);
    return new Routes.Turn<>(new Publish(topic, notice, say.sequence, say.at), message -> message);
  }
}
