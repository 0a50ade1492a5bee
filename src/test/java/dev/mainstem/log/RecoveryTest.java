package dev.mainstem.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found when a log is opened after something went wrong with its files. */
class RecoveryTest {
  private static final Path FIRST = Small.DIR.resolve("main/00000000000000000001.seg");
  private static final int FRAMES = 12;

  private final FaultyDisk disk = new FaultyDisk(1);

  /** Where the nth frame ends, by position; index 0 is where the first begins. */
  private final List<Integer> ends = new ArrayList<>();

  @Test
  void cut_anywhere_the_whole_frames_before_the_cut_come_back() throws IOException {
    byte[] bytes = written(false);
    for (int cut = SegmentHeader.SIZE; cut <= ends.get(FRAMES); cut++) {
      int length = cut;
      long whole = ends.stream().skip(1).filter(end -> end <= length).count();
      try (var small = opened(Arrays.copyOf(bytes, cut))) {
        assertEquals(whole, small.main.last(), "cut at " + cut);
        assertEquals(drafts((int) whole), Small.read(small.main));
      }
    }
  }

  @Test
  void a_header_that_was_cut_is_refused() throws IOException {
    byte[] bytes = written(false);
    for (int cut = 1; cut < SegmentHeader.SIZE; cut += 97) {
      byte[] shorter = Arrays.copyOf(bytes, cut);
      assertThrows(LogCorrupt.class, () -> opened(shorter), "cut at " + cut);
    }
  }

  @Test
  void one_flipped_bit_in_what_was_proved_forced_is_refused_by_name() throws IOException {
    byte[] bytes = written(true);
    for (int at = SegmentHeader.SIZE; at < ends.get(FRAMES); at++) {
      int frame = frameAt(at);
      for (int bit = at % 3; bit < 8; bit += 3) {
        byte[] damaged = flip(bytes, at, bit);
        var damage = assertThrows(LogCorrupt.class, () -> opened(damaged), "byte " + at);
        assertEquals("main/" + FIRST.getFileName(), damage.segment());
        assertEquals(frame, damage.position(), "byte " + at);
        assertEquals((int) ends.get(frame - 1), damage.offset());
      }
    }
  }

  @Test
  void a_flipped_bit_in_the_last_marker_costs_nothing() throws IOException {
    byte[] bytes = written(true);
    int end = ends.get(FRAMES);
    for (int bit = 0; bit < FrameFormat.HEADER * 8; bit++) {
      try (var small = opened(flip(bytes, end + bit / 8, bit % 8))) {
        assertEquals(drafts(FRAMES), Small.read(small.main));
      }
    }
  }

  @Test
  void a_flipped_bit_in_an_unmarked_last_group_is_taken_for_a_torn_tail() throws IOException {
    byte[] bytes = written(false);
    for (int at = ends.get(FRAMES - 1); at < ends.get(FRAMES); at++) {
      try (var small = opened(flip(bytes, at, at % 8))) {
        assertEquals(drafts(FRAMES - 1), Small.read(small.main));
      }
    }
  }

  @Test
  void a_flipped_bit_in_a_marker_between_frames_is_refused() throws IOException {
    written(true);
    int marker = ends.get(FRAMES);
    byte[] bytes;
    var after = new FaultyDisk(2);
    after.put(FIRST, disk.bytes(FIRST));
    try (var small = new Small(after)) {
      small.main.append(Drafts.one(99, 10), null, List.of());
      small.settle();
      bytes = after.bytes(FIRST);
    }
    for (int i = 0; i < FrameFormat.HEADER; i++) {
      byte[] damaged = flip(bytes, marker + i, 3);
      var damage = assertThrows(LogCorrupt.class, () -> opened(damaged));
      assertEquals(marker, damage.offset());
    }
  }

  @Test
  void zeroed_sectors_under_proved_frames_are_refused() throws IOException {
    byte[] bytes = written(true);
    for (int at = SegmentHeader.SIZE; at + 512 < ends.get(FRAMES); at += 512) {
      byte[] damaged = bytes.clone();
      Arrays.fill(damaged, at, at + 512, (byte) 0);
      assertThrows(LogCorrupt.class, () -> opened(damaged));
    }
  }

  @Test
  void a_frame_of_another_life_of_the_file_is_not_believed() throws IOException {
    byte[] bytes = written(true);
    var header = new SegmentHeader("main", 123_456, 1, 0, 16 << 10).encode();
    header.get(bytes, 0, SegmentHeader.SIZE);
    try (var small = opened(bytes)) {
      assertEquals(0, small.main.last());
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      assertEquals(1, Small.read(small.main).size());
    }
  }

