package dev.mainstem.systems.notifications;

import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.systems.notifications.Broadcast.State;
import dev.mainstem.systems.notifications.BroadcastCommand.BeginBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.FinishBroadcast;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastOpened;
import dev.mainstem.systems.notifications.BroadcastEvent.BroadcastRun;
import dev.mainstem.systems.notifications.ChunkCommand.Advance;
import dev.mainstem.systems.notifications.ChunkCommand.Kick;
import dev.mainstem.systems.notifications.ChunkCommand.ReleaseHold;
import dev.mainstem.systems.notifications.ChunkEvent.Advanced;
import dev.mainstem.systems.notifications.ChunkEvent.Exhausted;
import dev.mainstem.systems.notifications.ChunkEvent.HoldReleased;
import dev.mainstem.systems.notifications.ChunkEvent.HoldSet;
import dev.mainstem.systems.notifications.ChunkEvent.MailsHanded;
import dev.mainstem.systems.notifications.ChunkEvent.MailsReturned;
import dev.mainstem.systems.notifications.PersonCommand.Suppress;
import dev.mainstem.systems.notifications.PersonCommand.SuppressMany;
import dev.mainstem.systems.notifications.PersonEvent.PersonForgotten;
import dev.mainstem.systems.notifications.TellingCommand.RecordMail;
import dev.mainstem.systems.notifications.TellingCommand.ReleaseTelling;
import dev.mainstem.systems.notifications.TellingEvent.MailAsked;
import dev.mainstem.systems.notifications.TellingEvent.MailReturned;
import dev.mainstem.systems.notifications.TellingEvent.TellingHeld;
import dev.mainstem.systems.notifications.TopicCommand.RecordTopicMail;
import dev.mainstem.systems.notifications.TopicEvent.MailEnded;
import dev.mainstem.systems.notifications.TopicEvent.MailWanted;
import java.time.Instant;

/** How broadcasts and what is told to single persons go on. */
final class Lines {
  private static final String BOUNCED = "the mailbox refuses mail";

  private final MailEffect mails;
  private final TopicMailing topicMails;
  private final Shredding shredding;

  Lines(MailEffect mails, TopicMailing topicMails, Shredding shredding) {
    this.mails = mails;
    this.topicMails = topicMails;
    this.shredding = shredding;
  }

  void on(Reactions<NotificationTables> when) {
    broadcasts(when);
    when.effect("mail the crowd", MailsHanded.class, MailEffect.Batch::of, mails.batches())
        .ifGivenUp((e, why) -> Returning.givenUp(e));
    when.at(
        "tell it now",
        TellingHeld.class,
        (known, e) -> e.until(),
        (known, e) -> new ReleaseTelling(e.person(), e.id()));
    when.effect("mail one", MailAsked.class, MailEffect.Single::of, mails.singles())
        .ifGivenUp((e, why) -> new RecordMail(e.person(), e.id(), "failed"));
    when.effect("mail what was said", MailWanted.class, (known, e) -> e, topicMails)
        .ifGivenUp((e, why) -> new RecordTopicMail(e.mail(), "failed"));
    when.effect(
        "forget whom it was mailed to",
        MailEnded.class,
        (known, e) -> TopicMail.whom(e.mail()),
        shredding);
    when.on("suppress one", MailReturned.class, (known, e) -> bounced(e));
    when.effect("shred", PersonForgotten.class, (known, e) -> Person.whom(e.id()), shredding);
  }

  private static void broadcasts(Reactions<NotificationTables> when) {
    when.at(
        "begin",
        BroadcastOpened.class,
        (known, e) -> beginning(e.broadcast()),
        (known, e) -> new BeginBroadcast(e.id()));
    when.on(
        "plan",
        BroadcastOpened.class,
        (known, e) -> e.broadcast().state() == State.RUNNING ? new Kick(e.id()) : null);
    when.on("run", BroadcastRun.class, (known, e) -> new Kick(e.id()));
    when.on("go on", Advanced.class, (known, e) -> next(e.progress()));
    when.at(
        "hold is over",
        HoldSet.class,
        (known, e) -> e.until(),
        (known, e) -> new ReleaseHold(e.broadcast(), e.chunk(), e.until()));
    when.on("hand over what was held", HoldReleased.class, (known, e) -> new Kick(e.broadcast()));
    when.on("are all told", MailsReturned.class, (known, e) -> new Kick(e.broadcast()));
    when.on("suppress those", MailsReturned.class, (known, e) -> bounced(e));
    when.on("finish", Exhausted.class, (known, e) -> new FinishBroadcast(e.broadcast()));
  }

  private static Suppress bounced(MailReturned event) {
    if (!event.state().equals("bounced")) return null;
    return new Suppress(event.person(), Channel.EMAIL, BOUNCED);
  }

  private static SuppressMany bounced(MailsReturned event) {
    if (event.bounced().empty()) return null;
    var bits = event.bounced().stream().boxed().toList();
    return new SuppressMany(event.chunk(), bits, Channel.EMAIL, BOUNCED);
  }

  private static Instant beginning(Broadcast broadcast) {
    return broadcast.state() == State.SCHEDULED ? broadcast.at().orElseThrow() : null;
  }

  private static Advance next(Progress progress) {
    return progress.idle() ? null : new Advance(progress.broadcast(), progress.step());
  }
}
