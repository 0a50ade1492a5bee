package dev.mainstem.engine;

import dev.mainstem.kernel.Caller;
import dev.mainstem.kernel.Tenant;
import java.util.Optional;

/**
 * A port: tells doors who asks. Implemented by the tenants system. Answers come from published
 * tables; with {@code memoryOnly} a question that would touch the disk throws {@link
 * dev.mainstem.store.Miss} and is asked again on a reader thread.
 */
public interface Callers {
  /** A tenant, and who in it. */
  record Who(Tenant tenant, Caller caller) {
    /** The owner of a house nobody has issued a key for. */
    public static final Who LOCAL_OWNER =
        new Who(Tenant.LOCAL, new Caller("local", java.util.Set.of(Caller.OWNER)));
  }

  /** Who holds this key, if it is live. */
  Optional<Who> byKey(String key, boolean memoryOnly);

  /** Who holds the key with this hash, if it is live: for sessions that were given for a key. */
  Optional<Who> byHash(String keyHash, boolean memoryOnly);

  /** The hash under which a key is known. */
  String hash(String key);

  /** Whether any key was ever issued; until then, loopback is the local owner. */
  boolean keysIssued(boolean memoryOnly);
}
