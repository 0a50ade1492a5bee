package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Names;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Cause;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Id;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A system told as a story: given what happened, when somebody asks, then this and nothing else
 * happens. After every step the whole story is told again to empty tables, from the bytes of its
 * events, and must end in the same place.
 */
public final class Story<S extends Tables> {
  private final Subsystem<S> system;
  private final Codec codec = new Codec();
  private final Names names;
  private final MapRows rows = new MapRows();
  private final S known;
  private final List<Told> told = new ArrayList<>();
  private Tenant tenant = Tenant.LOCAL;
  private Instant time = Instant.parse("2026-03-01T12:00:00Z");
  private Refusal refused;
  private List<Event<?>> happened = List.of();
  private Object answer;

  private record Told(Moment at, Class<?> type, byte[] event) {}

  private Story(Subsystem<S> system) {
    this.system = system;
    this.names = new Names(system);
    this.known = system.tables();
    known.bind(rows);
  }

  public static <S extends Tables> Story<S> of(Subsystem<S> system) {
    return new Story<>(system);
  }

  /** From here on it is this tenant that asks. */
  public Story<S> in(String tenant) {
    this.tenant = new Tenant(tenant);
    return this;
  }

  /** So much time passes. */
  public Story<S> later(java.time.Duration passed) {
    time = time.plus(passed);
    return this;
  }

  @SafeVarargs
  public final Story<S> given(String who, Event<S>... events) {
    var at = moment(who, Set.of());
    for (var event : events) apply(event, at);
    return this;
  }

  public Story<S> when(String who, Command<S, ?> command) {
    return when(who, Set.of(Caller.OWNER), command);
  }

  /** Somebody with just these scopes asks. */
  public Story<S> when(String who, Set<String> scopes, Command<S, ?> command) {
    var at = moment(who, scopes);
    refused = null;
    happened = List.of();
    answer = null;
    try {
      var decision = command.decide(turned(at), at);
      happened = decision.events();
      for (var event : happened) apply(typed(event), at);
      turned(at);
      answer = decision.answer();
      if (answer != null) readBack(command);
    } catch (Refusal no) {
      refused = no;
    }
    retell();
    return this;
  }

  /** What is remembered of an answer must answer the same. */
  private void readBack(Command<S, ?> command) {
    var again = codec.fromCbor(names.answerOf(command.getClass()), codec.toCbor(answer));
    assertEquals(answer, again);
  }

  @SuppressWarnings("unchecked") // a system decides its own events
  private Event<S> typed(Event<?> event) {
    return (Event<S>) event;
  }

  private Moment moment(String who, Set<String> scopes) {
    var id = new Id(time.toEpochMilli() << 16, told.size() * 1_000L + 7);
    return new Moment(time, tenant, new Caller(who, scopes), id, Cause.begins(id, ""));
  }

  private S turned(Moment at) {
    rows.of(system.houseWide() ? Tenant.HOUSE : at.tenant());
    return known;
  }

  private void apply(Event<S> event, Moment at) {
    told.add(new Told(at, event.getClass(), codec.toCbor(event)));
    event.applyTo(turned(at), at);
  }

  private void retell() {
    var fresh = new MapRows();
    S again = system.tables();
    again.bind(fresh);
    for (var each : told) {
      fresh.of(system.houseWide() ? Tenant.HOUSE : each.at().tenant());
      typed((Event<?>) codec.fromCbor(each.type(), each.event())).applyTo(again, each.at());
    }
    assertEquals(rows.dump(), fresh.dump(), "a replay ends elsewhere");
  }

  public Story<S> happened(Event<?>... events) {
    assertNull(refused, () -> "refused: " + refused);
    assertEquals(List.of(events), happened);
    return this;
  }

  public Story<S> happened(Class<?>... events) {
    assertNull(refused, () -> "refused: " + refused);
    assertEquals(List.of(events), happened.stream().<Class<?>>map(Object::getClass).toList());
    return this;
  }

  public Story<S> unchanged() {
    assertNull(refused, () -> "refused: " + refused);
    assertEquals(List.of(), happened);
    return this;
  }

  public Story<S> refused(String problem) {
    assertNotNull(refused, () -> "not refused; happened: " + happened);
    assertEquals(problem, refused.problem().name());
    assertEquals(List.of(), happened);
    return this;
  }

  public <R> Story<S> answered(Class<R> type, Consumer<R> check) {
    check.accept(assertInstanceOf(type, answer));
    return this;
  }
}
