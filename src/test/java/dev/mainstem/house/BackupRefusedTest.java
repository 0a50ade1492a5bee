package dev.mainstem.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.app.Index;
import dev.mainstem.engine.Backup;
import dev.mainstem.engine.Stepped;
import dev.mainstem.log.Disk;
import dev.mainstem.log.FaultyDisk;
import dev.mainstem.log.RealDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that cannot be made, or is called off, leaves nothing behind. */
class BackupRefusedTest {
  @TempDir private Path directory;

  private Stepped house(Disk disk) throws IOException {
    Files.createDirectories(directory.resolve("data"));
    return new Stepped(Stepped.Ground.on(directory.resolve("data"), disk), List.of(new Till()));
  }

  private Backup backup(Stepped house, long bytesPerSecond) {
    var wish = new Backup.Wish(directory.resolve("backups/one"), bytesPerSecond);
    return house.engine().backup(wish);
  }

  private void nothingIsLeft() throws IOException {
    if (!Files.exists(directory.resolve("backups"))) return;
    try (var files = Files.list(directory.resolve("backups"))) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void it_is_not_begun_where_it_would_fill_the_disk() throws Exception {
    var disk = new FaultyDisk(1);
    try (var house = house(disk)) {
      house.settled("till", new Till.Pay(1, 1, 2, 10));
      disk.usable((1L << 30) + 1_000);
      var no = assertThrows(Backup.Refused.class, () -> backup(house, 0).check());
      assertTrue(no.getMessage().contains("too little room"), no.getMessage());
      assertThrows(Backup.Refused.class, () -> backup(house, 0).run());
      nothingIsLeft();
    }
  }

  @Test
  void called_off_it_ends_soon_and_another_can_be_made() throws Exception {
    try (var house = house(new RealDisk())) {
      house.settled("till", new Till.Pay(1, 1, 2, 10));
      var slow = backup(house, 1);
      var running = CompletableFuture.supplyAsync(slow::run);
      while (slow.progress().of() == 0) Thread.onSpinWait();
      slow.cancel();
      var why = assertThrows(CompletionException.class, running::join);
      assertInstanceOf(CancellationException.class, why.getCause());
      assertEquals(Backup.Phase.FAILED, slow.progress().phase());
      nothingIsLeft();
      assertTrue(backup(house, 0).run().positions().get("main") >= 2);
    }
  }

  @Test
  void a_house_that_does_not_run_is_copied_from_the_command_line() throws Exception {
    var data = directory.resolve("data").toString();
    var to = directory.resolve("copy");
    assertTrue(Index.complaint("backup", "--data", data, "--to", "" + to).contains("no log"));
    try (var house = house(new RealDisk())) {
      house.settled("till", new Till.Pay(1, 1, 2, 10));
    }
    var few =
        new String[] {"backup", "--data", data, "--to", "" + to, "--set", "disk.min-free-mb=0"};
    assertEquals("", Index.complaint(few));
    assertTrue(Files.exists(to.resolve("backup.json")));
    assertTrue(Index.complaint(few).contains("is not empty"));
    assertFalse(Files.exists(directory.resolve(".copy.partial")));
  }
}