  @Test
  void a_newer_version_is_refused_in_a_clear_sentence() throws IOException {
    byte[] bytes = written(true);
    var header = ByteBuffer.wrap(bytes, 0, SegmentHeader.SIZE);
    header.putInt(8, 2);
    var crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, SegmentHeader.SIZE - 4);
    header.putInt(SegmentHeader.SIZE - 4, (int) crc.getValue());
    var refusal = assertThrows(IllegalStateException.class, () -> opened(bytes));
    assertTrue(refusal.getMessage().contains("newer version"));
  }

  @Test
  void a_missing_segment_is_refused() {
    var paths = rolled();
    for (int i = 0; i + 1 < paths.size(); i++) {
      var without = new ArrayList<>(paths);
      without.remove(i);
      var copy = copy(without);
      assertThrows(LogCorrupt.class, () -> new Small(copy));
    }
  }

  @Test
  void a_sealed_segment_that_ends_early_is_refused_even_without_its_index() throws IOException {
    var paths = rolled();
    var copy = copy(paths);
    byte[] bytes = disk.bytes(paths.get(0));
    copy.put(paths.get(0), flip(bytes, SegmentHeader.SIZE + 5_000, 1));
    assertThrows(LogCorrupt.class, () -> new Small(copy));
  }

  @Test
  void an_index_is_rebuilt_when_it_is_lost_or_damaged() throws IOException {
    var paths = rolled();
    var whole = new Small(copy(paths));
    var all = Small.read(whole.main);
    whole.close();
    var index = Small.DIR.resolve("main/00000000000000000001.idx");
    var damaged = copy(paths);
    damaged.put(index, new byte[100]);
    try (var small = new Small(damaged)) {
      assertEquals(all, Small.read(small.main));
      assertTrue(damaged.bytes(index).length > 0);
    }
  }

  @Test
  void damage_in_a_sealed_segment_is_named_when_it_is_read() throws IOException {
    var paths = rolled();
    disk.put(paths.get(0), flip(disk.bytes(paths.get(0)), SegmentHeader.SIZE + 5_000, 1));
    try (var small = new Small(disk.killed())) {
      var damage = assertThrows(LogCorrupt.class, () -> Small.read(small.main));
      assertTrue(damage.segment().endsWith(paths.get(0).getFileName().toString()));
    }
  }

  @Test
  void a_last_segment_that_never_got_its_header_is_dropped() {
    var paths = rolled();
    var copy = copy(paths);
    long last;
    try (var small = new Small(copy(paths))) {
      last = small.main.last();
    }
    copy.put(Segment.file(Small.DIR.resolve("main"), last + 1), new byte[8192]);
    copy.put(Small.DIR.resolve("main/roll.tmp"), new byte[10]);
    try (var small = new Small(copy)) {
      assertEquals(last, small.main.last());
      assertFalse(copy.exists(Small.DIR.resolve("main/roll.tmp")));
      small.main.append(Drafts.one(1, 10), null, List.of());
      small.settle();
      assertEquals(last + 1, small.heard.last());
    }
  }

  @Test
  void a_segment_of_another_journal_is_refused() throws IOException {
    byte[] bytes = written(true);
    var copy = new FaultyDisk(3);
    copy.put(Small.DIR.resolve("cache/00000000000000000001.seg"), bytes);
    assertThrows(LogCorrupt.class, () -> new Small(copy));
  }

  /** Twelve frames in groups of three, the last group marked or not; returns the file's bytes. */
  private byte[] written(boolean marked) throws IOException {
    try (var small = new Small(disk)) {
      for (int i = 0; i < FRAMES; i++) {
        small.main.append(drafts(FRAMES).get(i), null, List.of());
        if (i % 3 == 2) small.settle();
      }
      if (marked) small.idle();
      byte[] bytes = disk.bytes(FIRST);
      int end = SegmentHeader.SIZE;
      ends.add(end);
      for (int i = 0; i < FRAMES; i++) {
        end += ByteBuffer.wrap(bytes).getInt(end);
        ends.add(end);
      }
      return bytes;
    }
  }

  /** Enough frames for several segments. */
  private List<Path> rolled() {
    try (var small = new Small(disk)) {
      for (int i = 0; i < 600; i++) small.main.append(Drafts.one(i, 300), null, List.of());
      small.settle();
      assertEquals(600, small.heard.last());
    }
    try {
      var paths = disk.list(Small.DIR.resolve("main"));
      return paths.stream().filter(Segment::isSegment).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private FaultyDisk copy(List<Path> paths) {
    try {
      var copy = new FaultyDisk(4);
      for (var path : paths) copy.put(path, disk.bytes(path));
      return copy;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<Draft> drafts(int count) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) drafts.add(Drafts.one(i, 40 + i * 13));
    return drafts;
  }

  private static Small opened(byte[] bytes) {
    var disk = new FaultyDisk(5);
    disk.put(FIRST, bytes);
    return new Small(disk);
  }

  private static byte[] flip(byte[] bytes, int at, int bit) {
    byte[] damaged = bytes.clone();
    damaged[at] ^= (byte) (1 << bit);
    return damaged;
  }

  private int frameAt(int offset) {
    int frame = 1;
    while (ends.get(frame) <= offset) frame++;
    return frame;
  }
}
