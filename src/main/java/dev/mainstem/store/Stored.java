package dev.mainstem.store;

/**
 * One version of one row: decoded, with its place, and once folded also its bytes. Immutable but
 * for the bytes, which the folding thread sets once, before it publishes.
 */
final class Stored {
  /** In the overlay: the row was removed. Its place differs from commit to commit. */
  private final Object row;

  private final Place place;
  private RowCache.Cell home;
  private byte[] bytes;

  private Stored(Object row, Place place) {
    this.row = row;
    this.place = place;
  }

  /**
   * A version as decided.
   *
   * @param before the version it replaces, or null
   */
  static Stored decided(Object row, Place place, Stored before) {
    var decided = new Stored(row, place);
    decided.home = before == null ? null : before.home;
    return decided;
  }

  static Stored removed(Place place) {
    return new Stored(null, place);
  }

  static Stored read(Object row, byte[] bytes) {
    var read = new Stored(row, new Place(Bytes.longAt(bytes, 0)));
    read.bytes = bytes;
    return read;
  }

  /**
   * The knowledge that a row is not there.
   *
   * @param asOf number of the newest batch this may have been read from
   */
  static Stored absent(long asOf) {
    return new Stored(null, new Place(asOf));
  }

  /** Where it is cached, or where the version it replaces was; null if that is not known. */
  RowCache.Cell home() {
    return home;
  }

  void home(RowCache.Cell cell) {
    home = cell;
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
