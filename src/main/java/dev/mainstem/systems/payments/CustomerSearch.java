package dev.mainstem.systems.payments;

import dev.mainstem.kernel.Page;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Stripe's search for customers, as far as a mail address goes: what is personal is sealed, so it
 * is found by a keyed hash of the whole of it, and by nothing else.
 */
final class CustomerSearch {
  private static final Pattern EMAIL =
      Pattern.compile("\\s*email\\s*:\\s*(?:'([^']{1,512})'|\"([^\"]{1,512})\")\\s*");

  private CustomerSearch() {}

  /** The address that is looked for; any other query is refused. */
  static String email(String query) {
    var match = EMAIL.matcher(query);
    if (!match.matches()) {
      throw StripeProblem.MALFORMED.at("/query", "query: only email:'...' can be searched for");
    }
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  static Map<String, Object> shape(
      Page.Of<Customer> found, Function<Customer, Map<String, Object>> customer) {
    var shape = new LinkedHashMap<String, Object>();
    shape.put("object", "search_result");
    shape.put("url", "/v1/customers/search");
    shape.put("has_more", found.next().isPresent());
    shape.put("next_page", found.next().orElse(null));
    shape.put("data", found.items().stream().map(customer).toList());
    return shape;
  }
}
