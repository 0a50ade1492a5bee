package dev.mainstem.systems.notifications;

/** How many of something there have been. */
record Count(long n) {
  static final String MESSAGES = "messages";
  static final String PEOPLE = "people";
  static final String ANNOUNCEMENTS = "announcements";
}
