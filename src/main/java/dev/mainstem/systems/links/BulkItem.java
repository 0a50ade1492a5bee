package dev.mainstem.systems.links;

import java.util.Optional;

/**
 * What became of one item of a bulk.
 *
 * @param status 201 or the status of the refusal
 */
public record BulkItem(int status, Optional<LinkView> link, Optional<No> problem) {
  /** Why it was refused, as in a problem of its own. */
  public record No(String type, String title, String detail) {}
}
