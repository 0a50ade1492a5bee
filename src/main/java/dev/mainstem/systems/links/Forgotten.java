package dev.mainstem.systems.links;

/** A generation of a link's visits that nobody sees any more and that is still being cleared. */
record Forgotten(LinkKey link, long generation) {}
