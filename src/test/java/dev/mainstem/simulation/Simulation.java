package dev.mainstem.simulation;

import dev.mainstem.app.Index;
import dev.mainstem.codec.Codec;
import dev.mainstem.house.Till;
import dev.mainstem.kernel.Invariant;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.shop.Carrier;
import dev.mainstem.shop.Shop;
import dev.mainstem.shop.Wallet;
import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One seed: a house of several systems and tenants, a few lives long, on one thread. Whatever is
 * asked, in whatever order things are done, however it dies: all laws hold. Owned by one thread.
 */
final class Simulation {
  private static final List<Tenant> TENANTS =
      List.of(Tenant.LOCAL, new Tenant("acme"), new Tenant("zoo"));
  private static final long HOUR = 3_600_000_000_000L;
  private static final int LAST_STEPS = 25;
  private static final int MINUTES = 60;

  private final SplittableRandom random;
  private final Carrier carrier;
  private final Model model;
  private final House house;
  private final Clients clients;
  private final Letters letters;
  private final List<Follower> followers = new ArrayList<>();
  private final ArrayDeque<String> steps = new ArrayDeque<>();
  private long latestClock;

  /**
   * What came of a seed.
   *
   * @param fingerprint the same whenever this seed is run
   */
  record Outcome(String fingerprint, long told, long refused, long events) {}

  Simulation(long seed, Path directory, Codec codec) {
    random = new SplittableRandom(seed);
    carrier = new Carrier(random.nextLong());
    var systems = systems();
    model = new Model(codec, systems, TENANTS);
    house = new House(random.split(), directory, systems);
    clients = new Clients(random.split(), model, TENANTS);
    clients.ask(house);
    letters = new Letters(random.split(), model, house::wall);
  }

  /** Some of all systems; those that ask each other come together. */
  private List<Subsystem<?>> systems() {
    var groups = new ArrayList<List<Subsystem<?>>>();
    for (var each : Index.systems()) groups.add(List.of(each));
    groups.add(List.of(new Wallet(), new Shop(carrier)));
    groups.add(List.of(new Till()));
    var some = new ArrayList<Subsystem<?>>();
    for (var group : groups) if (random.nextInt(5) < 2) some.addAll(group);
    if (some.isEmpty()) groups.forEach(some::addAll);
    return some;
  }

  /** The last things that were done, for people. */
  List<String> steps() {
    return List.copyOf(steps);
  }

  private void note(String step) {
    if (steps.size() == LAST_STEPS) steps.poll();
    steps.add(step);
  }

  Outcome run() throws Exception {
    follow();
    for (int life = lives(); life > 0; life--) {
      faults();
      if (!open()) continue;
      live();
      end();
    }
    house.disk().sound();
    open();
    finish();
    long events = model.book().names().stream().mapToLong(model.book()::last).sum();
    return new Outcome(model.book().fingerprint(), clients.told(), clients.refused(), events);
  }

  /** One mostly: a life costs more than anything in it, and seeds differ more than lives do. */
  private int lives() {
    return 1 + random.nextInt(1 + random.nextInt(3));
  }

  private void follow() {
    for (var system : house.systems()) {
      for (var journal : system.events().keySet()) {
        var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
        followers.add(new Follower(journal.name(), tenant));
      }
    }
  }

  /** What is wrong with the disk in the next life, if anything. */
  private void faults() {
    int fault = random.nextInt(12);
    var disk = house.disk().sound();
    if (fault < 4) disk.powerFailsAfter(random.nextInt(150));
    if (fault == 4) disk.failWrite(1 + random.nextInt(60));
    if (fault == 5) disk.failForce(1 + random.nextInt(40));
    if (fault == 6) disk.usable((1L << 30) + random.nextInt(200_000));
    if (fault == 7) disk.usable((1L << 30) - 1);
    note("fault " + fault);
  }

  private boolean open() {
    if (!house.open(letters)) {
      note("opening failed");
      return false;
    }
    note("opened, broken: " + house.engine().broken());
    model.reborn(house.engine(), house.promised());
    if (house.engine().broken().isEmpty()) {
      model.compare(house.engine());
      model.lookBack(house.engine());
    }
    for (var each : followers) {
      each.forget(model.book());
      each.come(house.engine());
    }
    return true;
  }

  private void live() throws Exception {
    for (int n = 30 + random.nextInt(110); n > 0 && sound(); n--) step();
  }

  private boolean sound() {
    return house.engine().broken().isEmpty();
  }

  private void step() throws Exception {
    int what = random.nextInt(100);
    if (what < 25) note(clients.ask());
    else if (what < 42) note("log " + house.stepped().stepLog());
    else if (what < 58) note("tables " + house.stepped().stepTables());
    else if (what < 74) writer();
    else if (what < 82) note("letter " + letters.deliver());
    else if (what < 88) pass(random.nextLong(300_000_000L));
    else if (what < 91) pass(random.nextLong(4_000_000_000L));
    else rarely(what);
  }

