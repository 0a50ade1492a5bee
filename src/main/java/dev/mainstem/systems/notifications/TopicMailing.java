package dev.mainstem.systems.notifications;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.systems.notifications.Mailer.Mail;
import dev.mainstem.systems.notifications.Mailer.Verdict;
import dev.mainstem.systems.notifications.TopicCommand.RecordTopicMail;
import dev.mainstem.systems.notifications.TopicEvent.MailWanted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Mails what was said to a topic to whom its sender named. Safe for all threads. */
final class TopicMailing extends MailEffect.Sending<MailWanted> {
  private static final int SUBJECT = 100;

  private final Mailer mailer;
  private final Seals seals;
  private final Supplier<String> address;

  /**
   * @param address under which readers of mails find ntfy's door
   */
  TopicMailing(Mailer mailer, Seals seals, Supplier<String> address) {
    this.mailer = mailer;
    this.seals = seals;
    this.address = address;
  }

  @Override
  public CompletionStage<? extends Command<?, ?>> attempt(MailWanted wanted, Attempt attempt) {
    var to = seals.open(wanted.to(), String.class);
    if (to.isEmpty()) return CompletableFuture.completedFuture(record(wanted, Verdict.REFUSED));
    return mailer.send(mail(wanted, to.get())).thenApply(verdict -> record(wanted, verdict));
  }

  private static RecordTopicMail record(MailWanted wanted, Verdict verdict) {
    if (verdict == Verdict.LATER) throw new Effect.Later("not now", Duration.ZERO);
    return new RecordTopicMail(wanted.mail(), verdict == Verdict.TAKEN ? "taken" : "bounced");
  }

  private Mail mail(MailWanted wanted, String to) {
    var topic = wanted.message().topic();
    var notice = wanted.message().notice();
    var parts = new ArrayList<String>();
    parts.add(notice.binary() ? "(bytes that are no text)" : notice.text());
    notice.click().ifPresent(parts::add);
    notice.attachment().ifPresent(file -> parts.add(file.name() + ": " + file.url()));
    parts.add("-- \n" + address.get() + "/" + topic);
    var first = notice.text().lines().findFirst().orElse(topic);
    var subject = notice.title().orElse(first.substring(0, Math.min(first.length(), SUBJECT)));
    var text = String.join("\n\n", parts);
    return new Mail(to, subject, text, wanted.mail(), Optional.empty());
  }
}
