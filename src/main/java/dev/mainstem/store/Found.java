package dev.mainstem.store;

/**
 * An entry met by a scan.
 *
 * @param key full store key
 * @param stored the version seen; null in a scan of index entries
 */
record Found(byte[] key, Stored stored) {}
