package dev.mainstem.engine;

import dev.mainstem.engine.keys.Strongboxes;
import dev.mainstem.log.Disk;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is outside the engine.
 *
 * @param random fills an array with bytes nobody can guess
 * @param strongboxes of the house, which belong into its backups and are closed with it
 */
public record World(
    Disk disk,
    InstantSource clock,
    Consumer<byte[]> random,
    Meter meter,
    Optional<Strongboxes> strongboxes) {
  /** Of a house without strongboxes. */
  public World(Disk disk, InstantSource clock, Consumer<byte[]> random, Meter meter) {
    this(disk, clock, random, meter, Optional.empty());
  }
}
