/**
 * What must be forgotten one day, and what must never be read from the log: keys of persons and
 * other small secrets, in a store of its own beside the log.
 *
 * <p>Decision (2026-11): personal fields are encrypted with a key for each person, and forgetting
 * destroys the key. The log stays append-only and verifiable, backups and earlier moments forget
 * too. Price: nothing can be searched or sorted by a sealed value except for equality, by its keyed
 * hash; a lost keystore loses all personal fields, so it belongs into every backup.
 */
package dev.mainstem.engine.keys;
