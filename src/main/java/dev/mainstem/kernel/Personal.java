package dev.mainstem.kernel;

/** A command with {@link Sealed} components, and whose they are: the door seals them with that. */
public interface Personal {
  /** The person, as their system names them: the same name is given when they are forgotten. */
  String whom();
}
