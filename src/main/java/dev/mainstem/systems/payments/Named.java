package dev.mainstem.systems.payments;

/** The id of the thing that has a name. */
record Named(String id) {}
