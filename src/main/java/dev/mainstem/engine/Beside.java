package dev.mainstem.engine;

import dev.mainstem.store.Store;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empty tables beside the living ones, in {@code DATA/beside}, with writers that fold into them and
 * decide nothing. Removed when closed; what a crash left of earlier ones is removed first. Owned by
 * one thread.
 */
final class Beside implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beside.class);

  private final Path directory;
  private final Store store;
  private final Map<String, Writer<?>> writers = new LinkedHashMap<>();

  Beside(Engine engine, Engine.Settings settings) {
    directory = settings.data().resolve("beside");
    Store.remove(directory);
    var at = new Store.Settings(directory, settings.cacheBytes(), () -> {});
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
    Store.remove(directory);
  }
}
