package dev.mainstem.kernel;

/**
 * A row with its key and revision.
 *
 * @param key its key
 * @param value what is known
 * @param revision the position, in the table's journal, of the commit that last wrote it; 0 if that
 *     commit has no position yet
 */
public record Row<K, V>(K key, V value, long revision) {}
