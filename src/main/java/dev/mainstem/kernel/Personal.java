package dev.mainstem.kernel;

/**
 * A command that may bring {@link Sealed} values, all of one person: they are sealed with that
 * person's key before the rule sees them.
 */
public interface Personal {
  /**
   * The person, as their system names them, such as {@code notifications/p_7f3a}: the same name is
   * given when they are forgotten. It stands in the log for ever, so it says nothing about them.
   */
  String whom();
}
