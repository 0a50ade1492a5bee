package dev.mainstem.engine.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstem.kernel.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where calls may not go, however that is written. */
class AddressGuardTest {
  private final AddressGuard guard = new AddressGuard(List.of(), InetAddress::getAllByName);

  private String refused(AddressGuard guard, String url) {
    var no = assertThrows(Refusal.class, () -> guard.check(url, "/to"));
    assertEquals("/to", no.pointer().orElseThrow());
    return no.problem().name();
  }

  @ParameterizedTest
  @MethodSource("dev.mainstem.house.Addresses#ours")
  void an_address_of_this_house_or_its_neighbours_is_refused_at_the_door(String url) {
    assertTrue(Set.of("address-refused", "bad-address").contains(refused(guard, url)), url);
  }

  @ParameterizedTest
  @MethodSource("dev.mainstem.house.Addresses#none")
  void what_is_no_address_is_refused_and_the_field_is_named(String url) {
    assertEquals("bad-address", refused(guard, url));
  }

  @Test
  void an_address_may_not_be_endless_or_break_a_line() {
    assertEquals("bad-address", refused(guard, "http://example.com/\r\nX: y"));
    assertEquals("bad-address", refused(guard, "http://example.com/" + "x".repeat(2_048)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://93.184.215.14/",
        "https://hooks.example.com/in?a=b",
        "http://[2606:2800:21f::1]/",
        "http://1a.de/",
        "http://172.32.0.1/",
        "http://100.128.0.1/",
        "http://11.0.0.1:8080/"
      })
  void a_public_address_may_be_called_and_a_name_is_not_looked_up_at_the_door(String url) {
    var names =
        new AddressGuard(
            List.of(),
            host -> {
              if (host.matches(".*[g-z].*|1a.de")) throw new AssertionError("looked up " + host);
              return InetAddress.getAllByName(host);
            });
    assertEquals(URI.create(url), names.check(url, "/to"));
  }

  @Test
  void one_bad_address_among_several_refuses_the_name() throws Exception {
    var both =
        new InetAddress[] {
          InetAddress.getByName("93.184.215.14"), InetAddress.getByName("10.0.0.5")
        };
    var mixed = new AddressGuard(List.of(), host -> both);
    var no =
        assertThrows(Refusal.class, () -> mixed.resolve(URI.create("http://hooks.example.com/")));
    assertEquals("address-refused", no.problem().name());
  }

  @Test
  void a_name_that_has_no_address_is_not_refused_for_ever() {
    var nobody =
        new AddressGuard(
            List.of(),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThrows(
        UnknownHostException.class, () -> nobody.resolve(URI.create("http://a.example.com/")));
  }

  @Test
  void what_the_operator_allows_may_be_called_and_nothing_beside_it() {
    var allowing =
        new AddressGuard(AddressRange.all("127.0.0.0/8", "fd00::/16"), InetAddress::getAllByName);
    allowing.check("http://localhost:1234/", "/to");
    allowing.check("http://127.9.9.9/", "/to");
    allowing.check("http://[fd00::7]/", "/to");
    assertEquals("address-refused", refused(allowing, "http://[fd01::7]/"));
    assertEquals("address-refused", refused(allowing, "http://10.0.0.1/"));
  }

  @Test
  void a_range_holds_what_begins_with_its_bits() throws Exception {
    var range = new AddressRange("172.16.0.0/12");
    assertTrue(range.holds(InetAddress.getByName("172.31.255.255")));
    assertFalse(range.holds(InetAddress.getByName("172.32.0.0")));
    assertFalse(range.holds(InetAddress.getByName("::1")));
    assertTrue(new AddressRange("1.2.3.4").holds(InetAddress.getByName("1.2.3.4")));
    assertTrue(new AddressRange("0.0.0.0/0").holds(InetAddress.getByName("8.8.8.8")));
    for (var bad :
        List.of("", "10", "10.0.0.0/33", "::/129", "a.b", "10.0.0.0/-1", "10.0.0.0/8/8")) {
      assertThrows(IllegalArgumentException.class, () -> new AddressRange(bad), bad);
    }
  }
}
