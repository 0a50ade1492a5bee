package dev.mainstem.kernel;

import java.util.Optional;

/**
 * A house-wide table from a public name (a host name, a key's hash, a short link's address) to the
 * tenant that holds it. Written by its owner system's events; doors read it before anyone's
 * identity is known. Nothing but the tenant is stored: what the name means stands in that tenant's
 * own rows.
 *
 * @param <K> the name; a key type as in {@link Table}
 */
public final class Claim<K> {
  private final Tables owner;
  private final int ordinal;
  private final String name;
  private final Class<K> key;

  Claim(Tables owner, String name, Class<K> key) {
    this.owner = owner;
    this.ordinal = owner.claimCount();
    this.name = name;
    this.key = key;
  }

  /** Who holds the name. */
  public Optional<Tenant> holder(K name) {
    return owner.rows().holder(this, name);
  }

  /** Whether anybody holds the name. */
  public boolean taken(K name) {
    return holder(name).isPresent();
  }

  /** Gives the name to the tenant these tables are bound to. Only inside {@code applyTo}. */
  public void take(K name) {
    owner.rows().take(this, name);
  }

  /** Frees the name. Only inside {@code applyTo}. */
  public void release(K name) {
    owner.rows().release(this, name);
  }

  /** Its place in the order of declaration, from 0. */
  public int ordinal() {
    return ordinal;
  }

  public String name() {
    return name;
  }

  public Class<K> keyType() {
    return key;
  }
}
