package dev.mainstem.engine.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tables;
import dev.mainstem.kernel.Tenant;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is forgotten is forgotten in memory, too. */
class KeystoreTest {
  private static final Tenant ACME = new Tenant("acme");

  @TempDir private Path data;
  private Strongboxes boxes;
  private Keystore keys;

  /** Says something of somebody. */
  record Say(String id, Sealed<String> name) implements Command<Tables, Void>, Personal {
    @Override
    public String whom() {
      return "guests/" + id;
    }

    @Override
    public Decision<Void> decide(Tables known, Moment at) {
      return Decision.unchanged();
    }
  }

  @BeforeEach
  void open() {
    var random = new SecureRandom();
    boxes = new Strongboxes(data.resolve("boxes"), new byte[32], random::nextBytes);
    keys = new Keystore(data, boxes, InstantSource.system());
  }

  @AfterEach
  void close() throws Exception {
    boxes.close();
  }

  private Sealed<String> sealed(String id, String name) throws Exception {
    var said = keys.seal(ACME, new Say(id, Sealed.of(name)));
    return said.toCompletableFuture().get(10, TimeUnit.SECONDS).name();
  }

  private void forget(String id) throws Exception {
    keys.forget(ACME, "guests/" + id).toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @Test
  void what_is_sealed_opens_until_its_person_is_forgotten() throws Exception {
    var ann = sealed("ann", "Ann");
    var bob = sealed("bob", "Bob");
    assertTrue(ann.plain().isEmpty());
    assertEquals(Optional.of("Ann"), keys.open(ann, String.class));
    forget("ann");
    assertEquals(Optional.empty(), keys.open(ann, String.class));
    assertEquals(Optional.of("Bob"), keys.open(bob, String.class));
  }

  /** It was read from the disk a moment before it was destroyed there. */
  @Test
  void a_key_that_was_found_before_its_person_was_forgotten_is_not_remembered_after()
      throws Exception {
    var ann = sealed("ann", "Ann");
    var found = boxes.locked(Keystore.BOX).find("acme/guests/ann").orElseThrow();
    forget("ann");
    assertFalse(keys.remember("acme/guests/ann", found));
    assertEquals(Optional.empty(), keys.open(ann, String.class));
  }
}
