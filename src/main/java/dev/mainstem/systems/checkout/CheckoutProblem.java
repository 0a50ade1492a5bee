package dev.mainstem.systems.checkout;

import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.forbidden;
import static dev.mainstem.kernel.Problem.gone;
import static dev.mainstem.kernel.Problem.invalid;
import static dev.mainstem.kernel.Problem.notFound;

import dev.mainstem.kernel.Problem;

/** The ways checkout says no. */
final class CheckoutProblem {
  static final Problem NO_SUCH_PRODUCT = notFound("no-such-product", "There is no such product");
  static final Problem NO_SUCH_VARIANT = notFound("no-such-variant", "There is no such variant");
  static final Problem NO_SUCH_PROMOTION =
      notFound("no-such-promotion", "There is no such promotion");
  static final Problem NO_SUCH_SESSION = notFound("no-such-session", "There is no such session");
  static final Problem NO_SUCH_ORDER = notFound("no-such-order", "There is no such order");
  static final Problem NO_SUCH_LINE = notFound("no-such-line", "The order has no such line");
  static final Problem NO_SUCH_REVIEW =
      notFound("no-such-review", "Nothing of it is to be reviewed");
  static final Problem NO_SUCH_SALE = notFound("no-such-sale", "There is no such sale");
  static final Problem NO_SUCH_TAXES = notFound("no-such-taxes", "Nothing is said of this country");
  static final Problem NOT_LISTED = notFound("not-listed", "This is not on the list");

  static final Problem BAD_BUNDLE =
      invalid("bad-bundle", "A bundle consists of things that are no bundles");
  static final Problem BAD_CURRENCY = invalid("bad-currency", "There is no such currency");
  static final Problem BAD_COUNTRY = invalid("bad-country", "There is no such country");
  static final Problem BAD_PROMOTION =
      invalid("bad-promotion", "This promotion does not say what it gives");
  static final Problem BAD_WINDOW = invalid("bad-window", "It ends before it begins");
  static final Problem TOO_MANY_UNITS = invalid("too-many-units", "A line has 1 to 10,000 units");
  static final Problem NO_LINES = invalid("no-lines", "There is nothing in it");
  static final Problem CODE_TAKEN = conflict("code-taken", "Another promotion has this code");
  static final Problem PROMISED = conflict("promised", "More than that is reserved already");
  static final Problem BUNDLE_HAS_NO_STOCK =
      conflict("bundle-has-no-stock", "A bundle has no stock of its own");
  static final Problem HAS_STOCK = conflict("has-stock", "What has stock cannot become a bundle");

  static final Problem SESSION_ENDED =
      new Problem(Problem.Kind.NOT_ALLOWED, "session-ended", "It is completed or canceled");
  static final Problem SESSION_EXPIRED = gone("session-expired", "This session has expired");
  static final Problem SESSION_BUSY =
      conflict("session-busy", "It is being completed and cannot be changed now");
  static final Problem SESSION_TAKEN = conflict("session-taken", "There is such a session already");
  static final Problem NOT_READY = conflict("not-ready", "It cannot be completed as it is");
  static final Problem NOT_TRYING = conflict("not-trying", "Nobody is paying for it any more");

  static final Problem OUT_OF_STOCK = conflict("out-of-stock", "There is not enough of it left");
  static final Problem LIMIT_PER_BUYER =
      conflict("limit-per-buyer", "Nobody may have more than that of it");
  static final Problem CODE_USED_UP = conflict("code-used-up", "This promotion is used up");
  static final Problem NOT_ON_SALE = conflict("not-on-sale", "The sale of it is not open now");
  static final Problem NOT_YOUR_TURN = conflict("not-your-turn", "It is not your turn yet");
  static final Problem BAD_TICKET = forbidden("bad-ticket", "This ticket is for somebody else");
  static final Problem SALE_OVER = conflict("sale-over", "The sale is over");
  static final Problem SALE_TAKEN = conflict("sale-taken", "There is a sale of it already");

  static final Problem ORDER_ENDED = conflict("order-ended", "The order is canceled");
  static final Problem NOT_PAID = conflict("not-paid", "The order is not paid yet");
  static final Problem REFUND_PENDING =
      conflict("refund-pending", "Money of it is on its way back already");
  static final Problem TOO_MUCH_BACK =
      conflict("too-much-back", "More than that was not bought, or was given back before");

  private CheckoutProblem() {}
}
