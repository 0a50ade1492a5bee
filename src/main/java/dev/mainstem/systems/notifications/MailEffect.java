package dev.mainstem.systems.notifications;

import dev.mainstem.engine.delivery.Schedule;
import dev.mainstem.engine.keys.Seals;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.notifications.ChunkEvent.MailsHanded;
import dev.mainstem.systems.notifications.Mailer.Mail;
import dev.mainstem.systems.notifications.Mailer.Verdict;
import dev.mainstem.systems.notifications.TellingCommand.RecordMail;
import dev.mainstem.systems.notifications.TellingCommand.RecordMails;
import dev.mainstem.systems.notifications.TellingEvent.MailAsked;
import dev.mainstem.systems.notifications.Unsubscribing.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends mails, some at a time, and tells what came of each. It fails if of none of them anything is
 * known, and the engine tries again; whoever is forgotten meanwhile is not told. Safe for all
 * threads.
 */
final class MailEffect {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Mailer mailer;
  private final Seals seals;
  private final Unsubscribing unsubscribing;

  MailEffect(Mailer mailer, Seals seals, Unsubscribing unsubscribing) {
    this.mailer = mailer;
    this.seals = seals;
    this.unsubscribing = unsubscribing;
  }

  /** To whom, under which number of the batch. */
  record To(int bit, String person, Sealed<String> address) {}

  /** Mails of a broadcast. */
  record Batch(Broadcast broadcast, int chunk, List<To> to) {
    static Batch of(NotificationTables known, MailsHanded event) {
      var to = new ArrayList<To>();
      event.handed().stream()
          .forEach(
              bit -> {
                var person = known.numbered(event.chunk() * Chunk.PEOPLE + bit);
                person.email().ifPresent(box -> to.add(new To(bit, person.id(), box)));
              });
      return new Batch(known.broadcasts.get(event.broadcast()), event.chunk(), to);
    }
  }

  /** One mail to one person. */
  record Single(Telling telling, Sealed<String> address) {
    static Single of(NotificationTables known, MailAsked event) {
      var telling = known.tellings.get(new Telling.Key(event.person(), event.id()));
      var address = known.people.find(event.person()).flatMap(Person::email);
      return address.map(box -> new Single(telling, box)).orElse(null);
    }
  }

  Effect<Batch> batches() {
    return new Sending<>() {
      @Override
      public CompletionStage<? extends Command<?, ?>> attempt(Batch batch, Attempt attempt) {
        return send(batch, attempt.tenant());
      }
    };
  }

  Effect<Single> singles() {
    return new Sending<>() {
      @Override
      public CompletionStage<? extends Command<?, ?>> attempt(Single single, Attempt attempt) {
        return send(single, attempt.tenant());
      }
    };
  }

  /** A server that is away is tried for three days. */
  abstract static class Sending<J> implements Effect<J> {
    @Override
    public Duration patience() {
      return PATIENCE;
    }

    @Override
    public Duration pause(int failed) {
      return Schedule.STANDARD_WEBHOOKS.pause(failed);
    }
  }

  private CompletionStage<RecordMails> send(Batch batch, Tenant tenant) {
    var broadcast = batch.broadcast();
    var verdicts = new EnumMap<Verdict, List<Integer>>(Verdict.class);
    for (var verdict : Verdict.values()) verdicts.put(verdict, new ArrayList<>());
    var sent = new ArrayList<CompletableFuture<Void>>();
    for (var to : batch.to()) {
      var wish = new Wish(tenant, to.person(), broadcast.scope());
      var id = broadcast.id() + "." + batch.chunk() + "." + to.bit();
      var what = new Text(broadcast.subject(), broadcast.text(), id, Optional.of(wish));
      sent.add(
          one(to.address(), what)
              .thenAccept(
                  verdict -> {
                    synchronized (verdicts) {
                      verdicts.get(verdict).add(to.bit());
                    }
                  })
              .toCompletableFuture());
    }
    return all(sent).thenApply(done -> record(batch, verdicts));
  }

  /** What nobody knows the outcome of may be tried again; if that is all, this attempt failed. */
  private static CompletableFuture<Void> all(List<CompletableFuture<Void>> sent) {
    return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
        .handle(
            (done, why) -> {
              boolean none = sent.stream().allMatch(CompletableFuture::isCompletedExceptionally);
              if (why != null && none) throw new java.util.concurrent.CompletionException(why);
              return null;
            });
  }

  private static RecordMails record(Batch batch, Map<Verdict, List<Integer>> verdicts) {
    synchronized (verdicts) {
      var taken = sorted(verdicts.get(Verdict.TAKEN));
      var refused = sorted(verdicts.get(Verdict.REFUSED));
      var later = new ArrayList<Integer>();
      for (var to : batch.to()) {
        if (!taken.contains(to.bit()) && !refused.contains(to.bit())) later.add(to.bit());
      }
      var id = batch.broadcast().id();
      return new RecordMails(id, batch.chunk(), taken, refused, later, List.of());
    }
  }

  private static List<Integer> sorted(List<Integer> bits) {
    return bits.stream().sorted().toList();
  }

  private CompletionStage<RecordMail> send(Single single, Tenant tenant) {
    var telling = single.telling();
    var wish = new Wish(tenant, telling.person(), Telling.SCOPE);
    var what = new Text(telling.subject(), telling.text(), telling.id(), Optional.of(wish));
    return one(single.address(), what)
        .thenApply(
            verdict -> {
              if (verdict == Verdict.LATER) throw new Effect.Later("not now", Duration.ZERO);
              var state = verdict == Verdict.TAKEN ? "taken" : "bounced";
              return new RecordMail(telling.person(), telling.id(), state);
            });
  }

  /** What a mail says. */
  private record Text(String subject, String text, String id, Optional<Wish> wish) {}

  /** Whoever was forgotten has no address any more. */
  private CompletionStage<Verdict> one(Sealed<String> box, Text what) {
    var address = seals.open(box, String.class);
    if (address.isEmpty()) return CompletableFuture.completedFuture(Verdict.REFUSED);
    var url = what.wish().map(unsubscribing::url);
    return mailer.send(new Mail(address.get(), what.subject(), what.text(), what.id(), url));
  }
}
