package dev.mainstem.systems.notifications;

import static dev.mainstem.systems.notifications.NtfyProblem.NOT_FOUND;

import dev.mainstem.engine.Callers.Who;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path of ntfy's door asks for what. Owned by one event loop. */
final class NtfyRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(NtfyRoutes.class);
  private static final int MOST_TOPICS = 100;

  private final NtfyDoor.Ground ground;
  private final NtfyAccess access;
  private final NtfyStreams streams;
  private final NtfySaying saying;
  private final NtfyAbout about;
  private final LeavingDoor leaving;

  NtfyRoutes(NtfyDoor.Ground ground, NtfyAccess access, NtfyStreams streams, NtfySaying saying) {
    this.ground = ground;
    this.access = access;
    this.streams = streams;
    this.saying = saying;
    this.about = new NtfyAbout(ground);
    this.leaving = new LeavingDoor(ground);
  }

  void answer(HttpServerRequest request) {
    request.pause();
    // Clients live in pages of other sites; such a page is nobody without a key.
    request.response().putHeader("Access-Control-Allow-Origin", "*");
    try {
      route(request).onFailure(why -> refuse(request, why));
    } catch (RuntimeException why) {
      refuse(request, why);
    }
  }

  private Future<Void> route(HttpServerRequest request) {
    var path = request.path();
    var method = request.method();
    if (path == null) throw NOT_FOUND.no();
    if (method == HttpMethod.OPTIONS) return preflight(request);
    if (method == HttpMethod.PUT || method == HttpMethod.POST) return write(request, path);
    if (method == HttpMethod.DELETE) {
      var match = NtfyPaths.match(NtfyPaths.AGAIN, path).orElseThrow(NOT_FOUND::no);
      return who(request)
          .compose(who -> saying.delete(request, who, match.group(1), match.group(2)));
    }
    if (method == HttpMethod.GET || method == HttpMethod.HEAD) return read(request, path);
    throw NOT_FOUND.no();
  }

  private Future<Void> write(HttpServerRequest request, String path) {
    var leave = NtfyPaths.match(NtfyPaths.LEAVE, path);
    if (leave.isPresent()) {
      access.anybody(request);
      return leaving.leave(request, leave.get().group(1));
    }
    if (path.equals("/")) return who(request).compose(who -> saying.json(request, who));
    var clear = NtfyPaths.match(NtfyPaths.CLEAR, path);
    if (clear.isPresent()) {
      var it = clear.get();
      return who(request).compose(who -> saying.clear(request, who, it.group(1), it.group(2)));
    }
    var again = NtfyPaths.match(NtfyPaths.AGAIN, path);
    if (again.isPresent()) {
      var sequence = Map.of("x-sequence-id", again.get().group(2));
      var topic = NtfyPaths.topic(again.get().group(1));
      return who(request).compose(who -> saying.say(request, who, topic, sequence));
    }
    var topic =
        NtfyPaths.topic(NtfyPaths.match(NtfyPaths.TOPIC, path).orElseThrow(NOT_FOUND::no).group(1));
    return who(request).compose(who -> saying.say(request, who, topic, Map.of()));
  }

  private Future<Void> read(HttpServerRequest request, String path) {
    if (path.equals("/v1/health")) return about.health(request);
    if (path.equals("/v1/account"))
      return known(request).compose(who -> about.account(request, who));
    if (path.equals("/")) return about.root(request);
    var leave = NtfyPaths.match(NtfyPaths.LEAVE, path);
    if (leave.isPresent()) return leaving.ask(request, leave.get().group(1));
    var file = NtfyPaths.match(NtfyFiles.PATH, path);
    if (file.isPresent()) {
      access.anybody(request);
      return about.file(request, file.get());
    }
    var say = NtfyPaths.match(NtfyPaths.SAY, path);
    if (say.isPresent()) {
      var topic = NtfyPaths.topic(say.get().group(1));
      return who(request).compose(who -> saying.say(request, who, topic, Map.of()));
    }
    var hear = NtfyPaths.match(NtfyPaths.HEAR, path);
    if (hear.isPresent()) return hear(request, hear.get());
    var auth = NtfyPaths.match(NtfyPaths.AUTH, path);
    if (auth.isPresent()) {
      return who(request)
          .compose(who -> readable(who, topics(auth.get().group(1))))
          .compose(who -> about.success(request));
    }
    boolean up =
        NtfyPaths.match(NtfyPaths.TOPIC, path).isPresent()
            && NtfyPublishing.unifiedPush(NtfyWords.of(request));
    if (!up) throw NOT_FOUND.no();
    return about.unifiedPush(request);
  }

  private Future<Void> hear(HttpServerRequest request, MatchResult path) {
    var words = NtfyWords.of(request);
    var topics = topics(path.group(1));
    var wanted =
        new NtfyStreams.Wanted(
            topics,
            NtfyFormat.valueOf(path.group(2).toUpperCase(Locale.ROOT)),
            words.flag(false, "x-poll", "poll", "po"),
            words.flag(false, "x-scheduled", "scheduled", "sched"));
    return who(request)
        .compose(who -> readable(who, topics))
        .compose(
            who -> {
              request.resume();
              if (request.method() == HttpMethod.HEAD) return request.response().end();
              return streams.open(request, who, wanted);
            });
  }

  private static List<String> topics(String names) {
    var topics = List.of(names.split(",")).stream().distinct().toList();
    if (topics.size() > MOST_TOPICS) throw NtfyProblem.TOPIC.no();
    return topics;
  }

  private Future<Optional<Who>> known(HttpServerRequest request) {
    var key = NtfyAccess.key(request, NtfyWords.of(request));
    var who = ground.visitors().of(request, key);
    return ground.readers().read(who::apply);
  }

  private Future<Who> who(HttpServerRequest request) {
    return known(request).map(known -> access.visitor(request, known));
  }

  private Future<Who> readable(Who who, List<String> topics) {
    return ground
        .read(who.tenant(), known -> NtfyAccess.reads(known, who.caller(), topics))
        .map(
            may -> {
              if (!may) throw NtfyProblem.FORBIDDEN.no();
              return who;
            });
  }

  private static Future<Void> preflight(HttpServerRequest request) {
    return request
        .response()
        .putHeader("Access-Control-Allow-Methods", "GET, PUT, POST, PATCH, DELETE")
        .putHeader("Access-Control-Allow-Headers", "*, Authorization")
        .end();
  }

  private static void refuse(HttpServerRequest request, Throwable why) {
    var no = NtfyProblem.of(why);
    if (no == null) {
      LOG.error("{} {} met a bug", request.method(), request.path(), why);
      no = NtfyProblem.INTERNAL.no();
    }
    request.resume();
    NtfyAbout.send(request, no.status(), no.body());
  }
}
