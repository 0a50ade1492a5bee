package dev.mainstem.systems.notifications;

import dev.mainstem.systems.notifications.Mailer.Mail;
import java.util.regex.Pattern;

/**
 * A mail's text as a page: paragraphs, addresses that can be followed, and the way out. Nothing of
 * it is loaded from anywhere, so that reading it tells nobody.
 */
final class MailPage {
  private static final Pattern PARAGRAPHS = Pattern.compile("\\R{2,}");
  private static final Pattern LINES = Pattern.compile("\\R");

  /** In text that is escaped already; a full stop or a bracket behind it is not part of it. */
  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+[^\\s<>\"().,;:!?]");

  private static final String HEAD =
      """
      <!doctype html>
      <html><head><meta charset="utf-8"><title>%s</title></head>
      <body style="margin:0 auto;max-width:36em;padding:1em;font:16px/1.5 sans-serif">
      """;

  private MailPage() {}

  static String of(Mail mail) {
    var page = new StringBuilder(HEAD.formatted(escaped(mail.subject())));
    for (var paragraph : PARAGRAPHS.split(mail.text().strip())) {
      page.append("<p>").append(followed(escaped(paragraph))).append("</p>\n");
    }
    mail.unsubscribe()
        .map(MailPage::escaped)
        .ifPresent(
            url ->
                page.append("<p style=\"font-size:small;color:#666\"><a href=\"")
                    .append(url)
                    .append("\">Unsubscribe</a></p>\n"));
    return page.append("</body></html>\n").toString();
  }

  private static String followed(String escaped) {
    var linked = ADDRESS.matcher(escaped).replaceAll("<a href=\"$0\">$0</a>");
    return LINES.matcher(linked).replaceAll("<br>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
