package dev.mainstem.log;

import static dev.mainstem.log.FrameFormat.EVENTS_MAX;
import static dev.mainstem.log.FrameFormat.FRAME_MAX;

import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a draft may hold, checked when it is appended, so that the committer can never meet one it
 * cannot write.
 *
 * <p>Sizes are bounds from above: three bytes for each character of a text, the most UTF-8 takes.
 * Only a draft whose bound is too large pays for an exact count.
 */
final class FrameSize {
  private static final int TINY = 0xff;
  private static final int SHORT = 0xffff;

  /** Header, time, ids, and all length fields that occur once. */
  private static final int FIXED = FrameFormat.HEADER + 80;

  private static final int PER_ENTRY = 8;
  private static final int PER_SUBJECT = 3;

  private FrameSize() {}

  /** A bound of the bytes this draft will take, at most {@link FrameFormat#FRAME_MAX}. */
  static int bound(Draft draft) {
    int entries = draft.entries().size();
    if (entries == 0) throw new IllegalArgumentException("a draft without events");
    if (entries > EVENTS_MAX) throw new FrameTooLarge("number of events", entries, EVENTS_MAX);
    long bound = size(draft, false);
    if (bound > FRAME_MAX) bound = size(draft, true);
    if (bound > FRAME_MAX) throw new FrameTooLarge("a frame", bound, FRAME_MAX);
    return (int) bound;
  }

  private static long size(Draft draft, boolean exact) {
    var at = draft.at();
    var cause = at.cause();
    long size =
        FIXED
            + text(draft.system(), TINY, exact)
            + text(draft.command(), TINY, exact)
            + text(at.tenant().name(), TINY, exact)
            + text(at.caller().name(), SHORT, exact)
            + text(cause.trace(), SHORT, exact);
    if (cause.because().isPresent()) {
      size += text(cause.because().get().journal(), TINY, exact);
    }
    size += via(cause.via(), exact);
    if (draft.remembered().isPresent()) size += remembered(draft.remembered().get(), exact);
    var entries = draft.entries();
    for (int i = 0; i < entries.size(); i++) size += entry(entries.get(i), exact);
    return size;
  }

  private static long via(List<String> systems, boolean exact) {
    if (systems.size() > TINY) throw new FrameTooLarge("a chain of systems", systems.size(), TINY);
    long size = 1;
    for (var system : systems) size += 1 + text(system, TINY, exact);
    return size;
  }

  private static long remembered(Remembered kept, boolean exact) {
    if (kept.bodyHash().length > TINY) {
      throw new FrameTooLarge("a body hash", kept.bodyHash().length, TINY);
    }
    return text(kept.clientId(), SHORT, exact) + kept.bodyHash().length + kept.answer().length;
  }

  private static long entry(Entry entry, boolean exact) {
    var subjects = entry.subjects();
    if (subjects.size() > Event.MAX_SUBJECTS) {
      throw new FrameTooLarge("number of subjects", subjects.size(), Event.MAX_SUBJECTS);
    }
    long size = PER_ENTRY + text(entry.name(), TINY, exact) + entry.payload().length;
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      size += PER_SUBJECT + text(subject.system(), TINY, exact) + text(subject.id(), SHORT, exact);
    }
    return size;
  }

  private static long text(String text, int most, boolean exact) {
    long bound = 3L * text.length();
    if (bound <= most && !exact) return bound;
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > most) throw new FrameTooLarge("a text", size, most);
    return size;
  }
}
