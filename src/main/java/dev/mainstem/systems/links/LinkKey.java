package dev.mainstem.systems.links;

/**
 * A link's public address.
 *
 * @param domain a claimed host name, or empty text for the house's default domain
 * @param slug what stands after the slash
 */
public record LinkKey(String domain, String slug) {
  /** The domain all tenants share. */
  public static final String DEFAULT = "";

  @Override
  public String toString() {
    return domain.isEmpty() ? slug : domain + "/" + slug;
  }
}
