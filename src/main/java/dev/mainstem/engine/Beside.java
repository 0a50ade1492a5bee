package dev.mainstem.engine;

import dev.mainstem.store.Store;
import dev.mainstem.store.StoreSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empty tables beside the living ones, with writers that fold into them and decide nothing. What a
 * crash left of earlier ones is removed first. Owned by one thread.
 */
final class Beside implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

  private final Path directory;
  private final boolean kept;
  private final Store store;
  private final Map<String, Writer<?>> writers = new LinkedHashMap<>();

  /** Tables that are removed when closed; they have no past. */
  static Beside passing(Engine engine, Engine.Settings settings) {
    return new Beside(engine, settings, settings.data().resolve("beside"), false);
  }

  /** Tables that stay. */
  static Beside keeping(Engine engine, Engine.Settings settings, Path directory) {
    return new Beside(engine, settings, directory, true);
  }

  private Beside(Engine engine, Engine.Settings settings, Path directory, boolean kept) {
    this.directory = directory;
    this.kept = kept;
    Store.remove(directory);
    var at = new StoreSettings(directory, settings.cacheBytes(), () -> {}, kept);
    store = engine.store().beside(at, engine.systems());
    Outlet.Journals none =
        (journal, draft, attachment, after) -> {
          throw new IllegalStateException("nothing is decided here");
        };
    for (var system : engine.systems()) {
      writers.put(system.name(), engine.writer(system, store, none));
    }
  }

  Store store() {
    return store;
  }

  Map<String, Writer<?>> writers() {
    return writers;
  }

  @Override
  public void close() {
    try {
      store.close();
    } catch (Exception e) {
      LOG.warn("tables beside did not close well", e);
    }
    if (!kept) Store.remove(directory);
  }
}
