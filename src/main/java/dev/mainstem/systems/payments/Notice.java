package dev.mainstem.systems.payments;

import java.time.Instant;

/**
 * That something happened which clients are told, {@code evt_…}. What it was like then is read from
 * the tables as of then.
 *
 * @param object the thing's id
 */
record Notice(String id, Happening what, String object, Instant at) {}
