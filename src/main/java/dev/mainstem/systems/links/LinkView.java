package dev.mainstem.systems.links;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A link as readers see it.
 *
 * @param shortUrl what to hand out
 * @param rules how many rules it has
 * @param clicks visits by people so far
 * @param overshoot visits that were led on beyond {@code maxVisits}, answered before they were
 *     counted; absent if there were none
 */
public record LinkView(
    String slug,
    String domain,
    String target,
    String shortUrl,
    Optional<String> title,
    Set<String> tags,
    Optional<String> externalId,
    Optional<Instant> validSince,
    Optional<Instant> validUntil,
    Optional<Long> maxVisits,
    Optional<Boolean> exactLimit,
    Instant createdAt,
    String createdBy,
    boolean retired,
    boolean crawlable,
    boolean forwardQuery,
    int rules,
    long clicks,
    Optional<Long> overshoot) {

  static LinkView of(Link link, Site site, long clicks) {
    return new LinkView(
        link.key().slug(),
        link.key().domain(),
        link.target(),
        site.shortUrl(link.key()),
        link.notes().title(),
        link.notes().tags(),
        link.notes().externalId(),
        link.limits().validSince(),
        link.limits().validUntil(),
        link.limits().maxVisits(),
        link.limits().exactLimit(),
        link.createdAt(),
        link.createdBy(),
        link.retired(),
        link.manners().crawlable(),
        link.manners().forwardQuery(),
        link.rules().size(),
        clicks,
        Optional.of(link.limits().overshoot(clicks)).filter(n -> n > 0));
  }
}
