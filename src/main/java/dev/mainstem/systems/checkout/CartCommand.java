package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Decision.happened;
import static dev.mainstem.kernel.Decision.unchanged;
import static dev.mainstem.systems.checkout.CheckoutProblem.SESSION_ENDED;
import static dev.mainstem.systems.checkout.CheckoutProblem.SESSION_TAKEN;

import dev.mainstem.kernel.Decision;
import dev.mainstem.kernel.Moment;
import dev.mainstem.kernel.Page;
import dev.mainstem.kernel.Personal;
import dev.mainstem.systems.checkout.CartEvent.PersonForgotten;
import dev.mainstem.systems.checkout.CartEvent.SessionCanceled;
import dev.mainstem.systems.checkout.CartEvent.SessionChanged;
import dev.mainstem.systems.checkout.CartEvent.SessionOpened;
import dev.mainstem.systems.checkout.stock.Units;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What may be asked of sessions, each question with its rule. */
sealed interface CartCommand<R> extends CheckoutCommand<R> {
  /** An address a browser can go to. */
  String WEB = "https?://[^\\s\"<>]+";

  /** The most lines of one session. */
  int LINES = 100;

  /** Whose key a session's personal values are sealed with. */
  static String whom(String session) {
    return "checkout/" + session;
  }

  /**
   * Two lines of one thing are one line.
   *
   * @param id as the door made it
   * @param spot in the line of a sale, whose ticket the door has checked
   * @param interventions what whoever buys can be asked on the way
   */
  record OpenSession(
      @Pattern(regexp = "cs_[a-z0-9]{1,40}") String id,
      Optional<@Pattern(regexp = CURRENCY) String> currency,
      @NotEmpty @Size(max = LINES) List<Units> items,
      @Size(max = 20) List<@Size(min = 1, max = 60) String> codes,
      Customer customer,
      Optional<Session.Spot> spot,
      @Size(max = 10) Set<@Size(min = 1, max = 40) String> interventions)
      implements CartCommand<Quote>, Personal {
    @Override
    public String whom() {
      return CartCommand.whom(id);
    }

    @Override
    public Decision<Quote> decide(CheckoutTables known, Moment at) {
      if (known.sessions.has(id)) throw SESSION_TAKEN.of(id);
      var money = currency.orElse(known.shop().currency());
      Catalogue.currency(money, "/currency");
      var made = Carts.fresh(this, money, at.time());
      var quote = Quoting.of(known, made, at.time());
      var shown = made.shown(quote.totals().total(), at.time());
      return happened(new SessionOpened(shown)).answering(() -> quote.of(shown));
    }
  }

  /** What is absent stays as it was. */
  record UpdateSession(
      String id,
      Optional<@Size(max = LINES) List<Units>> items,
      Optional<@Size(max = 20) List<@Size(min = 1, max = 60) String>> codes,
      Optional<@Size(max = 64) String> option,
      Customer customer,
      Optional<Session.Spot> spot)
      implements CartCommand<Quote>, Personal {
    @Override
    public String whom() {
      return CartCommand.whom(id);
    }

    @Override
    public Decision<Quote> decide(CheckoutTables known, Moment at) {
      var changed = Carts.changed(known.open(id, at.time()), this);
      var quote = Quoting.of(known, changed, at.time());
      var shown = changed.shown(quote.totals().total(), at.time());
      return happened(new SessionChanged(shown)).answering(() -> quote.of(shown));
    }
  }

  /**
   * Pays for it. Asked again while somebody pays, or after, it changes nothing; and if the total is
   * not what was shown last, it is shown and nobody pays. While a bank asks, it says what came of
   * asking.
   *
   * @param method what it is paid with, by the name payments gave it
   * @param billed the country of the card's address
   * @param returnUrl where whoever buys goes who was asked by his bank
   * @param proved whether he has proved who he is, if whoever asks here has asked him
   */
  record Complete(
      String id,
      Customer customer,
      @Size(min = 1, max = 200) String method,
      Optional<@Size(min = 2, max = 2) String> billed,
      Optional<Session.Spot> spot,
      Optional<@Pattern(regexp = WEB) @Size(max = 2_048) String> returnUrl,
      Optional<Boolean> proved)
      implements CartCommand<Quote>, Personal {
    @Override
    public String whom() {
      return CartCommand.whom(id);
    }

    @Override
    public Decision<Quote> decide(CheckoutTables known, Moment at) {
      var before = known.sessions.require(id);
      boolean answers = before.asked() && proved.isPresent();
      boolean begun = before.state().paying() || before.state() == Session.State.COMPLETED;
      if (begun && !answers) return unchanged(() -> known.quote(id, at.time()));
      if (!answers) return Carts.begun(known, this, at.time());
      return happened(before.answered(proved.get())).answering(() -> known.quote(id, at.time()));
    }
  }

  record CancelSession(String id) implements CartCommand<Quote> {
    @Override
    public Decision<Quote> decide(CheckoutTables known, Moment at) {
      var session = known.sessions.require(id);
      boolean open = session.state() == Session.State.OPEN;
      if (!open && !session.state().paying()) throw SESSION_ENDED.of(id);
      var all = Carts.abandoning(known, session, "canceled", "It was canceled");
      all.add(new SessionCanceled(id));
      return happened(all).answering(() -> known.quote(id, at.time()));
    }
  }

  /**
   * Destroys the keys of what is known about a person, session by session; asked again until it
   * answers 0.
   *
   * @param buyer a keyed hash of the mail address
   */
  record ForgetBuyer(@Size(max = 80) String buyer) implements CartCommand<Integer> {
    @Override
    public Decision<Integer> decide(CheckoutTables known, Moment at) {
      var sessions = known.ofBuyer.page(buyer, Page.first(Page.MAX)).items();
      var all = sessions.stream().map(each -> new PersonForgotten(each.id())).toList();
      if (all.isEmpty()) return unchanged(() -> 0);
      return happened(all).answering(all::size);
    }
  }
}
