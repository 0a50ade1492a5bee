package dev.mainstem.systems.notifications;

import dev.mainstem.kernel.Blob;
import dev.mainstem.store.Blobs;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was sent along: a short one in memory, a long one, or one that is to be a file, in the blob
 * store.
 *
 * @param head all of it, or the beginning of what is in the blob
 */
record NtfyBody(Buffer head, Optional<Blob> blob) {
  /** What a message may be long; more is a file. */
  static final int MESSAGE_BYTES = 4_096;

  /** What a file may be long. */
  static final long FILE_BYTES = 15L << 20;

  static NtfyBody of(String text) {
    return new NtfyBody(Buffer.buffer(text), Optional.empty());
  }

  /** What is read of it, in UTF-8; empty if it is not that. */
  Optional<String> text() {
    try {
      var bytes = ByteBuffer.wrap(head.getBytes());
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The whole body in memory, if it is not longer than this. */
  static Future<NtfyBody> inMemory(HttpServerRequest request, int most) {
    Promise<NtfyBody> promise = Promise.promise();
    var all = Buffer.buffer();
    request.handler(
        part -> {
          all.appendBuffer(part);
          if (all.length() <= most) return;
          request.handler(rest -> {});
          promise.tryFail(NtfyProblem.JSON_TOO_LARGE.no());
        });
    request.endHandler(end -> promise.tryComplete(new NtfyBody(all, Optional.empty())));
    request.exceptionHandler(promise::tryFail);
    request.resume();
    return promise.future();
  }

  /** Reads a body into the blob store once it is longer than a message. Owned by one request. */
  static final class Reading {
    private final Vertx vertx;
    private final Blobs blobs;
    private final HttpServerRequest request;
    private final Promise<NtfyBody> promise = Promise.promise();
    private final Buffer head = Buffer.buffer();
    private Blobs.Writing writing;

    Reading(Vertx vertx, Blobs blobs, HttpServerRequest request) {
      this.vertx = vertx;
      this.blobs = blobs;
      this.request = request;
    }

    /**
     * @param file whether it is to be a file, however short it is, going by what it is
     */
    Future<NtfyBody> run(Predicate<NtfyBody> file) {
      if (declared() > FILE_BYTES) return Future.failedFuture(NtfyProblem.TOO_LARGE.no());
      request.handler(this::take);
      request.endHandler(end -> end(file));
      request.exceptionHandler(this::fail);
      request.resume();
      return promise.future();
    }

    private long declared() {
      var length = request.getHeader("Content-Length");
      return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
    }

    private void take(Buffer part) {
      if (writing == null && head.length() + part.length() <= MESSAGE_BYTES) {
        head.appendBuffer(part);
        return;
      }
      if (writing != null && writing.length() + part.length() > FILE_BYTES) {
        request.handler(rest -> {});
        fail(NtfyProblem.TOO_LARGE.no());
        return;
      }
      request.pause();
      var before = writing == null ? head.copy() : Buffer.buffer();
      aside(() -> write(before.appendBuffer(part))).onSuccess(done -> request.resume());
    }

    /** Disks block. */
    private Future<Void> aside(Runnable work) {
      return vertx
          .<Void>executeBlocking(
              () -> {
                work.run();
                return null;
              })
          .onFailure(this::fail);
    }

    private void write(Buffer bytes) {
      if (writing == null) writing = blobs.write();
      writing.add(ByteBuffer.wrap(bytes.getBytes()));
    }

    private void end(Predicate<NtfyBody> file) {
      var whole = new NtfyBody(head, Optional.empty());
      if (writing == null && (head.length() == 0 || !file.test(whole))) {
        promise.tryComplete(whole);
        return;
      }
      aside(
          () -> {
            if (writing == null) write(head.copy());
            var kept = writing.keep();
            promise.tryComplete(new NtfyBody(head, Optional.of(kept)));
          });
    }

    private void fail(Throwable why) {
      if (promise.tryFail(why) && writing != null) aside(writing::close);
    }
  }
}
