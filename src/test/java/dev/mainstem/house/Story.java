package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Given what happened, when something is asked, then this happens: a system's law without log,
 * doors or clock. After every step all that happened so far is replayed, journal after journal as a
 * house does it, and must give the same rows; and every command, event and answer met on the way
 * must survive being written and read. Owned by one thread.
 *
 * @param <S> the tables of the system
 */
public final class Story<S extends Tables> {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final Codec codec = new Codec();
  private final MapRows rows = new MapRows(codec);
  private final List<Commit<S>> commits = new ArrayList<>();
  private final Subsystem<S> system;
  private final Names names;
  private final S known;
  private Tenant tenant = Tenant.LOCAL;
  private Set<String> scopes = Set.of(Caller.OWNER);
  private Instant now = NOON;
  private long asked;

  /** One decision that had events. */
  private record Commit<S extends Tables>(String journal, Moment at, List<Event<S>> events) {}

  private Story(Subsystem<S> system) {
    this.system = system;
    this.names = new Names(system);
    this.known = system.tables();
    known.bind(rows);
  }

  public static <S extends Tables> Story<S> of(Subsystem<S> system) {
    return new Story<>(system);
  }

  /** What follows is seen and asked by this tenant. */
  public Story<S> in(String tenant) {
    this.tenant = new Tenant(tenant);
    return this;
  }

  /** What follows is asked with these scopes and no others. */
  public Story<S> holding(String... scopes) {
    this.scopes = Set.of(scopes);
    return this;
  }

  /** What follows happens so much later. */
  public Story<S> later(Duration by) {
    now = now.plus(by);
    return this;
  }

  /** These happened, one after the other. */
  @SafeVarargs
  public final Story<S> given(String caller, Event<S>... events) {
    for (var event : events) commit(moment(caller), List.of(event));
    return this;
  }

  /** This is asked now. */
  public <R> Told<S, R> when(String caller, Command<S, R> command) {
    survives(command.getClass(), command);
    var at = moment(caller);
    var before = rows.spelled();
    try {
      turn();
      Decision<R> decision = command.decide(known, at);
      assertEquals(before, rows.spelled(), "a rule changes nothing, it says what happened");
      commit(at, decision.events());
      R answer = decision.answer();
      if (answer != null) answerSurvives(command, answer);
      return new Told<>(this, decision.events(), answer, null);
    } catch (Refusal no) {
      assertEquals(before, rows.spelled(), "a refusal leaves no trace");
      return new Told<>(this, List.of(), null, no);
    }
  }

  /** Looks at what is known now. */
  public <R> R read(Function<S, R> look) {
    turn();
    return look.apply(known);
  }

  /** The nth id that the latest command could give away. */
  public Id lastId(int n) {
    return new Id(now.toEpochMilli() << 16, asked).child(n);
  }

  /** All rows there are. */
  public Map<String, String> spelled() {
    return rows.spelled();
  }

  private Moment moment(String caller) {
    var id = new Id(now.toEpochMilli() << 16, ++asked);
    return new Moment(now, tenant, new Caller(caller, scopes), id, Cause.begins(id, ""));
  }

  private void turn() {
    rows.turnTo(system.houseWide() ? Tenant.HOUSE : tenant);
  }

  private void commit(Moment at, List<? extends Event<?>> events) {
    if (events.isEmpty()) return;
    var journal = names.journalOf(events.get(0).getClass());
    var read = new ArrayList<Event<S>>();
    for (var event : events) {
      assertEquals(journal, names.journalOf(event.getClass()), "one decision, one journal");
      assertEquals(true, event.subjects().size() <= Event.MAX_SUBJECTS, "few subjects");
      read.add(asLogged(event));
    }
    commits.add(new Commit<>(journal, logged(at), read));
    apply(decided(journal, at, events), commits.size(), known, rows);
    assertEquals(rows.spelled(), replayed(), "a replay gives the same rows");
  }

  /** Applied as a writer does it: before anything is written, with sets in any order. */
  @SuppressWarnings("unchecked") // asLogged has looked whose they are
  private Commit<S> decided(String journal, Moment at, List<? extends Event<?>> events) {
    return new Commit<>(journal, at, events.stream().map(event -> (Event<S>) event).toList());
  }

  /** The log keeps a caller's name and none of the scopes. */
  private static Moment logged(Moment at) {
    var caller = Caller.named(at.caller().name());
    return new Moment(at.time(), at.tenant(), caller, at.id(), at.cause());
  }

  @SuppressWarnings("unchecked") // Names refuses events of other systems
  private Event<S> asLogged(Event<?> event) {
    survives(event.getClass(), event);
    var type = names.eventType(names.eventName(event.getClass()));
    return (Event<S>) codec.fromCbor(type, codec.toCbor(event));
  }

  private void survives(Class<?> type, Object record) {
    assertEquals(record, codec.fromCbor(type, codec.toCbor(record)), "survives CBOR");
    assertEquals(record, codec.fromJson(type, codec.toJson(record)), "survives JSON");
  }

  private void answerSurvives(Command<S, ?> command, Object answer) {
    var type = names.answerOf(command.getClass());
    assertEquals(answer, codec.fromCbor(type, codec.toCbor(answer)), "an answer survives CBOR");
    if (answer instanceof Record) survives(answer.getClass(), answer);
  }

  private void apply(Commit<S> commit, long revision, S known, MapRows rows) {
    rows.turnTo(system.houseWide() ? Tenant.HOUSE : commit.at().tenant());
    rows.begin(commit.journal(), revision);
    for (var event : commit.events()) event.applyTo(known, commit.at());
    rows.end();
  }

  private Map<String, String> replayed() {
    var fresh = new MapRows(codec);
    S again = system.tables();
    again.bind(fresh);
    for (var journal : system.events().keySet()) {
      for (int i = 0; i < commits.size(); i++) {
        var commit = commits.get(i);
        if (commit.journal().equals(journal.name())) apply(commit, i + 1, again, fresh);
      }
    }
    return fresh.spelled();
  }
}
