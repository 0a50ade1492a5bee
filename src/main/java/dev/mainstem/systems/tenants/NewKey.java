package dev.mainstem.systems.tenants;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a new key.
 *
 * @param name what people call it; stands as caller in every event it causes
 * @param scopes such as {@code links:write}, {@code links:*} or {@code owner}
 * @param expiresAt when it stops working
 */
record NewKey(
    @Size(min = 1, max = 60) String name,
    @NotEmpty @Size(max = 50) Set<@Pattern(regexp = SCOPE) String> scopes,
    Optional<Instant> expiresAt) {
  static final String SCOPE = "owner|[a-z][a-z0-9-]{0,39}:(\\*|[a-z][a-z0-9-]{0,39})";
}
