package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.NO_SUCH_BROADCAST;
import static dev.mainstem.systems.notifications.NotificationProblem.NO_SUCH_ENDPOINT;
import static dev.mainstem.systems.notifications.NotificationProblem.NO_SUCH_MESSAGE;
import static dev.mainstem.systems.notifications.NotificationProblem.NO_SUCH_PERSON;

import dev.mainstem.kernel.Index;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What notifications knows. */
final class NotificationTables extends Tables {
  /** The journal of what is said to whom, and of what came of it. */
  static final String JOURNAL = "notifications";

  /** How long messages are given to who asks for what was before. */
  final Duration keep;

  final Table<String, Access> access = table("access", String.class, Access.class);

  final Table<Message.Key, Message> messages =
      table("message", Message.Key.class, Message.class).in(JOURNAL);
  final Index<String, Message.Key, Message> byId = messages.index("id", String.class, Message::id);
  final Index<String, Message.Key, Message> byFile =
      messages.index("file", String.class, NotificationTables::file);
  final Index<Instant, Message.Key, Message> byExpiry =
      messages.index("expires", Instant.class, Message::expires);
  final Table<String, Message> scheduled =
      table("scheduled", String.class, Message.class).in(JOURNAL);
  final Index<Message.Sequence, String, Message> bySequence =
      scheduled.index(
          "sequence",
          Message.Sequence.class,
          message -> new Message.Sequence(message.topic(), message.sequence()));
  final Index<String, String, Message> scheduledIn =
      scheduled.index("topic", String.class, Message::topic);
  final Table<String, Topic> topics = table("topic", String.class, Topic.class).in(JOURNAL);
  final Table<String, Count> counts = table("count", String.class, Count.class).in(JOURNAL);

  final Table<String, Endpoint> endpoints =
      table("endpoint", String.class, Endpoint.class).absent(NO_SUCH_ENDPOINT);
  final Table<String, Announcement> announcements =
      table("announcement", String.class, Announcement.class).absent(NO_SUCH_MESSAGE).in(JOURNAL);
  final Index<Instant, String, Announcement> byTime =
      announcements.index("time", Instant.class, Announcement::at);
  final Table<Handover.Key, Handover> handovers =
      table("handover", Handover.Key.class, Handover.class).in(JOURNAL);
  final Index<String, Handover.Key, Handover> byEndpoint =
      handovers.index("endpoint", String.class, Handover::endpoint);
  final Table<Handover.Due, Handover.Due> due =
      table("due", Handover.Due.class, Handover.Due.class).in(JOURNAL);
  final Table<Handover.Line, Handover.Line> lines =
      table("line", Handover.Line.class, Handover.Line.class).in(JOURNAL);
  final Table<String, Lane> lanes = table("lane", String.class, Lane.class).in(JOURNAL);
  final Table<Attempt.Key, Attempt> attempts =
      table("attempt", Attempt.Key.class, Attempt.class).in(JOURNAL);

  final Table<String, Person> people =
      table("person", String.class, Person.class).absent(NO_SUCH_PERSON);
  final Index<Integer, String, Person> byN = people.index("n", Integer.class, Person::n);
  final Table<Crowd.Key, Crowd> crowds = table("crowd", Crowd.Key.class, Crowd.class);
  final Table<String, Count> census = table("census", String.class, Count.class);
  final Table<String, Broadcast> broadcasts =
      table("broadcast", String.class, Broadcast.class).absent(NO_SUCH_BROADCAST);
  final Table<String, Progress> progress =
      table("progress", String.class, Progress.class).in(JOURNAL);
  final Table<Chunk.Key, Chunk> chunks = table("chunk", Chunk.Key.class, Chunk.class).in(JOURNAL);
  final Table<Chunk.Key, Chunk.Key> waiting =
      table("waiting", Chunk.Key.class, Chunk.Key.class).in(JOURNAL);

  final Table<Telling.Key, Telling> tellings =
      table("telling", Telling.Key.class, Telling.class).in(JOURNAL);

  final Table<String, TopicMail> topicMails =
      table("topicMail", String.class, TopicMail.class).in(JOURNAL);

  NotificationTables(Duration keep) {
    this.keep = keep;
  }

  private static String file(Message message) {
    return message.notice().attachment().flatMap(Notice.Attachment::file).orElse(null);
  }

  long count(String what) {
    return counts.find(what).map(Count::n).orElse(0L);
  }

  long latest() {
    return count(Count.MESSAGES);
  }

  List<Endpoint> endpoints() {
    return endpoints.scan(Span.of(), EndpointCommand.MOST).stream().map(Row::value).toList();
  }

  boolean enabled(String endpoint) {
    return endpoints.find(endpoint).map(Endpoint::enabled).orElse(false);
  }

  Lane lane(String endpoint) {
    return lanes.find(endpoint).orElse(Lane.idle(endpoint));
  }

  Lanes lanes() {
    return new Lanes(this);
  }

  /** Whether nothing more comes of it, or it never began. */
  boolean over(String message, String endpoint) {
    return handovers.find(new Handover.Key(message, endpoint)).map(Handover::over).orElse(true);
  }

  /** Some messages announced before then, the oldest first. */
  List<String> announced(Instant before, int most) {
    var old = byTime.page(Span.of().to(before), Page.first(most)).items();
    return old.stream().map(Announcement::id).takeWhile(this::still).toList();
  }

  /** Whether nobody is being told of it just now. */
  private boolean still(String message) {
    return handovers.scan(Span.of(message), EndpointCommand.MOST).stream()
        .noneMatch(row -> row.value().state() == Handover.State.SENDING);
  }

  Optional<Announcement> announcedFrom(Instant time) {
    return byTime.page(Span.of().from(time), Page.first(1)).items().stream().findFirst();
  }

  String lastAnnounced() {
    var last = announcements.scan(Span.of().backwards(), 1);
    return last.isEmpty() ? "" : last.get(0).key();
  }

  /** The message that waits for its time under this sequence. */
  Optional<Message> waiting(String topic, String sequence) {
    return bySequence.first(new Message.Sequence(topic, sequence));
  }

  /** Some messages that nobody is given any more, the oldest first. */
  List<Message.Key> expired(Instant now, int most) {
    var old = byExpiry.page(Span.of().to(now), Page.first(most));
    return old.items().stream().map(Message::key).toList();
  }

  /** Messages of a topic after the nth, in order, at most so many. */
  List<Message> after(String topic, long n, int most) {
    return messages.scan(Span.of(topic).from(n + 1), most).stream().map(Row::value).toList();
  }

  /** How many numbers people were given. */
  long people() {
    return census.find(Count.PEOPLE).map(Count::n).orElse(0L);
  }

  Crowds crowds() {
    return new Crowds(this);
  }

  /** Somebody who is not forgotten, or a refusal. */
  Person living(String id) {
    var person = people.require(id);
    if (person.forgotten()) throw NO_SUCH_PERSON.of(id);
    return person;
  }

  Person numbered(int n) {
    return byN.first(n).orElseThrow(() -> new IllegalStateException("nobody is number " + n));
  }

  Progress progress(String broadcast) {
    return progress
        .find(broadcast)
        .orElseGet(
            () ->
                Progress.of(
                    broadcast, broadcasts.find(broadcast).map(Broadcast::subject).orElse("")));
  }

  void keep(Chunk chunk) {
    chunks.put(chunk.key(), chunk);
    if (chunk.waits()) waiting.put(chunk.key(), chunk.key());
    else waiting.remove(chunk.key());
  }
}
