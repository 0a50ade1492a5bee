package dev.mainstem.log;

/**
 * The bytes of the most recent groups, for readers that keep up. Bounded by bytes and by groups;
 * the oldest go first. Written by the committer, read by anyone; guarded by its own lock.
 */
final class Ring {
  private static final int SLOTS = 1 << 13;

  private final Group[] groups = new Group[SLOTS];
  private final long most;
  private long oldest;
  private long next;
  private long bytes;

  /** The frames of one group. Never compared. */
  @SuppressWarnings("ArrayRecordComponent")
  record Group(long number, byte[] bytes, long first, long last) {}

  Ring(int most) {
    this.most = most;
  }

  synchronized void add(byte[] group, long first, long last) {
    if (next - oldest == SLOTS) drop();
    groups[slot(next)] = new Group(next, group, first, last);
    next++;
    bytes += group.length;
    while (bytes > most && oldest < next) drop();
  }

  /** The group that follows this one, or null if it is gone or not there yet. */
  synchronized Group after(Group group) {
    long number = group.number() + 1;
    return number >= oldest && number < next ? groups[slot(number)] : null;
  }

  /** The group that holds this position, or null if it is gone or not there yet. */
  synchronized Group holding(long position) {
    long low = oldest;
    long high = next - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      var group = groups[slot(middle)];
      if (group.last() < position) low = middle + 1;
      else if (group.first() > position) high = middle - 1;
      else return group;
    }
    return null;
  }

  private void drop() {
    int slot = slot(oldest++);
    bytes -= groups[slot].bytes().length;
    groups[slot] = null;
  }

  private static int slot(long number) {
    return (int) (number & (SLOTS - 1));
  }
}
