package dev.mainstem.systems.links;

/** A tag that is in use, and by how many links. */
public record Tagged(String tag, long links) {}
