package dev.mainstem.store;

/**
 * One version of one row: decoded, with its place, and once folded also its bytes. Immutable but
 * for the bytes, which the folding thread sets once, before it publishes.
 */
final class Stored {
  /** In the overlay: the row was removed. Its place differs from commit to commit. */
  private final Object row;

  private final Place place;
  private byte[] bytes;

  private Stored(Object row, Place place, byte[] bytes) {
    this.row = row;
    this.place = place;
    this.bytes = bytes;
  }

  static Stored decided(Object row, Place place) {
    return new Stored(row, place, null);
  }

  static Stored removed(Place place) {
    return new Stored(null, place, null);
  }

  static Stored read(Object row, byte[] bytes) {
    return new Stored(row, new Place(Bytes.longAt(bytes, 0)), bytes);
  }

  /**
   * The knowledge that a row is not there.
   *
   * @param asOf number of the newest batch this may have been read from
   */
  static Stored absent(long asOf) {
    return new Stored(null, new Place(asOf), null);
  }

  Object row() {
    return row;
  }

  boolean present() {
    return row != null;
  }

  boolean of(Place place) {
    return this.place == place;
  }

  /** Position of the commit that wrote this version. */
  long revision() {
    return place.last();
  }

  /** Eight bytes of revision, then CBOR. Only the folding thread may ask before publication. */
  byte[] bytes() {
    return bytes;
  }

  void encoded(byte[] bytes) {
    this.bytes = bytes;
  }
}
