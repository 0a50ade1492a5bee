package dev.mainstem.systems.links;

/**
 * A link's public address.
 *
 * <p>A key whose slug begins with {@code ?}, which none of a link does, stands for what is counted
 * beside links: all visits of a domain, or all of its visits that met no link.
 *
 * @param domain a claimed host name, or empty text for the house's default domain
 * @param slug what stands after the slash
 */
public record LinkKey(String domain, String slug) {
  /** The domain all tenants share. */
  public static final String DEFAULT = "";

  private static final String BESIDE = "?";

  /** All links of a domain together. */
  static LinkKey all(String domain) {
    return new LinkKey(domain, BESIDE);
  }

  /** All visits of a domain that met no link, and why. */
  static LinkKey of(String domain, Orphan what) {
    return new LinkKey(domain, BESIDE + what.ordinal());
  }

  /** Why visits counted here met no link; null for a link. */
  Orphan orphan() {
    boolean beside = slug.startsWith(BESIDE) && slug.length() > BESIDE.length();
    return beside ? Orphan.values()[slug.charAt(1) - '0'] : null;
  }

  @Override
  public String toString() {
    return domain.isEmpty() ? slug : domain + "/" + slug;
  }
}
