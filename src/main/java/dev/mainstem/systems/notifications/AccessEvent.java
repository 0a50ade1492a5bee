package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Subject;
import java.util.List;

/** What can have happened to rights, in the main journal. */
public sealed interface AccessEvent extends NotificationEvent {
  /** Somebody's rights are now these and no others; none at all if there is no rule. */
  record AccessSet(Access access) implements AccessEvent {
    @Override
    public void applyTo(NotificationTables known, Moment at) {
      if (access.rules().isEmpty()) known.access.remove(access.who());
      else known.access.put(access.who(), access);
    }

    @Override
    public List<Subject> subjects() {
      return List.of(new Subject("notifications", "access-" + access.who()));
    }
  }
}
