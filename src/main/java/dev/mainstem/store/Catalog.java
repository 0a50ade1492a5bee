package dev.mainstem.store;

/** Gives each table, index and claim of the house a two-byte id, once and for ever. */
interface Catalog {
  /** The id of this name, made if need be. */
  byte[] id(String name);
}
