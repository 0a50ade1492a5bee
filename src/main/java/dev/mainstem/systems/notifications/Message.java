package dev.mainstem.systems.notifications;

import java.time.Instant;

/**
 * A message of a topic as subscribers see it.
 *
 * @param n its number among all messages of the tenant, in the order they were given out; 0 while
 *     it waits for its time
 * @param id 12 letters and digits
 * @param sequence what later versions of the same message are sent under; its id if nobody chose
 * @param at when it was, or will be, given out
 * @param expires from when it is not given to who asks for what was before
 */
public record Message(
    long n,
    String id,
    String topic,
    String sequence,
    Kind kind,
    Instant at,
    Instant expires,
    Notice notice,
    String by) {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  static final int ID_LENGTH = 12;
  static final String ID = "[0-9A-Za-z]{1,12}";

  /** What a message does at its subscribers. */
  public enum Kind {
    SAYS,
    CLEARS,
    DELETES
  }

  /** Under a topic, in the order they were given out. */
  record Key(String topic, long n) {}

  /** Which message of a topic a later one stands for. */
  record Sequence(String topic, String sequence) {}

  Key key() {
    return new Key(topic, n);
  }

  Message as(long n, Instant at, Instant expires) {
    return new Message(n, id, topic, sequence, kind, at, expires, notice, by);
  }

  /** Letters and digits made of 64 bits that nobody can guess. */
  static String id(long bits) {
    var text = new StringBuilder(ID_LENGTH);
    for (long rest = bits; text.length() < ID_LENGTH; rest = Long.divideUnsigned(rest, 62)) {
      text.append(DIGITS.charAt((int) Long.remainderUnsigned(rest, 62)));
    }
    return text.toString();
  }
}
