package dev.mainstem.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.engine.Stepped;
import dev.mainstem.house.Till;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener by name promises: it hears all that others do, once, and never itself. */
class OverhearTest {
  @TempDir private Path directory;
  private final Gazette gazette = new Gazette("*");
  private Stepped.Ground ground;
  private Stepped house;

  @BeforeEach
  void open() {
    ground = Stepped.Ground.on(directory, new FaultyDisk(7));
    house = house(gazette);
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private Stepped house(Subsystem<?>... more) {
    var all = new ArrayList<Subsystem<?>>(List.of(more));
    all.add(new Wallet());
    all.add(
        new Shop(
            (parcel, attempt) ->
                CompletableFuture.completedFuture(new Shop.MarkShipped(parcel.order()))));
    return new Stepped(ground, all);
  }

  private List<Gazette.Column> columns() {
    return house
        .engine()
        .store()
        .read(
            gazette,
            Store.Reader.of(Stepped.TENANT),
            known -> known.columns.page(Span.of(), Page.first(Page.MAX)).items());
  }

  private List<String> names() {
    return columns().stream().map(Gazette.Column::name).toList();
  }

  @Test
  void it_hears_every_system_by_name_as_trees() {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    var first = columns().get(0);
    assertEquals("wallet.Funded", first.name());
    assertTrue(first.text().startsWith("test {"), first.text());
    assertTrue(first.text().contains("owner=ann") && first.text().contains("cents=500"));
    house.settled("shop", new Shop.Buy("o1", "ann", 200));
    assertTrue(names().containsAll(List.of("shop.Bought", "wallet.WasHeld", "shop.Shipped")));
    var bought = columns().stream().filter(c -> c.name().equals("shop.Bought")).findFirst();
    assertEquals("[shop/o1]", bought.orElseThrow().about());
  }

  @Test
  void it_hears_neither_itself_nor_what_it_caused() {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    // Printing paid the printer, and that is not printed again, or it would go on for ever.
    assertEquals(List.of("wallet.Funded", "shop.WasGreeted"), names());
  }

  @Test
  void it_may_listen_to_one_system_only() throws Exception {
    house.close();
    house = house(new Gazette("shop.*"));
    house.settled("wallet", new Wallet.Fund("ann", 500));
    assertEquals(List.of("shop.WasGreeted"), names());
  }

  @Test
  void what_was_printed_is_not_printed_again_after_a_restart() throws Exception {
    house.settled("wallet", new Wallet.Fund("ann", 500));
    int before = columns().size();
    house.close();
    house = house(gazette);
    house.settle();
    assertEquals(before, columns().size());
  }

  @Test
  void a_journal_it_begins_to_hear_is_heard_from_then_on() throws Exception {
    house.close();
    house = house(new Gazette("wallet.*"), new Till());
    house.settled("till", new Till.LookIn(1));
    house.close();
    house = house(gazette, new Till());
    house.settle();
    assertEquals(List.of(), names());
    house.settled("till", new Till.LookIn(2));
    assertEquals(List.of("till.Looked"), names());
  }
}
