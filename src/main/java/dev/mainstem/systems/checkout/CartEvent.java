package dev.mainstem.systems.checkout;

import dev.mainstem.kernel.Moment;

/** What can have happened to sessions until somebody pays. */
sealed interface CartEvent extends CheckoutEvent {
  record SessionOpened(Session session) implements CartEvent {
    @Override
    public String about() {
      return session.id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sessions.put(session.id(), session);
    }
  }

  /** It is so now, and whoever buys was shown its total. */
  record SessionChanged(Session session) implements CartEvent {
    @Override
    public String about() {
      return session.id();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sessions.put(session.id(), session);
    }
  }

  /** Somebody pays: from here the saga leads to an order, or back. */
  record CompletionBegun(Session session) implements CartEvent {
    @Override
    public String about() {
      return session.id();
    }

    int attempt() {
      return session.attempt().orElseThrow().number();
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.sessions.put(session.id(), session);
      var buyer = session.customer().buyer().orElse("");
      known.activities.put(buyer, known.activity(buyer).trying(at.time()));
    }
  }

  record SessionCanceled(String id) implements CartEvent {
    @Override
    public String about() {
      return id;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {
      known.turn(id, Session.State.CANCELED);
    }
  }

  /** The key of what it holds about a person is to be destroyed. */
  record PersonForgotten(String session) implements CartEvent {
    @Override
    public String about() {
      return session;
    }

    @Override
    public void applyTo(CheckoutTables known, Moment at) {}
  }
}
