package dev.mainstem.systems.payments.ledger;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A currency of ISO 4217, by its letters in lower case, and how many decimals its minor unit has.
 * The table is our own, since the JDK's changes with the JDK, and a replay must not.
 *
 * @param code three letters, lower case
 * @param decimals of the minor unit: 2 for cents, 0 for yen
 */
public record Currency(String code, int decimals) {
  /** Amounts have at most so many digits: twelve, as on the card networks. */
  public static final long MOST = 999_999_999_999L;

  private static final String NONE =
      "bif clp djf gnf isk jpy kmf krw pyg rwf ugx uyi vnd vuv xaf xof xpf";
  private static final String TWO =
      "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob bov brl bsd btn bwp byn"
          + " bzd cad cdf che chf chw cny cop cou crc cup cve czk dkk dop dzd egp ern etb eur fjd"
          + " fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr irr jmd kes kgs khr kpw"
          + " kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn mxv myr"
          + " mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg"
          + " sek sgd shp sle sos srd ssp stn svc syp szl thb tjs tmt top try ttd twd tzs uah usd"
          + " usn uyu uzs ved ves wst xcd xcg yer zar zmw zwg";
  private static final String THREE = "bhd iqd jod kwd lyd omr tnd";
  private static final String FOUR = "clf uyw";
  private static final Map<String, Currency> ALL = all();

  private static Map<String, Currency> all() {
    var all = new HashMap<String, Currency>();
    add(all, NONE, 0);
    add(all, TWO, 2);
    add(all, THREE, 3);
    add(all, FOUR, 4);
    return Map.copyOf(all);
  }

  private static void add(Map<String, Currency> all, String codes, int decimals) {
    for (var code : codes.split(" ")) all.put(code, new Currency(code, decimals));
  }

  /** The currency of these letters, in either case. */
  public static Optional<Currency> of(String code) {
    return Optional.ofNullable(ALL.get(code.toLowerCase(Locale.ROOT)));
  }

  /** The least that can be charged: half a unit of money, or fifty where there are no decimals. */
  public long least() {
    return decimals == 0 ? 50 : decimals == 2 ? 50 : 500;
  }
}
