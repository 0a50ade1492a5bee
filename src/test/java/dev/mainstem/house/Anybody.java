package dev.mainstem.house;

import dev.mainstem.engine.Callers;
import java.util.Optional;

/** Whoever comes is the owner: the callers of a house nobody has issued a key for. */
public record Anybody() implements Callers {
  @Override
  public Optional<Who> byKey(String key, boolean memoryOnly) {
    return Optional.empty();
  }

  @Override
  public Optional<Who> byHash(String keyHash, boolean memoryOnly) {
    return Optional.empty();
  }

  @Override
  public String hash(String key) {
    return key;
  }

  @Override
  public boolean keysIssued(boolean memoryOnly) {
    return false;
  }
}
