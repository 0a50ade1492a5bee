package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Restore;
import dev.mainstem.engine.Restore.Moment;
import dev.mainstem.engine.Stepped;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.JournalSpec;
import dev.mainstem.kernel.Position;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.log.RealDisk;
import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What was going on when a backup was made, or at the moment a house is taken back to: timers still
 * go off, what was asked is not asked twice, what was not is asked, and nothing is done to the
 * world outside without somebody having looked.
 */
class RestoredProcessTest {
  private static final Tenant OTHER = new Tenant("other");

  @TempDir private Path directory;
  private final Ship carrier = new Ship();
  private Stepped.Ground ground;
  private Stepped house;

  /** A carrier that answers when the test says so. */
  private static final class Ship implements Effect<Shop.Parcel> {
    private final List<CompletableFuture<Command<?, ?>>> open = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private boolean waits;

    @Override
    public CompletionStage<? extends Command<?, ?>> attempt(Shop.Parcel parcel, Attempt attempt) {
      orders.add(parcel.order());
      var answer = new CompletableFuture<Command<?, ?>>();
      if (!waits) answer.complete(new Shop.MarkShipped(parcel.order()));
      else open.add(answer);
      return answer;
    }
  }

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(directory.resolve("data"), new RealDisk());
    house = new Stepped(ground, systems());
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private List<Subsystem<?>> systems() {
    return List.of(new Wallet(), new Shop(carrier));
  }

  private void tell(Tenant tenant, String system, Command<?, ?> command) {
    house.ask(system, command, tenant, Optional.empty());
    house.settle();
  }

  private Shop.State state(Tenant tenant, String order) {
    var reader = Store.Reader.of(tenant);
    return house
        .engine()
        .store()
        .read(
            new Shop(carrier),
            reader,
            known -> known.orders.find(order).map(Shop.Order::state).orElse(null));
  }

  private Wallet.State held(Tenant tenant, String order) {
    return house
        .engine()
        .store()
        .read(
            new Wallet(),
            Store.Reader.of(tenant),
            known -> known.holds.find(order).map(Wallet.Held::state).orElse(null));
  }

  private long cents(Tenant tenant, String owner) {
    return house
        .engine()
        .store()
        .read(new Wallet(), Store.Reader.of(tenant), known -> known.cents(owner));
  }

  private long last() {
    return house.engine().journals().get(JournalSpec.MAIN).last();
  }

  private List<String> letters() {
    return house.engine().processes().deadLetters(100).stream().map(each -> each.line()).toList();
  }

  private void redrive() {
    house.engine().processes().deadLetters(100).forEach(house.engine().processes()::redrive);
    house.settle();
  }

  private void pass(Duration time) {
    house.nanos().addAndGet(time.toNanos());
    house.settle();
  }

  /** The house that comes out of a backup taken now takes this one's place. */
  private void restored(Optional<Moment> until, Optional<Tenant> tenant) throws Exception {
    var backup = directory.resolve("backup");
    house.engine().backup(new Backup.Wish(backup, 0)).run();
    house.close();
    var to = directory.resolve("restored");
    new Restore(new RealDisk(), systems(), new Restore.Wish(backup, to, until, tenant)).run();
    carrier.waits = false;
    carrier.orders.clear();
    ground = Stepped.Ground.on(to, new RealDisk()).at(ground).with(new RealDisk());
    house = new Stepped(ground, systems());
    house.settle();
    assertTrue(house.engine().verification().run().sound());
  }

  private static Optional<Moment> at(long position) {
    return Optional.of(new Moment.At(new Position(JournalSpec.MAIN, position)));
  }

