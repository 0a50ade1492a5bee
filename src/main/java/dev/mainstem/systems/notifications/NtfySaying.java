package dev.mainstem.systems.notifications;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mainstem.engine.Answer;
import dev.mainstem.engine.Asked;
import dev.mainstem.engine.Bus;
import dev.mainstem.engine.Callers.Who;
import dev.mainstem.kernel.Sealed;
import dev.mainstem.kernel.Tenant;
import dev.mainstem.systems.notifications.TopicCommand.Clear;
import dev.mainstem.systems.notifications.TopicCommand.Publish;
import dev.mainstem.systems.notifications.TopicCommand.PublishByMail;
import dev.mainstem.systems.notifications.TopicCommand.Unpublish;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is said to a topic at ntfy's door. Owned by one event loop. */
final class NtfySaying {
  private static final int JSON_BYTES = 64 << 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final NtfyDoor.Ground ground;
  private final NtfyDoor.Settings settings;
  private final NtfyPublishing publishing;
  private final NtfyAccess access;
  private final BiConsumer<Tenant, Message> now;

  /**
   * @param now tells a message to all who listen, without keeping it
   */
  NtfySaying(
      NtfyDoor.Ground ground,
      NtfyDoor.Settings settings,
      NtfyAccess access,
      BiConsumer<Tenant, Message> now) {
    this.ground = ground;
    this.settings = settings;
    this.publishing = new NtfyPublishing(ground.outgoing(), ground.system().mailed());
    this.access = access;
    this.now = now;
  }

  /**
   * @param words what the path says
   */
  Future<Void> say(HttpServerRequest request, Who who, String topic, Map<String, String> words) {
    var said = NtfyWords.of(request).with(words);
    return writable(who, topic)
        .compose(
            may -> {
              publishing.check(said);
              if (request.method() == HttpMethod.GET) return NtfyBody.inMemory(request, JSON_BYTES);
              var reading = new NtfyBody.Reading(ground.vertx(), ground.engine().blobs(), request);
              return reading.run(NtfyPublishing.file(said));
            })
        .compose(body -> publish(new Said(request, who, topic, said), body));
  }

  /** The form in which everything stands in the body. */
  Future<Void> json(HttpServerRequest request, Who who) {
    return NtfyBody.inMemory(request, JSON_BYTES)
        .compose(
            body -> {
              var given = parsed(body.head().getBytes());
              var topic = NtfyPaths.topic(given.path("topic").asText());
              var words = NtfyWords.of(request).with(words(given));
              var text = given.path("message").asText("");
              publishing.check(words);
              if (words.find("x-filename").isPresent() && words.find("x-attach").isEmpty()) {
                throw NtfyProblem.ATTACHMENT_URL.no("a filename needs an address in JSON");
              }
              return writable(who, topic)
                  .compose(may -> publish(new Said(request, who, topic, words), NtfyBody.of(text)));
            });
  }

  private static JsonNode parsed(byte[] bytes) {
    try {
      var node = JSON.readTree(bytes);
      if (node.isObject()) return node;
    } catch (JsonProcessingException e) {
      throw NtfyProblem.NOT_MESSAGE_JSON.no();
    } catch (java.io.IOException e) {
      throw NtfyProblem.NOT_MESSAGE_JSON.no();
    }
    throw NtfyProblem.NOT_MESSAGE_JSON.no();
  }

  private static Map<String, String> words(JsonNode given) {
    var words = new HashMap<String, String>();
    for (var name : NtfyWords.IN_JSON) {
      var value = given.path(name);
      if (!value.isMissingNode() && !value.isNull()) words.put("x-" + name, text(name, value));
    }
    var sequence = given.path("sequence_id");
    if (sequence.isTextual()) words.put("x-sequence-id", sequence.asText());
    return words;
  }

  private static String text(String name, JsonNode value) {
    if (name.equals("actions")) return value.toString();
    if (!value.isArray()) return value.asText();
    return StreamSupport.stream(value.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }

  /** A request that may be answered. */
  private record Said(HttpServerRequest request, Who who, String topic, NtfyWords words) {}

  private Future<Void> publish(Said said, NtfyBody body) {
    var tenant = said.who().tenant();
    var files = new NtfyFiles(settings.address(), tenant, ground.system().keep());
    var wish = publishing.wish(said.words(), body, files, ground.clock().instant());
    var to = NtfyPublishing.email(said.words());
    if (to.isPresent()) access.mails(said.request(), said.who());
    if (!wish.cached() && to.isPresent()) {
      throw NtfyProblem.INVALID.no("a mail needs a message that is kept");
    }
    if (!wish.cached()) {
      if (body.blob().isPresent()) {
        throw NtfyProblem.INVALID.no("a file needs a message that is kept");
      }
      var message = passing(said.who(), said.topic(), wish);
      now.accept(tenant, message);
      return NtfyAbout.send(said.request(), 200, NtfyShape.of(message));
    }
    var command = checked(new Publish(said.topic(), wish.notice(), wish.sequence(), wish.at()));
    if (to.isEmpty()) return ask(said.request(), said.who(), command);
    var mailed = new PublishByMail(ground.id(), Sealed.of(to.get()), command);
    return ask(said.request(), said.who(), mailed);
  }

  /** Refuses what is out of bounds. */
  private <T> T checked(T command) {
    var codec = ground.engine().codec();
    codec.fromJson(command.getClass(), codec.toJson(command));
    return command;
  }

  private Message passing(Who who, String topic, NtfyPublishing.Wish wish) {
    var id = ground.id();
    var time = ground.clock().instant();
    var sequence = wish.sequence().orElse(id);
    var kind = Message.Kind.SAYS;
    var by = who.caller().name();
    return new Message(0, id, topic, sequence, kind, time, time, wish.notice(), by);
  }

  Future<Void> delete(HttpServerRequest request, Who who, String topic, String sequence) {
    return drained(request)
        .compose(read -> writable(who, topic))
        .compose(may -> ask(request, who, checked(new Unpublish(topic, sequence))));
  }

  Future<Void> clear(HttpServerRequest request, Who who, String topic, String sequence) {
    return drained(request)
        .compose(read -> writable(who, topic))
        .compose(may -> ask(request, who, checked(new Clear(topic, sequence))));
  }

  private static Future<NtfyBody> drained(HttpServerRequest request) {
    return NtfyBody.inMemory(request, JSON_BYTES);
  }

  private Future<Void> ask(HttpServerRequest request, Who who, TopicCommand<Message> command) {
    var from = Asked.From.outside(who.tenant(), who.caller(), "");
    return ground
        .bus()
        .ask("notifications", command, Bus.Terms.<NotificationTables>of(from))
        .compose(
            answer -> {
              if (answer instanceof Answer.Refused no)
                throw NtfyProblem.of(no.problem(), no.detail());
              var message = (Message) ((Answer.Done) answer).value();
              return NtfyAbout.send(request, 200, NtfyShape.of(message));
            });
  }

  private Future<Void> writable(Who who, String topic) {
    return ground
        .read(who.tenant(), known -> NtfyAccess.writes(known, who.caller(), topic))
        .map(
            may -> {
              if (!may) throw NtfyProblem.FORBIDDEN.no();
              return null;
            });
  }
}
