package dev.mainstem.systems.notifications;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The next messages of some topics, as one line: in the order they were given out, whatever topic
 * they are of.
 *
 * @param messages not yet heard, in order
 * @param to everything up to this number is in it
 * @param more whether there may be more behind
 */
record Backlog(List<Message> messages, long to, boolean more) {
  private static final int PAGE = 128;

  static Backlog after(NotificationTables known, List<String> topics, long n) {
    var all = new ArrayList<Message>();
    long to = Math.max(n, known.latest());
    boolean more = false;
    for (var topic : topics) {
      var page = known.after(topic, n, PAGE);
      all.addAll(page);
      if (page.size() < PAGE) continue;
      to = Math.min(to, page.get(page.size() - 1).n());
      more = true;
    }
    long last = to;
    all.removeIf(message -> message.n() > last);
    all.sort(Comparator.comparingLong(Message::n));
    return new Backlog(all, to, more);
  }
}
