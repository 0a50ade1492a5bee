package dev.mainstem.systems.payments.acquirer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Cards of which everybody who tests payments knows how they behave, as Stripe documents them. Any
 * other card with a right check digit is good.
 *
 * @see <a href="https://docs.stripe.com/testing">the published list</a>
 */
public enum TestCard {
  VISA("", "visa", "4242", Temper.GOOD),
  VISA_DEBIT("", "visa", "5556", Temper.GOOD),
  MASTERCARD("", "mastercard", "4444", Temper.GOOD),
  MASTERCARD_DEBIT("", "mastercard", "8210", Temper.GOOD),
  MASTERCARD_PREPAID("", "mastercard", "5100", Temper.GOOD),
  AMEX("", "amex", "8431", Temper.GOOD),
  DISCOVER("", "discover", "9424", Temper.GOOD),
  DINERS("", "diners", "0004", Temper.GOOD),
  JCB("", "jcb", "0505", Temper.GOOD),
  UNIONPAY("", "unionpay", "0005", Temper.GOOD),
  /** Good cards of banks elsewhere. */
  AU("", "visa", "0006", Temper.GOOD),
  BR("", "visa", "0002", Temper.GOOD),
  CA("", "visa", "0000", Temper.GOOD),
  DE("", "visa", "0016", Temper.GOOD),
  FR("", "visa", "0003", Temper.GOOD),
  GB("", "visa", "0000", Temper.GOOD),
  JP("", "visa", "0003", Temper.GOOD),
  MX("", "visa", "8001", Temper.GOOD),
  VISA_CHARGE_DECLINED("acd08f29a41f2e55", "visa", "0002", Temper.DECLINES),
  VISA_CHARGE_DECLINED_INSUFFICIENT_FUNDS("e5de3c3d9fcb43b1", "visa", "9995", Temper.DECLINES),
  VISA_CHARGE_DECLINED_LOST_CARD("d1f4b3962f16f382", "visa", "9987", Temper.DECLINES),
  VISA_CHARGE_DECLINED_STOLEN_CARD("e2a7bacc046c3a0e", "visa", "9979", Temper.DECLINES),
  CHARGE_DECLINED_EXPIRED_CARD("9830b424b7a69ba9", "visa", "0069", Temper.DECLINES),
  CHARGE_DECLINED_INCORRECT_CVC("5a65d383fa6b08bc", "visa", "0127", Temper.DECLINES),
  CHARGE_DECLINED_PROCESSING_ERROR("62ac087033ba812f", "visa", "0119", Temper.DECLINES),
  VISA_CHARGE_DECLINED_VELOCITY_LIMIT_EXCEEDED("c95bdab07ccead1d", "visa", "6975", Temper.DECLINES),
  /** Can be kept for a customer, and is declined when it is charged. */
  CHARGE_CUSTOMER_FAIL("975136130120262d", "visa", "0341", Temper.DECLINES_LATER),
  /** So likely stolen that it is always blocked. */
  RADAR_BLOCK("cf7f62e012ec3dae", "visa", "0019", Temper.DECLINES),
  CREATE_DISPUTE("4e606641b79221a2", "visa", "0259", Temper.DISPUTES),
  /** Asks the cardholder unless it was set up before with their help. */
  AUTHENTICATION_REQUIRED_ON_SETUP("1d942407169d8f20", "visa", "3155", Temper.ASKS),
  THREE_D_SECURE_2_REQUIRED("f2e5869113fb2e20", "visa", "3220", Temper.ASKS),
  THREE_D_SECURE_REQUIRED("cb23c1fa4646a963", "visa", "3063", Temper.ASKS),
  AUTHENTICATION_REQUIRED("75997d50623ab744", "visa", "3184", Temper.ASKS),
  AUTHENTICATION_REQUIRED_CHARGE_DECLINED_INSUFFICIENT_FUNDS(
      "e41378388bbf954d", "visa", "3178", Temper.ASKS_AND_DECLINES);

  /** What test tokens begin with, which stand for a card that is in no vault. */
  public static final String TOKEN = "test/";

  private final String hash;
  private final String brand;
  private final String last4;
  private final Temper temper;

  /** How a card answers. */
  enum Temper {
    GOOD,
    /** Is good, and its holder disputes what was taken. */
    DISPUTES,
    DECLINES,
    DECLINES_LATER,
    ASKS,
    ASKS_AND_DECLINES
  }

  /**
   * @param hash the first 64 bits of the number's SHA-256, hexadecimal; empty if it needs none
   */
  TestCard(String hash, String brand, String last4, Temper temper) {
    this.hash = hash;
    this.brand = brand;
    this.last4 = last4;
    this.temper = temper;
  }

  /** The card a published name stands for, such as {@code pm_card_visa} or {@code tok_amex}. */
  public static Optional<TestCard> named(String name) {
    var bare = name.replaceFirst("^(pm_card|tok|pm)_", "").toLowerCase(Locale.ROOT);
    var squeezed = bare.replace("_", "");
    return Arrays.stream(values())
        .filter(card -> card.squeezed().equals(squeezed) || card.shorter().equals(squeezed))
        .findFirst();
  }

  private String squeezed() {
    return name().toLowerCase(Locale.ROOT).replace("_", "");
  }

  /** Most names of declined cards are known without their brand, too. */
  private String shorter() {
    return squeezed().startsWith("visacharge") ? squeezed().substring(4) : squeezed();
  }

  static TestCard of(String token, Optional<CardSecret> card) {
    if (token.startsWith(TOKEN)) return valueOf(token.substring(TOKEN.length()));
    if (card.isEmpty()) return VISA;
    var hash = hash(card.get().number());
    return Arrays.stream(values()).filter(c -> c.hash.equals(hash)).findFirst().orElse(VISA);
  }

  private static String hash(String number) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var hash = sha.digest(number.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What stands for it where a card in the vault has its token. */
  public String token() {
    return TOKEN + name();
  }

  public String brand() {
    return brand;
  }

  public String last4() {
    return last4;
  }

  public String funding() {
    return switch (this) {
      case VISA_DEBIT, MASTERCARD_DEBIT -> "debit";
      case MASTERCARD_PREPAID -> "prepaid";
      default -> "credit";
    };
  }

  /** Where its bank is, two letters. */
  public String country() {
    return name().length() == 2 ? name() : "US";
  }

  /** Whether this is the number of a published card. */
  static boolean published(String number) {
    var hash = hash(number);
    return Arrays.stream(values()).anyMatch(card -> card.hash.equals(hash));
  }

  Temper temper() {
    return temper;
  }

  /** Why it is declined, in the words of card networks. */
  String decline() {
    return switch (this) {
      case VISA_CHARGE_DECLINED_INSUFFICIENT_FUNDS,
          AUTHENTICATION_REQUIRED_CHARGE_DECLINED_INSUFFICIENT_FUNDS ->
          "insufficient_funds";
      case VISA_CHARGE_DECLINED_LOST_CARD -> "lost_card";
      case VISA_CHARGE_DECLINED_STOLEN_CARD -> "stolen_card";
      case CHARGE_DECLINED_EXPIRED_CARD -> "expired_card";
      case CHARGE_DECLINED_INCORRECT_CVC -> "incorrect_cvc";
      case CHARGE_DECLINED_PROCESSING_ERROR -> "processing_error";
      case VISA_CHARGE_DECLINED_VELOCITY_LIMIT_EXCEEDED -> "card_velocity_exceeded";
      case RADAR_BLOCK -> "fraudulent";
      default -> "generic_decline";
    };
  }
}
