package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.ATTACHMENT_URL;
import static dev.mainstem.systems.notifications.NtfyProblem.DELAY_NO_CACHE;
import static dev.mainstem.systems.notifications.NtfyProblem.DELAY_NO_EMAIL;
import static dev.mainstem.systems.notifications.NtfyProblem.ICON_URL;
import static dev.mainstem.systems.notifications.NtfyProblem.NOT_UTF8;

import dev.mainstem.engine.delivery.Outgoing;
import dev.mainstem.kernel.Refusal;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes a message of what a request says and what was sent along. Safe for all threads.
 *
 * @see <a href="https://docs.ntfy.sh/publish/">ntfy's way to publish</a>
 */
final class NtfyPublishing {
  private static final Pattern WEB = Pattern.compile("https?://.+", Pattern.CASE_INSENSITIVE);
  private static final String[] DELAY = {"x-delay", "delay", "x-at", "at", "x-in", "in"};

  private final Outgoing outgoing;
  private final SecureRandom random = new SecureRandom();

  private final boolean mailed;

  /**
   * @param mailed whether a message can be mailed, too
   */
  NtfyPublishing(Outgoing outgoing, boolean mailed) {
    this.outgoing = outgoing;
    this.mailed = mailed;
  }

  /** To whom it is to be mailed. */
  static Optional<String> email(NtfyWords words) {
    return words.find("x-email", "x-e-mail", "email", "e-mail", "mail", "e");
  }

  /**
   * What a message is to be.
   *
   * @param cached whether it is kept for who asks later
   */
  record Wish(Notice notice, Optional<String> sequence, Optional<Instant> at, boolean cached) {}

  /** Whether the body is to be a file: if it is named like one, or is no text. */
  static Predicate<NtfyBody> file(NtfyWords words) {
    boolean may = attach(words).isEmpty() && !unifiedPush(words);
    boolean named = filename(words).isPresent();
    return body -> may && (named || body.text().isEmpty());
  }

  static boolean unifiedPush(NtfyWords words) {
    return words.flag(false, "x-unifiedpush", "unifiedpush", "up")
        || words.find("content-encoding").equals(Optional.of("aes128gcm"));
  }

  private static Optional<String> filename(NtfyWords words) {
    return words.find("x-filename", "filename", "file", "f");
  }

  private static Optional<String> attach(NtfyWords words) {
    return words.find("x-attach", "attach", "a");
  }

  /** Refuses what cannot be, before the body is read. */
  void check(NtfyWords words) {
    var email = email(words);
    if (email.isPresent() && words.find(DELAY).isPresent()) throw DELAY_NO_EMAIL.no();
    if (email.isPresent() && !mailed) throw NtfyProblem.EMAIL_DISABLED.no();
    if (email.filter(to -> !to.matches(PersonCommand.ADDRESS)).isPresent()) {
      throw NtfyProblem.INVALID.no("this is no mail address");
    }
    if (words.find("x-call", "call").isPresent()) throw NtfyProblem.NO_CALLS.no();
    boolean template = words.find("x-template", "template", "tpl").isPresent();
    if (template) throw NtfyProblem.NO_TEMPLATES.no();
    attach(words).ifPresent(this::checkAttachment);
    var icon = words.find("x-icon", "icon");
    if (icon.isPresent() && !WEB.matcher(icon.get()).matches()) throw ICON_URL.no();
  }

  /**
   * We never fetch it, but subscribers do: no message of ours leads them to a neighbour of ours.
   */
  private void checkAttachment(String url) {
    if (!WEB.matcher(url).matches()) throw ATTACHMENT_URL.no();
    try {
      outgoing.check(url, "/attach");
    } catch (Refusal no) {
      throw ATTACHMENT_URL.no(no.problem().title());
    }
  }

  Wish wish(NtfyWords words, NtfyBody body, NtfyFiles files, Instant now) {
    boolean cached = words.flag(true, "x-cache", "cache");
    var zone = ZoneId.systemDefault();
    var at = words.find(DELAY).map(text -> new NtfyDelay(now, zone).parse(text));
    if (at.isPresent() && !cached) throw DELAY_NO_CACHE.no();
    var sequence = words.find("x-sequence-id", "sequence-id", "sid");
    if (sequence.filter(id -> !id.matches(Topic.NAME)).isPresent()) throw NtfyProblem.SEQUENCE.no();
    var attachment = attachment(words, body, files, at.orElse(now));
    return new Wish(notice(words, body, attachment), sequence, at, cached);
  }

  private Optional<Notice.Attachment> attachment(
      NtfyWords words, NtfyBody body, NtfyFiles files, Instant at) {
    var url = attach(words);
    if (url.isEmpty()) {
      return body.blob().map(blob -> files.attachment(blob, body, filename(words), at));
    }
    if (body.blob().isPresent()) throw NtfyProblem.TOO_LARGE.no();
    var name = filename(words).or(() -> last(url.get())).orElse("attachment");
    return Optional.of(
        new Notice.Attachment(
            name,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            url.get(),
            Optional.empty()));
  }

  private static Optional<String> last(String url) {
    var path = Optional.ofNullable(URI.create(url).getPath()).orElse("");
    return Optional.of(path.substring(path.lastIndexOf('/') + 1)).filter(name -> !name.isEmpty());
  }

  private Notice notice(NtfyWords words, NtfyBody body, Optional<Notice.Attachment> attachment) {
    var text = text(words, body, attachment);
    boolean markdown =
        words.flag(false, "x-markdown", "markdown", "md")
            || words.find("content-type").filter("text/markdown"::equalsIgnoreCase).isPresent();
    var actions = words.find("x-actions", "actions", "action");
    return new Notice(
        words.find("x-title", "title", "t"),
        text.orElseGet(() -> Base64.getEncoder().encodeToString(body.head().getBytes())),
        words.find("x-priority", "priority", "prio", "p").map(NtfyShape::priority).orElse(0),
        words.list("x-tags", "tags", "tag", "ta"),
        words.find("x-click", "click"),
        words.find("x-icon", "icon"),
        actions.map(given -> new NtfyActions(this::id).parse(given)).orElse(List.of()),
        attachment,
        markdown,
        text.isEmpty());
  }

  String id() {
    return Message.id(random.nextLong());
  }

  /** The message; empty if it is bytes that are no text. */
  private static Optional<String> text(
      NtfyWords words, NtfyBody body, Optional<Notice.Attachment> attachment) {
    var said = words.find("x-message", "message", "m").map(text -> text.replace("\\n", "\n"));
    if (body.blob().isPresent()) {
      return Optional.of(
          said.orElseGet(() -> "You received a file: " + attachment.orElseThrow().name()));
    }
    var text = body.text();
    if (unifiedPush(words)) return text;
    var plain = text.orElseThrow(NOT_UTF8::no).strip();
    return Optional.of(plain.isEmpty() ? said.orElse("triggered") : plain);
  }
}
