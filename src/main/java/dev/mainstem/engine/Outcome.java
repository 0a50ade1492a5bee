package dev.mainstem.engine;

import dev.mainstem.kernel.Problem;

/**
 * What a reaction's command was answered, as it is kept with the log: unlike a client, a reaction
 * must hear the same refusal again too, or it could take both of two ways.
 *
 * @param answer CBOR of the answer; empty if there is none or it was refused
 * @param system whose problem it is; empty text if it was done
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outcome(byte[] answer, String system, Problem problem, String detail, String pointer) {
  private static final Problem NONE = new Problem(Problem.Kind.BROKEN, "none", "");

  static Outcome done(byte[] answer) {
    return new Outcome(answer, "", NONE, "", "");
  }

  static Outcome refused(Answer.Refused no) {
    return new Outcome(new byte[0], no.system(), no.problem(), no.detail(), no.pointer());
  }

  boolean refused() {
    return !system.isEmpty();
  }

  Answer.Refused refusal() {
    return new Answer.Refused(system, problem, detail, pointer);
  }
}
