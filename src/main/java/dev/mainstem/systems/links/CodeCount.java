package dev.mainstem.systems.links;

/** The last counter a code was made of. */
record CodeCount(long last) {}
