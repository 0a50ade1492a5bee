package dev.mainstem.engine.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mainstem.codec.Codec;
import dev.mainstem.codec.Opening;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.store.Miss;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A key for each person, in a strongbox; the latest used are in memory. Safe for all threads. */
public final class Keystore implements Seals {
  static final String BOX = "people";
  private static final int MOST_IN_MEMORY = 50_000;
  private static final int BLIND_BYTES = 18;

  private final Strongboxes boxes;
  private final Forgotten forgotten;
  private final InstantSource clock;
  private final Codec codec = new Codec();
  private final byte[] blinding;
  private final Cache<String, byte[]> keys =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).executor(Runnable::run).build();
  private final Map<String, CompletableFuture<byte[]>> making = new ConcurrentHashMap<>();

  public Keystore(Path data, Strongboxes boxes, InstantSource clock) {
    this.boxes = boxes;
    this.forgotten = new Forgotten(data);
    this.clock = clock;
    this.blinding = boxes.derived("blind");
  }

  @Override
  public <C extends Command<?, ?>> CompletionStage<C> seal(Tenant tenant, C command) {
    if (!(command instanceof Personal personal) || !brings(command)) {
      return CompletableFuture.completedFuture(command);
    }
    var whom = whom(tenant, personal.whom());
    return key(whom).thenApply(key -> closed(command, whom, key));
  }

  /** Whether there is anything to seal: a key that seals nothing would cost a force of the disk. */
  private boolean brings(Command<?, ?> command) {
    var found = new boolean[1];
    codec.seal(
        (Record) command,
        plain -> {
          found[0] = true;
          return Sealed.boxed("", plain);
        });
    return found[0];
  }

  @SuppressWarnings("unchecked") // sealing gives the same kind of record
  private <C extends Command<?, ?>> C closed(C command, String whom, byte[] key) {
    return (C)
        codec.seal(
            (Record) command, plain -> Sealed.boxed(whom, boxes.cipher().close(key, whom, plain)));
  }

  /** Opens its files now, so that nobody has to wait for that later. */
  public Keystore opened() {
    persons();
    return this;
  }

  /** Opened by whoever needs it first: a house that is only looked after needs none. */
  private Strongboxes.Locked persons() {
    return boxes.locked(BOX);
  }

  private static String whom(Tenant tenant, String person) {
    return tenant.name() + "/" + person;
  }

  /** The person's key, made if there is none; one at a time for each person. */
  private CompletionStage<byte[]> key(String whom) {
    var known = keys.getIfPresent(whom);
    if (known != null) return CompletableFuture.completedFuture(known);
    var made = new CompletableFuture<byte[]>();
    var before = making.putIfAbsent(whom, made);
    if (before != null) return before;
    made.whenComplete((key, failed) -> making.remove(whom, made));
    persons()
        .look(whom)
        .whenComplete(
            (there, failed) -> {
              if (failed != null) made.completeExceptionally(failed);
              else if (there.isPresent()) done(made, whom, there.get());
              else make(made, whom);
            });
    return made;
  }

  private void make(CompletableFuture<byte[]> made, String whom) {
    var key = boxes.cipher().key();
    persons()
        .keep(whom, key)
        .whenComplete(
            (kept, failed) -> {
              if (failed == null) done(made, whom, key);
              else made.completeExceptionally(failed);
            });
  }

  private void done(CompletableFuture<byte[]> made, String whom, byte[] key) {
    keys.put(whom, key);
    persons()
        .look(whom)
        .whenComplete(
            (there, failed) -> {
              if (failed != null || there.isEmpty()) keys.invalidate(whom);
            });
    made.complete(key);
  }

  @Override
  public <T> Optional<T> open(Sealed<T> box, Class<T> type) {
    if (box.plain().isPresent()) return box.plain();
    return opened(box).map(plain -> codec.fromCbor(type, plain));
  }

  @Override
  public Opening opening(boolean memoryOnly) {
    if (!memoryOnly) return this::opened;
    return box -> {
      if (keys.getIfPresent(box.whom()) == null) throw Miss.MISS;
      return opened(box);
    };
  }

  private Optional<byte[]> opened(Sealed<?> box) {
    var key = keys.getIfPresent(box.whom());
    if (key == null) {
      key = persons().find(box.whom()).orElse(null);
      if (key == null || !remember(box.whom(), key)) return Optional.empty();
    }
    return Cipher.open(key, box.whom(), box.box());
  }

  /**
   * Keeps a key at hand that was found just now; whether it may still be used. Who is forgotten in
   * between must not be remembered here: a key is gone from its box before it is taken from memory,
   * so whoever puts it there looks once more.
   */
  boolean remember(String whom, byte[] key) {
    keys.put(whom, key);
    if (persons().find(whom).isPresent()) return true;
    keys.invalidate(whom);
    return false;
  }

  @Override
  public String blind(Tenant tenant, String purpose, String text) {
    var hash = Cipher.hash(blinding, tenant.name() + "\0" + purpose + "\0" + text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BLIND_BYTES));
  }

  @Override
  public byte[] blind(byte[] hash) {
    return Cipher.hash(blinding, hash);
  }

  @Override
  public CompletionStage<Void> forget(Tenant tenant, String person) {
    var whom = whom(tenant, person);
    return persons()
        .destroy(whom, () -> forgotten.add(persons().hash(whom), clock.instant()))
        .thenRun(() -> keys.invalidate(whom));
  }
}
