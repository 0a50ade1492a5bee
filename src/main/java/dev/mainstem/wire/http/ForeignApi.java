package dev.mainstem.wire.http;

import dev.mainstem.engine.Answer;
import dev.mainstem.kernel.Problem;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An API of somebody else's design on the main listener: its own paths, its own way to show a key
 * and its own way to say no, over the same tables and commands. A table of routes, each a function
 * of the {@link ForeignCall}. Bounds, the Host and Origin checks, {@code Idempotency-Key} and
 * figures are the house's and need no word here.
 *
 * <p>What a route throws, or its future fails with, is spelled by {@link #refused}: a refusal of a
 * rule, a read or the door, and a body that does not fit.
 */
public interface ForeignApi {
  /** The system it belongs to; its scopes are {@code name:read} and {@code name:write}. */
  String name();

  /**
   * Such as {@code /rest/}: what is asked below it and has no route is refused in this API's
   * spelling. Empty text if it has only single paths among the house's.
   */
  default String root() {
    return "";
  }

  /**
   * Whether pages of other sites may ask below its root, for clients that live in a browser. Such a
   * page is nobody without a good key, not even over loopback in a house that has issued none.
   */
  default boolean openToPages() {
    return false;
  }

  /** Request headers that every answer repeats, a refusal too. */
  default List<String> echoed() {
    return List.of();
  }

  /** Declares its routes. Called once, while the house opens. */
  void routes(Routes to);

  /**
   * The key a request shows; by default as the house has it shown.
   *
   * @param header a header's value by name, or null
   * @param query a query parameter's value by name, or null
   */
  default Optional<String> key(UnaryOperator<String> header, UnaryOperator<String> query) {
    return Credentials.key(header);
  }

  /** Whether bodies of this type are taken; null if none is named. */
  default boolean takes(String contentType) {
    return Bodies.json(contentType);
  }

  /**
   * Spells a no; by default as the house does (RFC 9457).
   *
   * @param given a path or query parameter's value by name, or null
   */
  default Reply refused(No no, UnaryOperator<String> given) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "/problems/" + no.system() + "/" + no.problem().name());
    problem.put("title", no.problem().title());
    problem.put("status", no.problem().kind().status());
    if (!no.detail().isEmpty()) problem.put("detail", no.detail());
    if (!no.pointers().isEmpty()) {
      problem.put("errors", no.pointers().stream().map(p -> Map.of("pointer", p)).toList());
    }
    return Reply.of(no.problem().kind().status(), problem).as("application/problem+json");
  }

  /** The table of routes. Paths have parameters in braces, one segment each. */
  interface Routes {
    Route get(String path, Deed deed);

    Route post(String path, Deed deed);

    Route put(String path, Deed deed);

    Route patch(String path, Deed deed);

    Route delete(String path, Deed deed);
  }

  /** One line of the table, refined. */
  interface Route {
    /** The scope needed instead of the usual one. */
    Route scope(String scope);

    /** Takes a longer body than the house does otherwise, of so many bytes. */
    Route upTo(int bytes);

    /** Anybody may ask; the call then has no caller. */
    Route open();
  }

  /** Answers one call. Runs on the request's event loop and must not block. */
  interface Deed {
    Future<Reply> answer(ForeignCall call);
  }

  /**
   * An answer.
   *
   * @param body bytes as they are, or what is written as JSON: a record, map, list or scalar; null
   *     for none
   */
  record Reply(int status, String type, Object body, Map<String, String> headers) {
    /** JSON. */
    public static Reply of(int status, Object body) {
      return new Reply(status, "application/json", body, Map.of());
    }

    /** 204. */
    public static Reply nothing() {
      return new Reply(204, "", null, Map.of());
    }

    /** The same under another content type. */
    public Reply as(String type) {
      return new Reply(status, type, body, headers);
    }
  }

  /**
   * A no, to be spelled.
   *
   * @param system whose problem it is; {@code house} for the door's
   * @param detail which thing it is about, or empty text
   * @param pointers the fields to blame, as RFC 6901 pointers into the command
   */
  record No(String system, Problem problem, String detail, List<String> pointers) {
    static No of(Answer.Refused no) {
      var pointers = no.pointer().isEmpty() ? List.<String>of() : List.of(no.pointer());
      return new No(no.system(), no.problem(), no.detail(), pointers);
    }
  }
}
