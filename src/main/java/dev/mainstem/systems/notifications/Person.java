package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody who may be told something. Name and address are sealed: the log never has them.
 *
 * @param id as the caller names them; stands in the log, so never a name or an address
 * @param n their number, dense from 0
 * @param topic their own topic
 * @param webhook whether they are told by webhook
 * @param off what they do not want, as {@code scope:channel}; the scope {@code *} is all
 * @param attributes such as {@code plan: gold}
 */
public record Person(
    String id,
    int n,
    Optional<Sealed<String>> name,
    Optional<Sealed<String>> email,
    Optional<String> topic,
    boolean webhook,
    Set<String> interests,
    Map<String, String> attributes,
    String zone,
    Optional<Quiet> quiet,
    Set<String> off,
    Set<Channel> suppressed,
    boolean forgotten,
    Instant changedAt) {
  static final String EVERYONE = "everyone";
  static final String QUIET = "quiet:";

  static Subject subject(String id) {
    return new Subject("notifications", "person-" + id);
  }

  /** Whose key seals what is personal. */
  static String whom(String id) {
    return "notifications/" + id;
  }

  /** What holds of this person, as the names of the crowds they are in. */
  Set<String> terms() {
    var terms = new TreeSet<String>();
    if (forgotten) return terms;
    terms.add(EVERYONE);
    interests.forEach(interest -> terms.add("interest:" + interest));
    attributes.forEach((name, value) -> terms.add(name + ":" + value));
    for (var channel : Channel.values()) if (has(channel)) terms.add(on(channel));
    off.forEach(each -> terms.add("off:" + each));
    suppressed.forEach(channel -> terms.add(suppressed(channel)));
    terms.add("zone:" + zone);
    quiet.ifPresent(hours -> terms.add(hours.term(zone)));
    return terms;
  }

  boolean has(Channel channel) {
    return switch (channel) {
      case EMAIL -> email.isPresent();
      case NTFY -> topic.isPresent();
      case WEBHOOK -> webhook;
    };
  }

  static String on(Channel channel) {
    return "channel:" + channel.word();
  }

  static String off(String scope, Channel channel) {
    return "off:" + scope + ":" + channel.word();
  }

  static String suppressed(Channel channel) {
    return "suppressed:" + channel.word();
  }

  /** Why not on this channel, or empty text. */
  String refusal(String scope, Channel channel) {
    if (forgotten) return "forgotten";
    if (!has(channel)) return "no-channel";
    if (suppressed.contains(channel)) return "suppressed";
    var own = scope + ":" + channel.word();
    return off.contains(own) || off.contains("*:" + channel.word()) ? "switched-off" : "";
  }

  Person liking(Set<String> interests, Instant now) {
    return new Person(
        id,
        n,
        name,
        email,
        topic,
        webhook,
        interests,
        attributes,
        zone,
        quiet,
        off,
        suppressed,
        forgotten,
        now);
  }

  Person without(Set<String> off, Instant now) {
    return new Person(
        id,
        n,
        name,
        email,
        topic,
        webhook,
        interests,
        attributes,
        zone,
        quiet,
        off,
        suppressed,
        forgotten,
        now);
  }

  Person suppressing(Set<Channel> channels, Instant now) {
    return new Person(
        id,
        n,
        name,
        email,
        topic,
        webhook,
        interests,
        attributes,
        zone,
        quiet,
        off,
        channels,
        forgotten,
        now);
  }

  /** A number that nobody else is given, and nothing more. */
  Person gone(Instant now) {
    var nothing = Optional.<Sealed<String>>empty();
    return new Person(
        id,
        n,
        nothing,
        nothing,
        Optional.empty(),
        false,
        Set.of(),
        Map.of(),
        "UTC",
        Optional.empty(),
        Set.of(),
        Set.of(),
        true,
        now);
  }
}
