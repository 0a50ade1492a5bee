package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Subject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final byte[] SEED = FrameFormat.seed(42);

  private final FrameWriter writer = new FrameWriter();

  @Property(tries = 500)
  void what_is_written_is_read_back(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 1L << 60) long first) {
    var draft = Drafts.any(new SplittableRandom(seed));
    writer.begin(SEED, Math.max(0, first - 7), 99);
    writer.frame(draft, first, FrameSize.bound(draft));
    var frame = new Frame(writer.bytes(), 0);
    assertEquals(draft, Drafts.of(frame));
    assertEquals(first, frame.first());
    assertEquals(first + draft.entries().size() - 1, frame.last());
    assertEquals(99, frame.commitTime());
    assertEquals(Math.max(0, first - 7), frame.durable());
    assertEquals(draft.at().tenant(), frame.tenant());
    assertEquals(draft.entries().stream().map(Entry::name).toList(), frame.names());
    assertTrue(frame.length() <= FrameSize.bound(draft));
    assertFalse(frame.marker());
  }

  @Property(tries = 200)
  void any_text_is_read_back(@ForAll @StringLength(max = 300) String id) {
    var wellFormed = id.replaceAll("[\\ud800-\\udfff]", "?");
    var plain = Drafts.one(1, 3);
    var draft =
        new Draft(
            plain.system(),
            plain.at(),
            Optional.of(new Remembered(wellFormed, new byte[3], new byte[0])),
            List.of(new Entry("a.B", List.of(new Subject("a", wellFormed)), new byte[1])));
    writer.begin(SEED, 0, 1);
    writer.frame(draft, 1, FrameSize.bound(draft));
    assertEquals(draft, Drafts.of(new Frame(writer.bytes(), 0)));
  }

  @Test
  void a_frame_that_is_too_large_is_refused_before_it_is_queued() {
    var large = Drafts.one(1, FrameFormat.FRAME_MAX);
    assertThrows(FrameTooLarge.class, () -> FrameSize.bound(large));
    var many = Collections.nCopies(65_536, new Entry("a.B", List.of(), new byte[0]));
    var plain = Drafts.one(1, 1);
    var wide = new Draft("links", plain.at(), Optional.empty(), many);
    assertThrows(FrameTooLarge.class, () -> FrameSize.bound(wide));
    var long8 = new Draft("x".repeat(256), plain.at(), Optional.empty(), plain.entries());
    assertThrows(FrameTooLarge.class, () -> FrameSize.bound(long8));
    var empty = new Draft("links", plain.at(), Optional.empty(), List.of());
    assertThrows(IllegalArgumentException.class, () -> FrameSize.bound(empty));
  }

  @Test
  void a_text_of_the_longest_length_is_taken() {
    var plain = Drafts.one(1, 1);
    var draft = new Draft("x".repeat(255), plain.at(), Optional.empty(), plain.entries());
    writer.begin(SEED, 0, 1);
    writer.frame(draft, 1, FrameSize.bound(draft));
    assertEquals(draft, Drafts.of(new Frame(writer.bytes(), 0)));
  }
}