  @Test
  void an_effect_under_way_when_the_backup_was_made_waits_for_somebody_to_look() throws Exception {
    carrier.waits = true;
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.PACKED, state(Stepped.TENANT, "o1"));
    restored(Optional.empty(), Optional.empty());
    pass(Duration.ofHours(1));
    assertEquals(List.of(), carrier.orders, "nobody ships twice unasked");
    assertEquals(List.of("ship"), letters());
    redrive();
    assertEquals(List.of("o1"), carrier.orders);
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    assertEquals(Wallet.State.TAKEN, held(Stepped.TENANT, "o1"));
    assertEquals(List.of(), letters());
  }

  @Test
  void what_was_done_by_then_is_neither_done_nor_asked_again() throws Exception {
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    pass(Duration.ofHours(1));
    long then = last();
    tell(Stepped.TENANT, "shop", new Shop.Buy("o2", "ann", 100));
    restored(at(then), Optional.empty());
    assertEquals(then, last(), "nothing happened because of it");
    assertEquals(List.of(), letters());
    assertEquals(List.of(), carrier.orders);
    pass(Duration.ofHours(1));
    assertEquals(then, last());
  }

  @Test
  void taken_back_to_the_middle_of_a_process_it_goes_on_from_there() throws Exception {
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    long before = last();
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    long bought = before + 1;
    restored(at(bought), Optional.empty());
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"), "held, packed and shipped anew");
    assertEquals(Wallet.State.TAKEN, held(Stepped.TENANT, "o1"));
    assertEquals(List.of("o1"), carrier.orders, "what is packed after the restore is news");
    assertEquals(300L, cents(Stepped.TENANT, "ann"), "and paid once");
  }

  @Test
  void a_timer_that_had_gone_off_since_goes_off_again_at_its_time() throws Exception {
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    var due = house.engine().processes().due(10);
    assertEquals(1, due.size());
    long then = last();
    long clock = house.nanos().get();
    pass(Duration.ofMinutes(20));
    assertEquals(List.of(), house.engine().processes().due(10));
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 1));
    house.nanos().set(clock);
    restored(at(then), Optional.empty());
    assertEquals(due, house.engine().processes().due(10));
    pass(Duration.ofMinutes(20));
    assertEquals(List.of(), house.engine().processes().due(10));
  }

  @Test
  void one_tenants_process_goes_on_from_the_moment_and_the_others_are_left_alone()
      throws Exception {
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    tell(OTHER, "wallet", new Wallet.Fund("bob", 500));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    long then = last();
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    carrier.waits = true;
    tell(OTHER, "shop", new Shop.Buy("p1", "bob", 200));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o2", "ann", 200));
    long end = last();
    restored(at(then), Optional.of(Stepped.TENANT));
    assertEquals(end, last(), "positions stay, and nothing is done anew");
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    assertEquals(null, state(Stepped.TENANT, "o2"));
    assertEquals(null, held(Stepped.TENANT, "o2"));
    assertEquals(Shop.State.PACKED, state(OTHER, "p1"));
    assertEquals(List.of(), carrier.orders);
    assertEquals(List.of("ship"), letters(), "p1 was on its way, o2 never was");
    tell(Stepped.TENANT, "shop", new Shop.Buy("o2", "ann", 300));
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o2"));
  }

  @Test
  void one_tenant_taken_back_to_the_middle_of_a_process_goes_on_from_there() throws Exception {
    tell(Stepped.TENANT, "wallet", new Wallet.Fund("ann", 500));
    tell(Stepped.TENANT, "shop", new Shop.Buy("o1", "ann", 200));
    long shipped = last();
    tell(OTHER, "wallet", new Wallet.Fund("bob", 500));
    tell(OTHER, "shop", new Shop.Buy("p1", "bob", 200));
    long bought = position("shop.Bought");
    restored(at(bought), Optional.of(Stepped.TENANT));
    assertTrue(shipped > bought);
    assertEquals(Shop.State.SHIPPED, state(Stepped.TENANT, "o1"));
    assertEquals(300L, cents(Stepped.TENANT, "ann"));
    assertEquals(300L, cents(OTHER, "bob"));
    assertEquals(Shop.State.SHIPPED, state(OTHER, "p1"));
    assertEquals(List.of("o1"), carrier.orders);
  }

  private long position(String name) {
    try (var tail = house.engine().journals().get(JournalSpec.MAIN).tail(0)) {
      for (var frame = tail.next(); ; frame = tail.next()) {
        if (frame.names().contains(name)) return frame.first();
      }
    }
  }
}
