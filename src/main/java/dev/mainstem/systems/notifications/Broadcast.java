package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * News to many.
 *
 * @param audience see {@link Audience}
 * @param scope the kind of news that people may switch off
 * @param channels each person is told once on each of these that they have
 * @param urgent whether it is told in quiet hours too
 * @param people how many numbers were given out when it was opened: who comes later is not meant
 * @param at when it begins
 */
public record Broadcast(
    String id,
    String audience,
    String scope,
    List<Channel> channels,
    String subject,
    String text,
    boolean urgent,
    Optional<Instant> at,
    State state,
    int people,
    Instant openedAt,
    String by) {
  /** Where it stands. */
  public enum State {
    SCHEDULED,
    RUNNING,
    PAUSED,
    CANCELLED,
    DONE
  }

  static Subject subject(String id) {
    return new Subject("notifications", id);
  }

  static Broadcast of(BroadcastCommand.OpenBroadcast asked, long people, Moment at) {
    boolean later = asked.at().filter(at.time()::isBefore).isPresent();
    return new Broadcast(
        at.id(1).toString(),
        asked.audience(),
        asked.scope(),
        asked.channels(),
        asked.subject(),
        asked.text(),
        asked.urgent().orElse(false),
        asked.at(),
        later ? State.SCHEDULED : State.RUNNING,
        (int) people,
        at.time(),
        at.caller().name());
  }

  int chunks() {
    return (people + Chunk.PEOPLE - 1) / Chunk.PEOPLE;
  }

  boolean over() {
    return state == State.CANCELLED || state == State.DONE;
  }

  Broadcast as(State state) {
    return new Broadcast(
        id, audience, scope, channels, subject, text, urgent, at, state, people, openedAt, by);
  }
}
