package dev.mainstem.log;

/**
 * What the committer reports, in order.
 *
 * @param first position of the first event
 * @param last position of the last event
 * @param commitTime microseconds since 1970; never less than that of an earlier frame
 * @param draft what was appended
 * @param attachment what the appender gave along; the log never looks at it
 */
public record Appended(long first, long last, long commitTime, Draft draft, Object attachment) {}
