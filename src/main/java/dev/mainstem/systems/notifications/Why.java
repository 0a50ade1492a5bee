package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.NO_SUCH_NOTIFICATION;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why somebody was told something, or was not.
 *
 * @param notification a broadcast's id, or that of what was told to one person
 * @param meant whether the person is in the audience
 * @param audience the expression that decided it, and what each of its terms says of the person;
 *     empty for what was told to one person
 * @param channels by channel, what has become of it: {@code waiting}, {@code held}, {@code
 *     sending}, {@code taken}, {@code failed}, or why it is not told there
 * @param decidedAt when that was decided; ask for the person as of then to see what they wanted
 * @param sentence the same for people
 */
public record Why(
    String notification,
    String person,
    String subject,
    boolean meant,
    Optional<String> audience,
    Map<String, Boolean> terms,
    Map<String, String> channels,
    Optional<Instant> heldUntil,
    Optional<Instant> decidedAt,
    String sentence) {
  private static final int LOOKED = 100;

  static Why of(NotificationTables known, Ask ask) {
    var person = known.people.require(ask.path("id"));
    if (ask.query("notification").isEmpty()) {
      return all(known, ask).items().stream()
          .findFirst()
          .orElseThrow(() -> NO_SUCH_NOTIFICATION.of("there is none"));
    }
    var id = ask.query("notification").get();
    var broadcast = known.broadcasts.find(id);
    if (broadcast.isPresent()) return of(known, person, broadcast.get());
    return known
        .tellings
        .find(new Telling.Key(person.id(), id))
        .map(Why::of)
        .orElseThrow(() -> NO_SUCH_NOTIFICATION.of(id));
  }

  /** What a person was told, or was not, the newest first. */
  static Page.Of<Why> all(NotificationTables known, Ask ask) {
    var person = known.people.require(ask.path("id"));
    var all = new ArrayList<Why>();
    known
        .tellings
        .scan(Span.of(person.id()).backwards(), LOOKED)
        .forEach(row -> all.add(of(row.value())));
    known
        .broadcasts
        .scan(Span.of().backwards(), LOOKED)
        .forEach(row -> all.add(of(known, person, row.value())));
    all.sort(Comparator.comparing(Why::notification).reversed());
    return new Page.Of<>(
        all.subList(0, Math.min(all.size(), ask.page().limit())), Optional.empty());
  }

  private static Why of(Telling telling) {
    return new Why(
        telling.id(),
        telling.person(),
        telling.subject(),
        true,
        Optional.empty(),
        Map.of(),
        telling.states(),
        telling.heldUntil(),
        Optional.of(telling.at()),
        "It was told to this person alone.");
  }

  private static Why of(NotificationTables known, Person person, Broadcast broadcast) {
    var key = new Chunk.Key(broadcast.id(), person.n() / Chunk.PEOPLE);
    var chunk = known.chunks.find(key);
    int bit = person.n() % Chunk.PEOPLE;
    boolean meant = chunk.filter(c -> c.matched().has(bit)).isPresent();
    var channels = new TreeMap<String, String>();
    if (meant)
      broadcast.channels().forEach(c -> channels.put(c.word(), state(chunk.get(), c, bit)));
    boolean decided = known.progress(broadcast.id()).next() > key.chunk();
    var held = chunk.stream().flatMap(c -> c.held().stream()).filter(h -> h.crowd().has(bit));
    return new Why(
        broadcast.id(),
        person.id(),
        broadcast.subject(),
        meant,
        Optional.of(broadcast.audience()),
        Audience.explain(broadcast.audience(), person.terms()),
        channels,
        held.map(Chunk.Hold::until).min(Comparator.naturalOrder()),
        chunk.map(Chunk::plannedAt),
        sentence(person, broadcast, meant, decided));
  }

  private static String sentence(
      Person person, Broadcast broadcast, boolean meant, boolean decided) {
    if (person.n() >= broadcast.people()) return "This person came after it was opened.";
    if (!decided) return "It is not decided yet whether this person is told.";
    if (!meant) return "This person was not in the audience when that was decided.";
    return "This person was in the audience when that was decided.";
  }

  private static String state(Chunk chunk, Channel channel, int bit) {
    var word = channel.word();
    for (var each :
        Map.of(
                "waiting", chunk.waiting(),
                "sending", chunk.sending(),
                "taken", chunk.taken(),
                "failed", chunk.failed())
            .entrySet()) {
      if (Chunk.in(each.getValue(), word).has(bit)) return each.getKey();
    }
    for (var hold : chunk.held()) {
      if (hold.channel().equals(word) && hold.crowd().has(bit)) return "held: " + hold.reason();
    }
    return chunk.skipped().entrySet().stream()
        .filter(each -> each.getKey().startsWith(word + "/") && each.getValue().has(bit))
        .map(each -> each.getKey().substring(word.length() + 1))
        .findFirst()
        .orElse("unknown");
  }
}
