package dev.mainstem.systems.links;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a {@code User-Agent} says at a glance: kinds of devices and browsers, by marks that stand in
 * it. Cheap and coarse; names and versions for counting come from {@link Portraits}.
 */
final class Agents {
  static final Set<String> DEVICES =
      Set.of("android", "ios", "mobile", "windows", "macos", "linux", "chromeos", "desktop");
  static final Set<String> BROWSERS =
      Set.of("chrome", "firefox", "edge", "safari", "opera", "android_browser");

  private Agents() {}

  /** All kinds this agent is of: a telephone is {@code android} and {@code mobile}. */
  static Set<String> devices(String agent) {
    var kinds = new TreeSet<String>();
    var system = system(agent);
    if (system.isEmpty()) return kinds;
    kinds.add(system);
    kinds.add(system.equals("android") || system.equals("ios") ? "mobile" : "desktop");
    return kinds;
  }

  private static String system(String agent) {
    if (agent.contains("iPhone") || agent.contains("iPad") || agent.contains("iPod")) return "ios";
    if (agent.contains("Android")) return "android";
    if (agent.contains("CrOS")) return "chromeos";
    if (agent.contains("Windows")) return "windows";
    if (agent.contains("Macintosh")) return "macos";
    return agent.contains("Linux") || agent.contains("X11") ? "linux" : "";
  }

  /** The kind of browser, or empty text. Later ones carry the marks of earlier ones. */
  static String browser(String agent) {
    if (agent.contains("Edg")) return "edge";
    if (agent.contains("OPR/") || agent.contains("Opera")) return "opera";
    if (agent.contains("Firefox/") || agent.contains("FxiOS/")) return "firefox";
    if (agent.contains("Chrome/") || agent.contains("CriOS/")) return "chrome";
    if (!agent.contains("Safari/")) return "";
    return agent.contains("Android") ? "android_browser" : "safari";
  }
}