  private void rarely(int what) throws Exception {
    if (what < 93) {
      clock();
    } else if (what < 95) {
      note("late answers");
      carrier.answerLate();
    } else if (what < 98) {
      follower();
    } else if (what < 99) {
      note("checkpoint");
      house.checkpoint();
    } else {
      rest();
    }
  }

  private void writer() {
    var system = house.systems().get(random.nextInt(house.systems().size())).name();
    note("writer of " + system + " " + house.stepped().stepWriter(system));
  }

  private void pass(long nanos) {
    note("time passes: " + nanos);
    house.pass(nanos);
  }

  /** The clock on the wall jumps, mostly by an hour, once in a while by more than a day. */
  private void clock() {
    long by = random.nextInt(10) == 0 ? 25 * HOUR : HOUR;
    long to = random.nextBoolean() ? house.clock() + by : house.clock() - HOUR;
    latestClock = Math.max(latestClock, to);
    note("the clock is turned to " + to);
    house.turnClock(to);
  }

  private void follower() throws Exception {
    var one = followers.get(random.nextInt(followers.size()));
    int how = random.nextInt(4);
    note("a follower " + how);
    if (how == 0) one.go();
    if (how < 2) one.come(house.engine());
    one.ready(how == 3 ? Long.MAX_VALUE : random.nextInt(4));
  }

  /** Everything comes to rest, and is looked at. */
  private void rest() {
    note("rest");
    for (var each : followers) each.ready(Long.MAX_VALUE);
    house.settle();
    if (!sound()) return;
    model.compare(house.engine());
    model.remember(random.nextInt(100));
    for (var each : followers) each.check(model.book(), false);
  }

  /** Things are asked and shown at the last moment, before any time passes. */
  private void hurry() {
    for (int n = 0; n < 5; n++) note(clients.ask());
    for (var system : house.systems()) house.stepped().stepWriter(system.name());
    house.stepped().stepLog();
    house.stepped().stepTables();
    note("in a hurry");
  }

  /** A life ends: closed, killed, or without power. */
  private void end() throws Exception {
    if (sound() && random.nextInt(3) == 0) rest();
    if (!sound()) house.settle();
    if (sound() && random.nextInt(2) == 0) hurry();
    int how = random.nextInt(4);
    note("ends " + how);
    if (how == 0 && sound()) house.close();
    else house.die(how > 1);
    carrier.forgotten();
    letters.lost();
    clients.answered();
    for (var each : followers) each.alone();
  }

  /** All faults are over: whatever was begun comes to its end, and everything is looked at. */
  private void finish() throws Exception {
    carrier.honest();
    house.turnClock(latestClock);
    house.settle();
    for (int n = 0; n < MINUTES && unfinished(); n++) {
      house.pass(60_000_000_000L);
      house.settle();
    }
    for (var each : followers) each.come(house.engine());
    clients.askAgain(model.follow(house.engine()));
    rest();
    Broken.unless(sound(), () -> "it broke without a fault: " + house.engine().broken());
    for (var each : followers) each.check(model.book(), true);
    model.lookBack(house.engine());
    for (int n = 0; n < 2; n++) lookBackAnywhere();
    for (var system : house.systems()) holds(system);
    laws();
    house.close();
  }

  private boolean unfinished() {
    var engine = house.engine();
    return !engine.processes().due(1).isEmpty()
        || house.systems().stream()
            .anyMatch(system -> engine.processes().unheard(system.name()) > 0);
  }

  private boolean processes() {
    return house.systems().stream().anyMatch(s -> s.name().equals("shop"));
  }

  private void lookBackAnywhere() {
    var positions = new HashMap<String, Long>();
    for (var name : model.book().names()) {
      if (random.nextBoolean()) positions.put(name, random.nextLong(model.book().last(name) + 1));
    }
    model.lookBack(house.engine(), positions);
  }

  private <S extends Tables> void holds(Subsystem<S> system) {
    for (var tenant : TENANTS) {
      for (Invariant<S> each : system.invariants()) {
        house
            .engine()
            .store()
            .read(system, Store.Reader.of(tenant), each.broken())
            .ifPresent(how -> Broken.unless(false, () -> each.says() + ": " + how));
      }
    }
    if (random.nextInt(16) > 0) return;
    var findings = house.engine().verification().run();
    Broken.unless(findings.sound(), findings::toString);
  }

  private void laws() {
    var laws = Laws.of(model.book(), model.codec());
    var dead = house.engine().processes().deadLetters(1);
    Broken.unless(dead.isEmpty(), () -> "given up: " + dead);
    if (processes()) laws.ended(carrier.shipped().values());
    Broken.unless(
        model.book().last(JournalSpec.MAIN)
            == house.engine().journals().get(JournalSpec.MAIN).last(),
        () -> "something is not visible");
  }
}
