package dev.mainstem.engine;

import io.vertx.core.Future;

/**
 * A listener a system opens beside the main one. Which host and port it gets is settled by its
 * name.
 */
public interface Doorway {
  /** Such as {@code links.redirect}: its key in settings and in doors.json. */
  String name();

  /** Binds; answers the port that was taken. */
  Future<Integer> open(Listen listen);

  /** Stops listening and hands over what it still holds. */
  Future<Void> close();
}
