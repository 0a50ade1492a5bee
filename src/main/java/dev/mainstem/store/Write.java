package dev.mainstem.store;

/**
 * One change of one row or index entry, as decided.
 *
 * @param space rows (claims among them) or index entries
 * @param key full key: table id, tenant, key bytes
 * @param after what it became
 * @param before what it was before the commit, or null if it was not there or is known already
 * @param shadowed what the overlay held for the key, or null: put back if the decision fails
 */
record Write(Space space, Bytes key, Stored after, Stored before, Stored shadowed) {
  /** The two kinds of keys that decisions change, each a column family. */
  enum Space {
    ROWS,
    INDEX
  }
}
