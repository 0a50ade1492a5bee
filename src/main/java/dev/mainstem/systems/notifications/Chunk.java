package dev.mainstem.systems.notifications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * 5,000 people and what a broadcast has come to with them, a bit each. A delivery is one bit: its
 * id is made of broadcast, person and channel.
 *
 * @param matched who is in the audience
 * @param waiting by channel, who is to be told now
 * @param held who is told later, on some channel
 * @param sending by channel, of whom the outcome is not known yet
 * @param taken by channel, who was told
 * @param failed by channel, who could not be told
 * @param skipped by {@code channel/reason}, who is not told
 * @param rounds how often mails of it were to be tried again
 * @param plannedAt when all this was decided
 */
record Chunk(
    String broadcast,
    int chunk,
    Crowd matched,
    Map<String, Crowd> waiting,
    List<Hold> held,
    Map<String, Crowd> sending,
    Map<String, Crowd> taken,
    Map<String, Crowd> failed,
    Map<String, Crowd> skipped,
    int rounds,
    Instant plannedAt) {
  static final int BLOCKS = 5;
  static final int PEOPLE = BLOCKS * Crowd.BLOCK;

  record Key(String broadcast, int chunk) {}

  /**
   * Who is not told before a time.
   *
   * @param reason {@code quiet}, or {@code retry} after a failure that may pass
   * @param tries how often it failed
   */
  record Hold(Instant until, String channel, Crowd crowd, String reason, int tries) {}

  Key key() {
    return new Key(broadcast, chunk);
  }

  static Crowd in(Map<String, Crowd> crowds, String name) {
    return crowds.getOrDefault(name, Crowd.NOBODY);
  }

  private static Map<String, Crowd> with(Map<String, Crowd> crowds, String name, Crowd more) {
    var changed = new TreeMap<>(crowds);
    var all = in(crowds, name).with(more);
    if (!all.empty()) changed.put(name, all);
    return changed;
  }

  private static Map<String, Crowd> without(Map<String, Crowd> crowds, String name, Crowd less) {
    var changed = new TreeMap<>(crowds);
    var rest = in(crowds, name).without(less);
    if (rest.empty()) changed.remove(name);
    else changed.put(name, rest);
    return changed;
  }

  boolean waits() {
    return !waiting.isEmpty();
  }

  /** These were handed over, and are told or on their way; those were not, because of something. */
  Chunk handed(ChunkEvent.HandedOver event) {
    var channel = event.channel();
    var left = event.handed().with(event.late());
    boolean known = !channel.equals(Channel.EMAIL.word());
    return new Chunk(
        broadcast,
        chunk,
        matched,
        without(waiting, channel, left),
        held,
        known ? sending : with(sending, channel, event.handed()),
        known ? with(taken, channel, event.handed()) : taken,
        failed,
        with(skipped, channel + "/changed-since", event.late()),
        rounds,
        plannedAt);
  }

  Chunk returned(ChunkEvent.MailsReturned event) {
    var mail = Channel.EMAIL.word();
    var back = event.taken().with(event.failed()).with(event.later());
    var holds = new ArrayList<>(held);
    event.hold().ifPresent(holds::add);
    return new Chunk(
        broadcast,
        chunk,
        matched,
        waiting,
        holds,
        without(sending, mail, back),
        with(taken, mail, event.taken()),
        with(failed, mail, event.failed()),
        skipped,
        event.hold().isPresent() ? rounds + 1 : rounds,
        plannedAt);
  }

  Chunk released(Instant until) {
    var rest = new ArrayList<Hold>();
    var now = waiting;
    for (var hold : held) {
      if (hold.until().isAfter(until)) rest.add(hold);
      else now = with(now, hold.channel(), hold.crowd());
    }
    return new Chunk(
        broadcast, chunk, matched, now, rest, sending, taken, failed, skipped, rounds, plannedAt);
  }

  /** How often some of its mails were to be tried again. */
  int tries() {
    return rounds;
  }

  /** Somebody who is in more than one place on a channel; null if there is nobody. */
  String twice() {
    for (var channel : Channel.values()) {
      var word = channel.word();
      var seen = Crowd.NOBODY;
      var places = new ArrayList<Crowd>();
      for (var each : List.of(waiting, sending, taken, failed)) places.add(in(each, word));
      held.stream().filter(h -> h.channel().equals(word)).forEach(h -> places.add(h.crowd()));
      skipped.forEach((why, who) -> places.add(why.startsWith(word + "/") ? who : Crowd.NOBODY));
      for (var place : places) {
        if (!seen.and(place).empty()) return key() + " has " + seen.and(place) + " twice: " + word;
        seen = seen.with(place);
      }
      if (!seen.without(matched).empty()) return key() + " has " + seen.without(matched);
    }
    return null;
  }
}
