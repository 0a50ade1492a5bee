package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Ask;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Span;
import dev.mainstem.systems.notifications.BroadcastCommand.CancelBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.OpenBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.PauseBroadcast;
import dev.mainstem.systems.notifications.BroadcastCommand.ResumeBroadcast;
import dev.mainstem.systems.notifications.ChunkEvent.Advanced;
import dev.mainstem.systems.notifications.PersonCommand.ForgetPerson;
import dev.mainstem.systems.notifications.PersonCommand.KeepPeople;
import dev.mainstem.systems.notifications.PersonCommand.KeepPerson;
import dev.mainstem.systems.notifications.PersonCommand.LiftSuppression;
import dev.mainstem.systems.notifications.PersonCommand.SetInterests;
import dev.mainstem.systems.notifications.PersonCommand.SetPreference;
import dev.mainstem.systems.notifications.TellingCommand.Tell;
import java.time.InstantSource;

/** The HTTP door of people, of what they are told, and of broadcasts. */
final class PersonRoutes {
  private static final String PEOPLE = "/notifications/people";
  private static final String ONE = PEOPLE + "/{id}";
  private static final String BROADCASTS = "/notifications/broadcasts";

  private final InstantSource clock;

  PersonRoutes(InstantSource clock) {
    this.clock = clock;
  }

  void on(Routes<NotificationTables> http) {
    http.put(ONE, KeepPerson.class).says("Keeps what is known of a person.");
    http.post(PEOPLE, KeepPeople.class)
        .says("Keeps what is known of up to 500 people, but for what is personal.");
    http.get(PEOPLE, (known, ask) -> known.people.page(Span.of(), ask.page()))
        .lists(Person.class)
        .says("Lists people.");
    http.get(ONE, (known, ask) -> known.living(ask.path("id")))
        .shows(Person.class)
        .says("Shows a person.");
    http.delete(ONE, ForgetPerson.class).says("Forgets a person, for good and at all times.");
    http.put(ONE + "/interests", SetInterests.class).says("Sets what interests a person.");
    http.put(ONE + "/preferences/{scope}/{channel}", SetPreference.class)
        .says("Sets whether a person wants a kind of news on a channel.");
    http.delete(ONE + "/suppressions/{channel}", LiftSuppression.class)
        .says("Tells a person again on a channel on which nothing got through.");
    http.post(PEOPLE + "/{person}/tell", Tell.class)
        .says("Tells a person something on the channels they have and want.");
    http.get(ONE + "/deliveries", Why::all)
        .lists(Why.class)
        .says("Lists what a person was told or was not, and why, newest first.");
    http.get(ONE + "/why", Why::of)
        .query("notification", "its id; the latest if absent")
        .shows(Why.class)
        .says("Says why a person was told something, or was not.");
    broadcasts(http);
  }

  private void broadcasts(Routes<NotificationTables> http) {
    var one = BROADCASTS + "/{broadcast}";
    http.post(BROADCASTS, OpenBroadcast.class)
        .created(BROADCASTS + "/{id}")
        .says("Tells something to everybody whom an expression means.");
    http.get(BROADCASTS, (known, ask) -> known.broadcasts.page(Span.of().backwards(), ask.page()))
        .lists(Broadcast.class)
        .says("Lists broadcasts, newest first.");
    http.get(BROADCASTS + "/plan", (known, ask) -> Estimate.of(known, ask, clock.instant()))
        .query("audience", "whom it means; everyone if absent")
        .query("scope", "the kind of news; news if absent")
        .query("channels", "by commas; all if absent")
        .query("urgent", "yes for in quiet hours too")
        .shows(Estimate.class)
        .says("Tells whom a broadcast would reach now, and tells nobody else.");
    http.get(one, (known, ask) -> known.broadcasts.require(ask.path("broadcast")))
        .shows(Broadcast.class)
        .says("Shows a broadcast.");
    http.get(one + "/progress", PersonRoutes::progress)
        .shows(Progress.class)
        .says("Shows how far a broadcast has come.");
    http.stream(BROADCASTS + "/stream", Advanced.class, (event, ask) -> event.progress())
        .says("How far broadcasts have come, live.");
    http.post(one + "/pause", PauseBroadcast.class).says("Lets a broadcast rest.");
    http.post(one + "/resume", ResumeBroadcast.class).says("Lets a broadcast go on.");
    http.post(one + "/cancel", CancelBroadcast.class).says("Ends a broadcast where it is.");
  }

  private static Progress progress(NotificationTables known, Ask ask) {
    return known.progress(known.broadcasts.require(ask.path("broadcast")).id());
  }
}
