package dev.mainstem.kernel;

/**
 * A thing with a history, written {@code links/spring-sale}.
 *
 * @param system the system whose thing it is
 * @param id the thing's public id in that system
 */
public record Subject(String system, String id) {
  @Override
  public String toString() {
    return system + "/" + id;
  }
}
