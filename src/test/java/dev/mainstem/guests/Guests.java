package dev.mainstem.guests;

import static dev.mainstem.kernel.Decision.happened;

import dev.mainstem.engine.keys.Seals;
import dev.mainstem.engine.keys.Shredding;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Event;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Personal;
import dev.mainstem.kernel.Problem;
import dev.mainstem.kernel.Reactions;
import dev.mainstem.kernel.Routes;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Span;
import dev.mainstem.kernel.Subject;
import dev.mainstem.kernel.Subsystem;
import dev.mainstem.kernel.Table;
import dev.mainstem.kernel.Tables;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/** A list of guests, of whom the house knows what it must be able to forget. */
public final class Guests extends Subsystem<Guests.Known> {
  private final Seals seals;

  public Guests(Seals seals) {
    super("guests", Ask.class, Heard.class, Known::new);
    this.seals = seals;
  }

  record Home(String street, @Max(99_999) int number) {}

  record Guest(
      String id, Sealed<String> name, Optional<Sealed<Home>> home, List<Sealed<String>> dishes) {}

  public static final class Known extends Tables {
    static final Problem NOBODY = Problem.notFound("nobody", "There is no such guest");
    final Table<String, Guest> guests = table("guest", String.class, Guest.class).absent(NOBODY);
  }

  sealed interface Ask<R> extends Command<Known, R> {
    record Invite(
        String id,
        Sealed<@Size(max = 40) String> name,
        Optional<Sealed<Home>> home,
        List<Sealed<@Size(max = 20) String>> dishes)
        implements Ask<Guest>, Personal {
      @Override
      public String whom() {
        return "guests/" + id;
      }

      @Override
      public Decision<Guest> decide(Known known, Moment at) {
        var guest = new Guest(id, name, home, dishes);
        return happened(new Heard.Invited(guest)).answering(() -> guest);
      }
    }

    record Forget(String id) implements Ask<Void> {
      @Override
      public Decision<Void> decide(Known known, Moment at) {
        known.guests.require(id);
        return happened(new Heard.Forgotten(id));
      }
    }
  }

  sealed interface Heard extends Event<Known> {
    record Invited(Guest guest) implements Heard {
      @Override
      public List<Subject> subjects() {
        return List.of(new Subject("guests", guest.id()));
      }

      @Override
      public void applyTo(Known known, Moment at) {
        known.guests.put(guest.id(), guest);
      }
    }

    record Forgotten(String id) implements Heard {
      @Override
      public void applyTo(Known known, Moment at) {}
    }
  }

  @Override
  public void reactions(Reactions<Known> when) {
    when.effect(
        "shred",
        Heard.Forgotten.class,
        (known, forgotten) -> "guests/" + forgotten.id(),
        new Shredding(seals));
  }

  @Override
  public void http(Routes<Known> http) {
    http.get("/guests", (known, ask) -> known.guests.page(Span.of(), ask.page()));
    http.get("/guests/{id}", (known, ask) -> known.guests.requireRow(ask.path("id")));
    http.put("/guests/{id}", Ask.Invite.class);
    http.delete("/guests/{id}", Ask.Forget.class);
    http.stream("/guests/stream", Heard.Invited.class, (event, ask) -> event.guest());
  }
}
