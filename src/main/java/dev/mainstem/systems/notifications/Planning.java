package dev.mainstem.systems.notifications;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides who of a chunk is told what, by bitmaps: a broadcast costs rows by its terms and the
 * blocks there are, and not by people. Reads tables and nothing else.
 */
final class Planning {
  private static final long QUARTER_S = 900;

  private final NotificationTables known;
  private final Instant now;

  Planning(NotificationTables known, Instant now) {
    this.known = known;
    this.now = now;
  }

  /** What is to be told to whom, as somebody asked for it. */
  record Plan(Audience audience, String scope, List<Channel> channels, boolean urgent) {
    static Plan of(Broadcast broadcast) {
      return new Plan(
          Audience.parse(broadcast.audience()),
          broadcast.scope(),
          broadcast.channels(),
          broadcast.urgent());
    }
  }

  /** Null if nobody of the chunk is meant. */
  Chunk chunk(Broadcast broadcast, int chunk) {
    return chunk(Plan.of(broadcast), broadcast.id(), chunk, broadcast.people());
  }

  Chunk chunk(Plan plan, String broadcast, int chunk, int people) {
    var making = new Making(plan);
    for (int i = 0; i < Chunk.BLOCKS; i++) {
      int block = chunk * Chunk.BLOCKS + i;
      int most = Math.min(Crowd.BLOCK, people - block * Crowd.BLOCK);
      if (most > 0) making.block(block, i * Crowd.BLOCK, most);
    }
    return making.matched.isEmpty() ? null : making.chunk(broadcast, chunk);
  }

  /** Who of these may be told on a channel now, as crowds of their chunk. */
  Crowd eligible(String scope, Channel channel, int chunk, Crowd of) {
    var all = new BitSet();
    for (int i = 0; i < Chunk.BLOCKS; i++) {
      int from = i * Crowd.BLOCK;
      var own = of.set().get(from, from + Crowd.BLOCK);
      if (own.isEmpty()) continue;
      int block = chunk * Chunk.BLOCKS + i;
      own.and(crowd(block, Person.on(channel)));
      own.andNot(crowd(block, Person.off(scope, channel)));
      own.andNot(crowd(block, Person.off("*", channel)));
      own.andNot(crowd(block, Person.suppressed(channel)));
      own.stream().forEach(bit -> all.set(from + bit));
    }
    return Crowd.of(all);
  }

  private BitSet crowd(int block, String term) {
    return known.crowds().of(block, term).set();
  }

  /** A chunk while its blocks are looked at, one after the other. */
  private final class Making {
    private final Plan plan;
    private final BitSet matched = new BitSet();
    private final Map<String, BitSet> waiting = new TreeMap<>();
    private final Map<String, BitSet> skipped = new TreeMap<>();
    private final Map<Instant, Map<String, BitSet>> held = new TreeMap<>();

    Making(Plan plan) {
      this.plan = plan;
    }

    void block(int block, int from, int most) {
      var meant = plan.audience().in(term -> crowd(block, term));
      meant.and(Crowds.all(most));
      if (meant.isEmpty()) return;
      add(matched, meant, from);
      var quiet = plan.urgent() ? Map.<Instant, BitSet>of() : quiet(block, meant);
      for (var channel : plan.channels()) {
        var left = (BitSet) meant.clone();
        refuse(channel, block, from, left);
        quiet.forEach((until, who) -> hold(until, channel, from, both(left, who)));
        quiet.values().forEach(left::andNot);
        if (!left.isEmpty()) add(of(waiting, channel.word()), left, from);
      }
    }

    private void refuse(Channel channel, int block, int from, BitSet left) {
      var without = (BitSet) left.clone();
      without.andNot(crowd(block, Person.on(channel)));
      drop(left, without, channel.word() + "/no-channel", from);
      var off = crowd(block, Person.off(plan.scope(), channel));
      off.or(crowd(block, Person.off("*", channel)));
      drop(left, off, channel.word() + "/switched-off", from);
      drop(left, crowd(block, Person.suppressed(channel)), channel.word() + "/suppressed", from);
    }

    private void hold(Instant until, Channel channel, int from, BitSet who) {
      if (who.isEmpty()) return;
      add(of(held.computeIfAbsent(until, u -> new TreeMap<>()), channel.word()), who, from);
    }

    private void drop(BitSet left, BitSet those, String reason, int from) {
      var dropped = both(left, those);
      left.andNot(dropped);
      if (!dropped.isEmpty()) add(of(skipped, reason), dropped, from);
    }

    private BitSet both(BitSet one, BitSet other) {
      var both = (BitSet) one.clone();
      both.and(other);
      return both;
    }

    private BitSet of(Map<String, BitSet> sets, String name) {
      return sets.computeIfAbsent(name, n -> new BitSet());
    }

    /** Who is quiet now, by when that is over, in steps of a quarter of an hour. */
    private Map<Instant, BitSet> quiet(int block, BitSet meant) {
      var quiet = new TreeMap<Instant, BitSet>();
      for (var term : known.crowds().terms(block, Person.QUIET)) {
        var until = Quiet.until(term, now);
        if (until.isEmpty()) continue;
        long second = until.get().getEpochSecond();
        var rounded = Instant.ofEpochSecond((second + QUARTER_S - 1) / QUARTER_S * QUARTER_S);
        var who = crowd(block, term);
        who.and(meant);
        if (!who.isEmpty()) quiet.computeIfAbsent(rounded, r -> new BitSet()).or(who);
      }
      return quiet;
    }

    private void add(BitSet to, BitSet what, int from) {
      what.stream().forEach(bit -> to.set(from + bit));
    }

    Chunk chunk(String broadcast, int chunk) {
      var holds = new ArrayList<Chunk.Hold>();
      held.forEach(
          (until, by) ->
              by.forEach(
                  (word, who) ->
                      holds.add(new Chunk.Hold(until, word, Crowd.of(who), "quiet", 0))));
      return new Chunk(
          broadcast,
          chunk,
          Crowd.of(matched),
          crowds(waiting),
          holds,
          Map.of(),
          Map.of(),
          Map.of(),
          crowds(skipped),
          0,
          now);
    }

    private Map<String, Crowd> crowds(Map<String, BitSet> sets) {
      var crowds = new TreeMap<String, Crowd>();
      sets.forEach((name, set) -> crowds.put(name, Crowd.of(set)));
      return crowds;
    }
  }
}
