package dev.mainstem.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.bank.Bank;
import dev.mainstem.bank.Transfers;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables made anew in many groups, of which one is folded while the next is applied. */
class RefoldingTest {
  private static final int ACCOUNTS = 1_000;
  private static final long EVENTS = 20_000;

  @TempDir private Path data;

  private static List<Long> cents(Engine engine) {
    var reader = Store.Reader.of(Tenant.LOCAL);
    return engine
        .store()
        .read(
            new Bank(),
            reader,
            bank -> {
              var all = new ArrayList<Long>();
              for (long i = 0; i < ACCOUNTS; i++) all.add(bank.account(i).cents());
              return all;
            });
  }

  /** Few accounts: what one group reads was mostly written by the one still being folded. */
  @Test
  void a_house_made_anew_from_its_log_knows_what_it_knew() throws Exception {
    List<Long> before;
    try (var bank = new Pipeline<>(data, new Bank())) {
      var transfers = new Transfers(ACCOUNTS, 0, 3);
      transfers.open(bank);
      while (bank.engine().journals().get("main").last() < EVENTS) {
        bank.run(256, 50_000_000, transfers::next);
      }
      before = cents(bank.engine());
    }
    Store.remove(data.resolve("tables"));
    try (var anew = new Pipeline<>(data, new Bank())) {
      assertEquals(before, cents(anew.engine()));
      var found = anew.engine().verification().run();
      assertTrue(found.sound(), () -> found.differences().toString());
    }
  }
}
