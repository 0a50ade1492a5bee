package dev.mainstem.systems.payments;

import static dev.mainstem.kernel.Problem.conflict;
import static dev.mainstem.kernel.Problem.forbidden;
import static dev.mainstem.kernel.Problem.invalid;
import static dev.mainstem.kernel.Problem.notFound;
import static dev.mainstem.kernel.Problem.unprocessable;

import dev.mainstem.kernel.Problem;

/** The ways payments says no. */
final class PaymentProblem {
  static final Problem NO_SUCH_PAYMENT = notFound("no-such-payment", "There is no such payment");
  static final Problem NO_SUCH_CHARGE = notFound("no-such-charge", "There is no such charge");
  static final Problem NO_SUCH_REFUND = notFound("no-such-refund", "There is no such refund");
  static final Problem NO_SUCH_LINE =
      notFound("no-such-balance-transaction", "There is no such line of the balance");
  static final Problem NO_SUCH_CUSTOMER = notFound("no-such-customer", "There is no such customer");
  static final Problem NO_SUCH_METHOD =
      notFound("no-such-payment-method", "There is no such payment method");
  static final Problem NO_SUCH_DELEGATION =
      notFound("no-such-delegated-token", "There is no such delegated token");
  static final Problem NO_SUCH_SETUP = notFound("no-such-setup", "There is no such setup");
  static final Problem NO_SUCH_ACCOUNT = notFound("no-such-account", "There is no such account");
  static final Problem NO_SUCH_TRANSFER = notFound("no-such-transfer", "There is no such transfer");
  static final Problem NO_SUCH_EVENT = notFound("no-such-event", "There is no such event");
  static final Problem NO_SUCH_ENDPOINT =
      notFound("no-such-endpoint", "There is no such webhook endpoint");
  static final Problem NO_SUCH_CHALLENGE =
      notFound("no-such-challenge", "Nobody is asked to prove anything here");

  static final Problem UNKNOWN_CURRENCY =
      invalid("unknown-currency", "This is no currency of ISO 4217");
  static final Problem TOO_SMALL = invalid("amount-too-small", "The amount is too small");
  static final Problem TOO_LARGE = invalid("amount-too-large", "The amount is too large");
  static final Problem NO_METHOD = invalid("no-method", "It is not said what to pay with");
  static final Problem ID_TAKEN = conflict("id-taken", "There is something of this id already");
  static final Problem WRONG_STATE =
      conflict("wrong-state", "The payment is not in a state in which this can be done");
  static final Problem BUSY_STILL =
      conflict("busy-still", "The acquirer has not answered what was asked before");
  static final Problem NOT_TAKEN =
      conflict("not-taken", "Nothing was taken that can be given back");
  static final Problem REFUNDED_ALREADY =
      conflict("refunded-already", "All of it was given back already");
  static final Problem TERMS_DIFFER =
      conflict("terms-differ", "There is a payment of this reference with other terms");
  static final Problem METHOD_TAKEN =
      conflict("method-taken", "This payment method is another customer's, or can be used no more");
  static final Problem BEYOND_ALLOWANCE =
      forbidden("beyond-allowance", "The token does not allow this");
  static final Problem TOKEN_USED = conflict("token-used", "The token was used already");
  static final Problem TOKEN_EXPIRED = Problem.gone("token-expired", "The token has expired");

  static final Problem BAD_NUMBER = unprocessable("bad-number", "This is no card number");
  static final Problem BAD_MONTH = unprocessable("bad-month", "This is no month of expiry");
  static final Problem BAD_YEAR = unprocessable("bad-year", "The card has expired");
  static final Problem BAD_CVC = unprocessable("bad-cvc", "This is no security code");

  static final Problem ACCOUNT_DIFFERS =
      conflict("account-differs", "There is an account of this id with other terms");
  static final Problem RESERVED =
      forbidden("reserved", "Accounts that begin with payments: are kept by the house");
  static final Problem NOT_CANCELABLE =
      conflict("not-cancelable", "A refund cannot be canceled once the acquirer has been asked");

  static final Problem NOT_SIMULATED =
      conflict("not-simulated", "The acquirer is not inside this house, and does as it likes");
  static final Problem TOO_MANY_ENDPOINTS =
      conflict("too-many-endpoints", "There are sixteen webhook endpoints already");

  private PaymentProblem() {}
}
