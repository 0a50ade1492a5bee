package dev.mainstem.log;

/** Appends are refused because the disk is nearly full; the journal itself is well. */
public final class DiskLow extends RuntimeException {
  private static final long serialVersionUID = 1;

  DiskLow(String journal, long usable) {
    super("journal " + journal + " takes no appends: " + usable + " bytes of disk are left");
  }
}
