package dev.mainstem.systems.links;

/**
 * How many visit a demo's link, hour by hour: by day more than at night, and once in six days the
 * whole world for one of them.
 */
final class DemoCurve {
  static final int HOURS = 6 * 24;

  /** When the burst begins. */
  private static final int BURST = HOURS - 44;

  private static final double TIMES = 500;
  private static final int RISES = 3;
  private static final double HALVES = 5;

  private DemoCurve() {}

  /**
   * Visits in an hour.
   *
   * @param hour from 0, the oldest
   * @param luck 0 to 1
   */
  static int visits(DemoLinks.One one, int hour, double luck) {
    double day = 1 + 0.7 * Math.sin(hour * Math.PI / 12);
    double burst = one.key().equals(DemoLinks.VIRAL) ? burst(hour - BURST) : 0;
    return (int) Math.round(one.hourly() * (day + burst) * (0.8 + 0.4 * luck));
  }

  /** How many times the usual, beside it. */
  private static double burst(int since) {
    if (since < 0) return 0;
    if (since < RISES) return TIMES * (since + 1) / RISES;
    return TIMES * Math.pow(0.5, (since - RISES + 1) / HALVES);
  }
}
