package dev.mainstem.engine;

import dev.mainstem.kernel.Command;
import java.util.function.Consumer;

/** A port: how reactions ask. {@link Bus} is one; a simulation has its own. */
public interface Asker {
  /**
   * Asks a system. Refuses with a problem of kind busy, and never blocks, when there is no room.
   *
   * @param answer called once, from any thread
   */
  void ask(String system, Command<?, ?> command, Terms terms, Consumer<Answer> answer);

  /** Who asks, why, and under which id. */
  record Terms(Asked.From from, Asked.Once once) {}
}
