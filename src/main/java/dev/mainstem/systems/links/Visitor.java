package dev.mainstem.systems.links;

import java.util.Map;

/**
 * What is kept of somebody who visited. Texts are empty where nothing is known. No address is kept.
 *
 * @param device {@code mobile}, {@code tablet} or {@code desktop}
 * @param os such as {@code Android}
 * @param browser such as {@code Firefox}
 * @param utm campaign parameters by name without {@code utm_}
 * @param hash the same for one address and agent all day, and another the next day
 * @param rule index of the rule that led the visitor; -1 for none
 * @param agent the {@code User-Agent}, cut at 512 characters
 * @param referrer the page it came from, cut at 1,024 characters
 * @param languages the {@code Accept-Language}, cut at 100 characters
 * @param visited the address asked for, cut at 2,048 characters
 * @param led where it was led; empty if nowhere
 */
public record Visitor(
    Place place,
    String device,
    String os,
    String browser,
    Map<String, String> utm,
    long hash,
    int rule,
    String agent,
    String referrer,
    String languages,
    String visited,
    String led) {}
