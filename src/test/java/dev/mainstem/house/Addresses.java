package dev.mainstem.house;

import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that no door may take, because something of this house would call them: the house
 * itself, its neighbours, the metadata services of clouds, in every notation there is, and what is
 * no address. For tests of all doors.
 */
public final class Addresses {
  /** 127.0.0.1, which tests allow where their receiver listens. */
  public static final List<String> THIS_HOST =
      List.of(
          "http://127.0.0.1/",
          "http://127.1/",
          "http://0x7f.1/",
          "http://0x7f000001/",
          "http://2130706433/",
          "http://127.0.0.1./",
          "http://localhost/",
          "http://LOCALHOST:8080/",
          "http://any.localhost/");

  /** What is refused also where 127.0.0.1 is allowed. */
  public static final List<String> NEIGHBOURS =
      List.of(
          "http://127.0.0.2/",
          "http://127.2/",
          "http://2130706434/",
          "http://0x7f.0.0.2/",
          "http://0177.0.0.1/",
          "http://017700000001/",
          "http://0/",
          "http://0.0.0.0/",
          "http://10.1.2.3/",
          "http://172.16.0.1/",
          "http://172.31.255.1/",
          "http://192.168.1.1/",
          "http://169.254.169.254/latest/meta-data/",
          "http://0xa9fea9fe/",
          "http://2852039166/",
          "http://0251.0376.0251.0376/",
          "http://100.64.0.1/",
          "http://100.100.100.200/",
          "http://168.63.129.16/",
          "http://192.0.0.192/",
          "http://198.18.0.1/",
          "http://224.0.0.1/",
          "http://255.255.255.255/",
          "http://240.0.0.1/",
          "http://[::1]/",
          "http://[::]/",
          "http://[0:0:0:0:0:0:0:1]/",
          "http://[::127.0.0.2]/",
          "http://[::ffff:127.0.0.2]/",
          "http://[::ffff:7f00:2]/",
          "http://[::ffff:a9fe:a9fe]/",
          "http://[::ffff:10.0.0.1]/",
          "http://[64:ff9b::7f00:1]/",
          "http://[64:ff9b::169.254.169.254]/",
          "http://[2002:7f00:1::]/",
          "http://[2001:0:7f00:1::]/",
          "http://[fd00:ec2::254]/",
          "http://[fe80::1]/",
          "http://[fec0::1]/",
          "http://[ff02::1]/",
          "http://[fc00::1]/");

  /** What nobody can call. */
  public static final List<String> NONE =
      List.of(
          "",
          "example.com",
          "//example.com",
          "ftp://example.com/",
          "file:///etc/passwd",
          "gopher://example.com/",
          "http:///path",
          "http://user@example.com/",
          "http://user:word@example.com/",
          "http://example.com/#part",
          "http://example.com:0/",
          "http://example.com:99999/",
          "http://exa mple.com/",
          "http://999.1.1.1/",
          "javascript:alert(1)");

  private Addresses() {}

  /** All that no door takes. */
  public static Stream<String> refused() {
    return Stream.concat(THIS_HOST.stream(), beside());
  }

  /** All that a door does not take that may call 127.0.0.1; the empty text is for others. */
  public static Stream<String> beside() {
    return Stream.concat(NEIGHBOURS.stream(), NONE.stream()).filter(url -> !url.isEmpty());
  }

  public static Stream<String> none() {
    return NONE.stream();
  }

  public static Stream<String> ours() {
    return Stream.concat(THIS_HOST.stream(), NEIGHBOURS.stream());
  }
}
