package dev.mainstem.house;

import java.util.ArrayList;
import java.util.List;

/** Several clients wish for one slug at once. Safe for all threads. */
final class CrashRace {
  private final String slug;
  private final List<String> asked = new ArrayList<>();
  private final List<String> won = new ArrayList<>();
  private boolean lost;

  CrashRace(String slug) {
    this.slug = slug;
  }

  String slug() {
    return slug;
  }

  synchronized void asks(String target) {
    asked.add(target);
  }

  synchronized void told(String target, int status) {
    if (status == 201) won.add(target);
    else if (status == 409) lost = true;
    else throw new AssertionError(slug + " was answered " + status);
  }

  /** Whether this target, or none, contradicts nothing anybody was told. */
  synchronized boolean leadsTo(String target) {
    if (won.size() > 1) return false;
    if (!won.isEmpty()) return won.get(0).equals(target);
    return target == null ? !lost : asked.contains(target);
  }

  @Override
  public synchronized String toString() {
    return slug + " asked by " + asked + ", won by " + won + (lost ? ", lost by others" : "");
  }
}
