package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.engine.Commands;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Refusal;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.store.Miss;
import dev.mainstem.store.Store;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Answers from this node's own tables and writers. Safe for all threads. */
final class Own implements Origin {
  private static final byte[] NOTHING = {};

  private final Rooms rooms;
  private final Paths<Line<?>> paths;

  /** What a read showed, and the position it is true for. */
  private record Found(long position, Object value) {}

  Own(Rooms rooms, Paths<Line<?>> paths) {
    this.rooms = rooms;
    this.paths = paths;
  }

  @Override
  public Future<Optional<Who>> who(HttpServerRequest request) {
    return rooms.readers().read(memoryOnly -> rooms.credentials().of(request, memoryOnly));
  }

  @Override
  public <S extends Tables> Future<Answer> ask(
      Subsystem<S> system, Command<S, ?> command, Commands.Terms terms) {
    Asked.Guard<S> guard =
        terms.condition().isEmpty()
            ? Asked.Guard.none()
            : guard(system, terms.condition().get(), terms.from());
    var asked = new Bus.Terms<>(terms.from(), terms.once(), guard);
    return rooms.works().bus().ask(system.name(), command, asked);
  }

  /** If-Match is checked by the writer, against what the read of the same path would show. */
  private <S extends Tables> Asked.Guard<S> guard(
      Subsystem<S> system, Asked.Condition condition, Asked.From from) {
    var match = paths.find(condition.path());
    var line = match.line(HttpMethod.GET);
    if (line == null || line.system() != system) throw HouseProblem.NOT_UNDERSTOOD.refusal();
    if (!(line.deed() instanceof Line.Reads<?>)) throw HouseProblem.NOT_UNDERSTOOD.refusal();
    @SuppressWarnings("unchecked") // the line is of this system
    var read = ((Line.Reads<S>) line.deed()).read();
    var who = new Who(from.tenant(), from.caller());
    var page = Page.first(Page.USUAL);
    var ask = new Asking(who, match.named(line), condition.query(), page);
    var wanted = condition.wanted();
    return known -> {
      if (read.read(known, ask) instanceof Row<?, ?> row && Etags.matches(wanted, row.revision())) {
        return;
      }
      throw HouseProblem.STALE.of(wanted);
    };
  }

  @Override
  public <S extends Tables> Future<Seen> read(Inquiry<S> inquiry) {
    var late = AtLeast.wanted(inquiry.words().atLeast(), rooms.works());
    if (late.isEmpty()) return readNow(inquiry);
    return AtLeast.reached(late.get(), rooms.works()).compose(reached -> readNow(inquiry));
  }

  private <S extends Tables> Future<Seen> readNow(Inquiry<S> inquiry) {
    var found =
        inquiry.line().deed() instanceof Line.Reads<S> reads
            ? found(inquiry, reads)
            : told(inquiry);
    return found.map(Seen::of).recover(why -> refused(inquiry.line().system(), why));
  }

  private <S extends Tables> Future<Seen.Sight> found(Inquiry<S> inquiry, Line.Reads<S> reads) {
    var store = rooms.works().store();
    // Taken before the snapshot: what is found is then true for this position or a later one.
    long visible = store.visible("main");
    var ask = inquiry.ask();
    return rooms
        .readers()
        .read(
            memoryOnly -> {
              var asOf = When.resolve(inquiry.queries().asOf(), rooms.works().engine(), memoryOnly);
              long shown = asOf.isEmpty() ? visible : asOf.get().position("main").orElse(visible);
              var reader = new Store.Reader(ask.tenant(), asOf, memoryOnly);
              var system = inquiry.line().system();
              var value = store.read(system, reader, known -> reads.read().read(known, ask));
              return sight(new Found(shown, value), inquiry.words().unless(), memoryOnly);
            });
  }

  /** A history is read from the log, with the caller's events only. */
  private <S extends Tables> Future<Seen.Sight> told(Inquiry<S> inquiry) {
    var ask = inquiry.ask();
    var subject = new Subject(inquiry.line().system().name(), ask.path().get("id"));
    long visible = rooms.works().store().visible("main");
    return rooms
        .readers()
        .read(
            memoryOnly -> {
              if (memoryOnly) throw Miss.MISS;
              var asOf = When.resolve(inquiry.queries().asOf(), rooms.works().engine(), false);
              var page = inquiry.queries().page();
              var value = rooms.histories().of(ask.tenant(), subject, page, asOf);
              return sight(new Found(visible, value), inquiry.words().unless(), false);
            });
  }

  private static Future<Seen> refused(Subsystem<?> system, Throwable why) {
    if (!(why instanceof Refusal no)) return Future.failedFuture(why);
    boolean house = HouseProblem.owns(no.problem());
    var whose = house ? HouseProblem.HOUSE : system.name();
    var pointer = no.pointer().orElse("");
    var refused = new Answer.Refused(whose, no.problem(), no.detail(), pointer);
    return Future.succeededFuture(Seen.of(refused));
  }

  private Seen.Sight sight(Found found, Optional<String> unless, boolean memoryOnly) {
    var value = found.value();
    if (value instanceof Row<?, ?> row) {
      var revision = Optional.of(row.revision());
      boolean same = Etags.matches(unless.orElse(null), row.revision());
      var json = same ? NOTHING : json(row.value(), memoryOnly);
      return new Seen.Sight(found.position(), revision, Optional.empty(), same, json);
    }
    var next = value instanceof Page.Of<?> page ? page.next() : Optional.<String>empty();
    var json = json(value instanceof Page.Of<?> page ? page.items() : value, memoryOnly);
    return new Seen.Sight(found.position(), Optional.empty(), next, false, json);
  }

  private byte[] json(Object value, boolean memoryOnly) {
    var works = rooms.works();
    return (memoryOnly ? works.quick() : works.codec()).toJson(value);
  }

  @Override
  public <S extends Tables> void stream(HttpServerRequest request, Line<S> line, Asking ask) {
    rooms.streams().open(request, line.system(), (Line.Streams<S, ?>) line.deed(), ask);
  }
}
