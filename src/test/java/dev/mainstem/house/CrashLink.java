package dev.mainstem.house;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What one client knows of one of its links. Owned by one thread at a time. */
final class CrashLink {
  private final Set<String> targets = new LinkedHashSet<>();
  private final List<Long> answeredAt = new ArrayList<>();
  private String slug = "";
  private boolean made;
  private boolean mayBeRetired;
  private boolean retired;
  private long visits;
  private long shown;

  CrashLink(String target) {
    targets.add(target);
  }

  void called(String slug) {
    this.slug = slug;
  }

  /** Its slug; empty text while it is to be generated. */
  String slug() {
    return slug;
  }

  /** It was asked to lead there. */
  void maybe(String target) {
    targets.add(target);
  }

  /** It was said to lead there. */
  void sure(String target) {
    made = true;
    targets.clear();
    targets.add(target);
  }

  void maybeRetired() {
    mayBeRetired = true;
  }

  void surelyRetired() {
    mayBeRetired = true;
    retired = true;
  }

  /** Whether somebody was told that it is there. */
  boolean made() {
    return made;
  }

  boolean retired() {
    return retired;
  }

  boolean mayBeRetired() {
    return mayBeRetired;
  }

  /** Whether this target, or none, contradicts nothing anybody was told. */
  boolean leadsTo(String target) {
    if (target == null) return mayBeRetired || !made;
    return !retired && targets.contains(target);
  }

  void follows() {
    visits++;
  }

  void followed(long nanos) {
    answeredAt.add(nanos);
  }

  /** Visits that were asked for, answered or not. */
  long visits() {
    return visits;
  }

  /** Visits that were answered before this time. */
  long answeredBefore(long nanos) {
    return answeredAt.stream().filter(at -> at - nanos < 0).count();
  }

  void shown(long clicks) {
    shown = Math.max(shown, clicks);
  }

  /** The most clicks anybody was shown. */
  long shown() {
    return shown;
  }

  @Override
  public String toString() {
    return "link '" + slug + "' to one of " + targets + (retired ? ", retired" : "");
  }
}
