package dev.mainstem.systems.payments;

/**
 * That somebody must prove who they are.
 *
 * @param about the intent or setup
 * @param charge the attempt that asked for it; the setup itself for one
 */
record Challenge(String about, String charge) {}
