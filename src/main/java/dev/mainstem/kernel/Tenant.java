package dev.mainstem.kernel;

/**
 * Whose data this is. Known from the credential only; never from a body, header or path.
 *
 * @param name 1 to 40 characters of {@code a-z 0-9 -}
 */
public record Tenant(String name) {
  /** The tenant of a house nobody has issued a key for yet. */
  public static final Tenant LOCAL = new Tenant("local");

  /** Stands for the house itself in the keys of house-wide tables; nobody's credential names it. */
  public static final Tenant HOUSE = new Tenant("");

  @Override
  public String toString() {
    return name;
  }
}
