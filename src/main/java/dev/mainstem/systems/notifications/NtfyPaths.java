package dev.mainstem.systems.notifications;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What paths of ntfy's door look like. */
final class NtfyPaths {
  private static final String TOPICS = "(" + Topic.NAME + "(?:," + Topic.NAME + ")*)";
  static final Pattern TOPIC = Pattern.compile("/([^/]+)");
  static final Pattern SAY = Pattern.compile("/(" + Topic.NAME + ")/(publish|send|trigger)");
  static final Pattern HEAR = Pattern.compile("/" + TOPICS + "/(json|sse|raw|ws)");
  static final Pattern AUTH = Pattern.compile("/" + TOPICS + "/auth");
  static final Pattern AGAIN = Pattern.compile("/(" + Topic.NAME + ")/(" + Topic.NAME + ")");
  static final Pattern CLEAR =
      Pattern.compile("/(" + Topic.NAME + ")/(" + Topic.NAME + ")/(?:clear|read)");
  static final Pattern LEAVE = Pattern.compile("/unsubscribe/([A-Za-z0-9_.-]{1,600})");

  /** Words that are paths of ours, or of ntfy's own pages. */
  private static final Set<String> TAKEN =
      Set.of(
          "docs",
          "static",
          "file",
          "app",
          "account",
          "settings",
          "signup",
          "login",
          "v1",
          "unsubscribe");

  private NtfyPaths() {}

  static Optional<MatchResult> match(Pattern pattern, String path) {
    var match = pattern.matcher(path);
    return match.matches() ? Optional.of(match.toMatchResult()) : Optional.empty();
  }

  /** The name of a topic that may be. */
  static String topic(String name) {
    if (!name.matches(Topic.NAME)) throw NtfyProblem.TOPIC.no();
    if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) throw NtfyProblem.TOPIC_TAKEN.no();
    return name;
  }
}
