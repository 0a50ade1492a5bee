package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Blob;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is said to the subscribers of a topic.
 *
 * @param text the message; empty text if only its attachment matters
 * @param priority 1 (least) to 5; 0 where nobody said, which counts as 3
 * @param click address that is opened when the message is clicked
 * @param icon address of a picture
 * @param markdown whether the text is Markdown
 * @param binary whether the text is bytes in Base64
 */
public record Notice(
    Optional<@Size(max = 1_024) String> title,
    @Size(max = 8_192) String text,
    @Min(0) @Max(5) int priority,
    @Size(max = 64) List<@Size(max = 256) String> tags,
    Optional<@Size(max = 2_048) String> click,
    Optional<@Size(max = 2_048) String> icon,
    @Valid @Size(max = 3) List<Action> actions,
    @Valid Optional<Attachment> attachment,
    boolean markdown,
    boolean binary) {

  /**
   * Something a subscriber may do at the press of a button.
   *
   * @param id tells the actions of one message apart
   * @param action {@code view}, {@code http}, {@code broadcast} or {@code copy}
   * @param clear whether the message goes away when it is done
   * @param value what {@code copy} copies
   */
  public record Action(
      @Size(max = 64) String id,
      @Size(max = 16) String action,
      @Size(max = 256) String label,
      boolean clear,
      Optional<@Size(max = 2_048) String> url,
      Optional<@Size(max = 16) String> method,
      @Size(max = 32) Map<String, @Size(max = 1_024) String> headers,
      Optional<@Size(max = 4_096) String> body,
      Optional<@Size(max = 256) String> intent,
      @Size(max = 32) Map<String, @Size(max = 1_024) String> extras,
      Optional<@Size(max = 4_096) String> value) {}

  /**
   * A file that belongs to the message.
   *
   * @param file its name at our door, if we keep it
   * @param blob its bytes, if we keep them
   * @param url where it is to be had
   * @param expires when we stop keeping it
   */
  public record Attachment(
      @Size(max = 256) String name,
      Optional<@Size(max = 128) String> type,
      Optional<@Size(max = 128) String> file,
      Optional<Blob> blob,
      @Size(max = 2_048) String url,
      Optional<Instant> expires) {}

  /** A text and nothing else. */
  public static Notice of(String text) {
    return new Notice(
        Optional.empty(),
        text,
        0,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        false,
        false);
  }

  /** The same under a title. */
  public Notice titled(String title) {
    return new Notice(
        Optional.of(title),
        text,
        priority,
        tags,
        click,
        icon,
        actions,
        attachment,
        markdown,
        binary);
  }

  /** What a client without a priority of its own goes by. */
  int weight() {
    return priority == 0 ? 3 : priority;
  }
}
