package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NotificationProblem.BAD_CHANNEL;

import dev.mainstem.kernel.Ask;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whom a broadcast would reach.
 *
 * @param people all there are
 * @param matched who is in the audience
 * @param now deliveries there and then, by channel
 * @param held deliveries after quiet hours, by channel
 * @param skipped who is not told, by {@code channel/reason}
 */
public record Estimate(
    long people,
    long matched,
    Map<String, Long> now,
    Map<String, Long> held,
    Map<String, Long> skipped) {
  static Estimate of(NotificationTables known, Ask ask, Instant now) {
    var audience = ask.query("audience").orElse(Person.EVERYONE);
    var channels = ask.query("channels").map(Estimate::channels).orElse(List.of(Channel.values()));
    var scope = ask.query("scope").orElse("news");
    boolean urgent = ask.query("urgent").filter("yes"::equals).isPresent();
    var plan = new Planning.Plan(Audience.parse(audience), scope, channels, urgent);
    int people = (int) known.people();
    var planning = new Planning(known, now);
    var all = new Estimate(people, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    for (int chunk = 0; chunk * Chunk.PEOPLE < people; chunk++) {
      var planned = planning.chunk(plan, "", chunk, people);
      if (planned != null) all = all.with(planned);
    }
    return all;
  }

  private static List<Channel> channels(String names) {
    try {
      return Stream.of(names.split(","))
          .map(name -> Channel.valueOf(name.strip().toUpperCase(Locale.ROOT)))
          .distinct()
          .toList();
    } catch (IllegalArgumentException e) {
      throw BAD_CHANNEL.at("/channels", names);
    }
  }

  private Estimate with(Chunk chunk) {
    chunk.waiting().forEach((channel, who) -> now.merge(channel, (long) who.size(), Long::sum));
    for (var hold : chunk.held()) {
      held.merge(hold.channel(), (long) hold.crowd().size(), Long::sum);
    }
    chunk.skipped().forEach((why, who) -> skipped.merge(why, (long) who.size(), Long::sum));
    return new Estimate(people, matched + chunk.matched().size(), now, held, skipped);
  }
}
