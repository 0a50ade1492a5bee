package dev.mainstem.systems.checkout;

import java.time.Instant;

/**
 * Who is on the shop's list.
 *
 * @param hash keyed, of a mail address or its domain
 * @param note why, for people
 */
record Listed(String hash, String note, Instant since) {}
