package dev.mainstem.simulation;

import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.HouseProblem;
import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Row;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.Frame;
import dev.mainstem.store.Store;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Who asks from outside: with an id and without, again, the same id for something else, only if a
 * row is still what it was, and once in a while so that the house meets a bug. Checks whatever is
 * answered. Owned by one thread.
 */
final class Clients {
  private static final int IDS = 40;
  private static final Caller OWNER = new Caller("owner", Set.of(Caller.OWNER));
  private static final Caller GUEST = new Caller("guest", Set.of("links:read"));

  private final SplittableRandom random;
  private final Model model;
  private final List<Tenant> tenants;
  private final Map<String, Wishes> wishes = new LinkedHashMap<>();
  private final List<Asking> named = new ArrayList<>();
  private final Set<Asking> open = new LinkedHashSet<>();
  private House house;
  private long told;
  private long refused;

  /** A question on its way. */
  private static final class Asking {
    private final String system;
    private Asked<?, ?> asked;

    Asking(String system) {
      this.system = system;
    }
  }

  Clients(SplittableRandom random, Model model, List<Tenant> tenants) {
    this.random = random;
    this.model = model;
    this.tenants = tenants;
  }

  /** From now on they ask this house. */
  void ask(House house) {
    this.house = house;
    for (var system : house.systems()) {
      var own = Seasoning.of(system.name());
      var made = new Wishes(random.split(), model.codec(), own, house::wall);
      wishes.put(system.name(), made.of(system.commands()));
    }
  }

  long told() {
    return told;
  }

  long refused() {
    return refused;
  }

  /** Asks anything of anyone; tells what. */
  String ask() {
    if (!named.isEmpty() && random.nextInt(8) == 0) return again();
    var systems = house.systems();
    var system = systems.get(random.nextInt(systems.size()));
    var command = wishes.get(system.name()).any();
    if (command.isEmpty()) return "nothing";
    var from = from(system);
    var id =
        random.nextBoolean() ? Optional.of("id-" + random.nextInt(IDS)) : Optional.<String>empty();
    return send(system, command.get(), from, id);
  }

  /** What belongs to the house is mostly asked by its operator. */
  private Asked.From from(Subsystem<?> system) {
    boolean operator = system.houseWide() && random.nextInt(4) > 0;
    var tenant = operator ? Tenant.LOCAL : tenants.get(random.nextInt(tenants.size()));
    return Asked.From.outside(tenant, random.nextInt(12) == 0 ? GUEST : OWNER, "");
  }

  private String again() {
    var before = named.get(random.nextInt(named.size()));
    var id = before.asked.once().map(Asked.Once::id);
    return send(system(before.system), before.asked.command(), before.asked.from(), id);
  }

  /** Asks once more whatever was answered under an id; nobody may have to be told anything new. */
  void askAgain(Book book) {
    for (var each : List.copyOf(named)) {
      if (book.answered(each.system, each.asked, now()).isEmpty()) continue;
      var before = each.asked;
      var asking = new Asking(each.system);
      var letter = new Letter(before.command(), before.from(), before.once(), Asked.Guard.none());
      asking.asked = letter.asked(answer -> known(asking, answer));
      open.add(asking);
      house.stepped().ask(each.system, asking.asked);
    }
  }

  private Instant now() {
    return model.now().isAfter(house.wall()) ? model.now() : house.wall();
  }

  private void known(Asking asking, Answer answer) {
    told(asking, answer);
    boolean known =
        answer instanceof Answer.Done done
            ? done.again()
            : List.of(HouseProblem.ID_REUSED, HouseProblem.BUSY)
                .contains(((Answer.Refused) answer).problem());
    Broken.unless(known, () -> asking.asked + " was answered before, and now " + answer);
  }

