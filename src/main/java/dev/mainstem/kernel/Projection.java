package dev.mainstem.kernel;

import java.io.IOException;
import java.nio.file.Path;

/**
 * How a {@link View} of one tenant comes about. Owned by one thread.
 *
 * @param <P> what readers get
 */
public interface Projection<P> {
  /** Something happened; total and deterministic, like {@link Event#applyTo}. */
  void hear(Event<?> event, Moment at);

  /**
   * What it looks like now; must not change when more is heard. Asked once after each batch of
   * events.
   */
  P picture();

  /** Writes itself into an empty directory, which is thrown away if this fails. */
  void save(Path directory) throws IOException;

  /** Becomes what was saved there; called on an empty one, before anything is heard. */
  void load(Path directory) throws IOException;
}
