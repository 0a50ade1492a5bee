package dev.mainstem.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.mainstem.console.Browsing.button;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.mainstem.house.Anybody;
import dev.mainstem.house.HouseUnderTest;
import dev.mainstem.kernel.Command;
import dev.mainstem.kernel.Effect;
import dev.mainstem.shop.Shop;
import dev.mainstem.shop.Wallet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drawing of what led to what, across a shop, a wallet and a carrier that may fail. */
final class CauseIT {
  @TempDir private Path data;

  private final AtomicInteger failures = new AtomicInteger();
  private HouseUnderTest house;
  private Browsing browsing;

  private final class Carrier implements Effect<Shop.Parcel> {
    @Override
    public CompletionStage<? extends Command<?, ?>> attempt(Shop.Parcel parcel, Attempt attempt) {
      if (failures.getAndDecrement() > 0) {
        return CompletableFuture.failedFuture(new IOException("the van is out of order"));
      }
      return CompletableFuture.completedFuture(new Shop.MarkShipped(parcel.order()));
    }

    @Override
    public Duration pause(int failed) {
      return failed >= 3 ? null : Duration.ofMillis(20);
    }
  }

  @BeforeEach
  void open() throws Exception {
    Browsing.need();
    house =
        new HouseUnderTest(
            data, List.of(new Wallet(), new Shop(new Carrier())), engine -> new Anybody());
    house.tell("local", "wallet", new Wallet.Fund("ann", 500));
    browsing = new Browsing(URI.create("http://127.0.0.1:" + house.port()));
  }

  @AfterEach
  void close() throws Exception {
    if (browsing != null) browsing.close();
    if (house != null) house.close();
  }

  private static Locator node(Page page, String text) {
    return page.locator("svg .node", new Page.LocatorOptions().setHasText(text));
  }

  /** Asks until the story has come so far: it goes on beside. */
  private Page story(String order, String last) throws Exception {
    var page = browsing.open("#/why/shop/" + order);
    assertThat(page.locator("h1")).containsText("Why");
    for (int turns = 0; turns < 100 && node(page, last).count() == 0; turns++) {
      page.reload();
      assertThat(page.locator("svg .node").first()).isVisible();
    }
    return page;
  }

  @Test
  void a_story_is_drawn_across_systems_with_its_lines_and_failed_attempts() throws Exception {
    failures.set(2);
    house.tell("local", "shop", new Shop.Buy("o1", "ann", 200));
    var page = story("o1", "Taken");
    assertThat(page.locator(".legend li")).hasText(new String[] {"shop", "wallet"});
    assertThat(node(page, "Was held")).containsText("event · wallet");
    assertThat(page.locator("svg .line").getByText("hold money")).isAttached();
    assertThat(node(page, "failed")).hasCount(2);
    node(page, "attempt 1 failed").click();
    assertThat(page.locator(".drawer")).containsText("the van is out of order");
    page.keyboard().press("Escape");
    assertThat(page.locator(".drawer")).hasCount(0);
    page.setViewportSize(375, 812);
    assertThat(node(page, "Was held")).isVisible();
    browsing.look(List.of("#/why/shop/o1"));
    assertEquals(List.of(), browsing.complaints());
  }

  @Test
  void a_dead_letter_is_drawn_where_it_lies_and_is_driven_again() throws Exception {
    failures.set(3);
    house.tell("local", "shop", new Shop.Buy("o2", "ann", 100));
    var page = story("o2", "given up");
    assertThat(node(page, "given up")).containsText("dead letter");
    page.navigate(browsing.at("#/house"));
    var letters = page.locator("letter-card");
    assertThat(letters).containsText("shop: ship");
    button(page, "Try again").click();
    assertThat(letters).containsText("everything that was to be done was done");
    assertEquals(List.of(), browsing.complaints());
  }
}