  private Subsystem<?> system(String name) {
    return house.systems().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private String send(
      Subsystem<?> system, Command<?, ?> command, Asked.From from, Optional<String> id) {
    var asking = new Asking(system.name());
    var once = id.map(each -> new Asked.Once(each, hash(command)));
    var letter = new Letter(command, from, once, guard(system, from.tenant()));
    asking.asked = letter.asked(answer -> told(asking, answer));
    open.add(asking);
    if (id.isPresent()) named.add(asking);
    house.stepped().ask(system.name(), asking.asked);
    return from.tenant() + " asks " + command + id.map(each -> " as " + each).orElse("");
  }

  /** What is asked of one system, but for who is told. */
  private record Letter(
      Command<?, ?> command, Asked.From from, Optional<Asked.Once> once, Asked.Guard<?> guard) {
    @SuppressWarnings({"unchecked", "rawtypes"}) // wishes are of the system they are sent to
    Asked<?, ?> asked(Consumer<Answer> told) {
      return new Asked(command, from, once, guard, told);
    }
  }

  private byte[] hash(Command<?, ?> command) {
    var text = model.codec().toJson(command);
    return ByteBuffer.allocate(8).putInt(Arrays.hashCode(text)).putInt(text.length).array();
  }

  private Asked.Guard<?> guard(Subsystem<?> system, Tenant tenant) {
    int how = random.nextInt(40);
    if (how == 0) return known -> planted();
    return how < 5 ? unmoved(system, tenant) : Asked.Guard.none();
  }

  private static void planted() {
    throw new IllegalStateException("planted");
  }

  /** Only if some row is what readers see of it now, or is not there any more. */
  private <S extends Tables> Asked.Guard<S> unmoved(Subsystem<S> system, Tenant tenant) {
    int which = random.nextInt(system.tables().tables().size());
    var reader = Store.Reader.of(tenant);
    var rows = house.engine().store().read(system, reader, known -> some(known, which));
    if (rows.isEmpty()) return Asked.Guard.none();
    var row = rows.get(random.nextInt(rows.size()));
    long revision = row.revision() + (random.nextInt(4) == 0 ? 1 : 0);
    return known -> {
      if (revision(known.tables().get(which), row.key()) == revision) return;
      throw HouseProblem.STALE.of(row.key());
    };
  }

  private static List<? extends Row<?, ?>> some(Tables known, int which) {
    return known.tables().get(which).scan(Span.of(), Page.USUAL);
  }

  private static <K> long revision(Table<K, ?> table, Object key) {
    return table.requireRow(table.keyType().cast(key)).revision();
  }

  private void told(Asking asking, Answer answer) {
    Broken.unless(open.remove(asking), () -> asking.asked.command() + " was answered twice");
    if (house.dying()) return;
    if (answer instanceof Answer.Done done && done.again()) {
      again(asking, done);
    } else if (answer instanceof Answer.Done done) {
      told++;
      safe(asking, done);
      wishes.get(asking.system).learn(done.value());
    } else {
      refused(asking, (Answer.Refused) answer);
    }
  }

  /** Nobody is told what is not safe, nor what he could not read now. */
  private void safe(Asking asking, Answer.Done done) {
    followed(asking);
    if (done.position().isEmpty()) return;
    var at = done.position().get();
    var journal = house.engine().journals().get(at.journal());
    boolean soon = journal.spec().promise() == JournalSpec.Promise.SOON;
    Broken.unless(
        soon || journal.durable() >= at.number(), () -> "told before it was on disk: " + at);
    boolean shown = house.engine().store().visible(at.journal()) >= at.number();
    Broken.unless(shown, () -> "told before it can be read: " + at);
  }

  private void followed(Asking asking) {
    model.follow(house.engine());
    boolean followed = model.followed(asking.system, asking.asked);
    Broken.unless(followed, () -> "told before it was safe: " + asking.asked.command());
  }

  private void again(Asking asking, Answer.Done done) {
    var frame = remembered(asking).orElseThrow(() -> new Broken("never answered: " + done));
    var answer = frame.remembered().orElseThrow().answer();
    var value = done.value() == null ? new byte[0] : model.codec().toCbor(done.value());
    boolean same = Arrays.equals(value, answer) && frame.last() == done.position().get().number();
    Broken.unless(same && sameHash(asking, frame), () -> "answered otherwise before: " + done);
  }

  private Optional<Frame> remembered(Asking asking) {
    model.follow(house.engine());
    var tenant = asking.asked.from().tenant();
    return asking.asked.once().flatMap(o -> model.book().answered(asking.system, tenant, o.id()));
  }

  private static boolean sameHash(Asking asking, Frame frame) {
    return Arrays.equals(
        asking.asked.once().orElseThrow().hash(), frame.remembered().orElseThrow().bodyHash());
  }

  private void refused(Asking asking, Answer.Refused no) {
    refused++;
    if (no.problem().equals(HouseProblem.ID_REUSED)) {
      boolean other = remembered(asking).filter(frame -> !sameHash(asking, frame)).isPresent();
      Broken.unless(other, () -> "the id was not used for anything else: " + asking.asked);
    } else if (!no.system().equals(HouseProblem.HOUSE)) {
      followed(asking);
    }
  }

  /** The house is gone: whoever waited has been told at least that nobody knows. */
  void answered() {
    Broken.unless(open.isEmpty(), () -> "never answered: " + open.iterator().next().asked);
  }
}
