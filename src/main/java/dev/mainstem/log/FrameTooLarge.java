package dev.mainstem.log;

/** One decision exceeds what one frame may hold. */
public final class FrameTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  FrameTooLarge(String what, long size, long most) {
    super(what + " is " + size + ", which exceeds the most a frame may hold, " + most);
  }
}
