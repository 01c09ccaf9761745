package io.masthead;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A setting that is misspelt is told of; nothing else is. */
@QuarkusTest
class UnknownSettingsTest {

  private static final Set<String> SOME =
      Set.of("masthead.views.window", "masthead.http.max-age", "masthead.admin-key");

  @Inject UnknownSettings settings;

  @Test
  void the_running_program_knows_every_setting() {
    Set<String> known = new TreeSet<>(settings.known());
    Set<String> all = new TreeSet<>(SettingsTest.settings().keySet());
    known.removeIf(name -> name.endsWith("[*]") || name.equals("masthead.database.cluster"));
    assertEquals(all, known);
  }

  @Test
  void one_that_is_near_a_setting_is_told_with_it() {
    assertEquals(
        List.of(
            "MASTHEAD_ADMINKEY is no setting and is passed over; MASTHEAD_ADMIN_KEY is one",
            "MASTHEAD_ADMIN_KEY_FILES is no setting and is passed over; MASTHEAD_ADMIN_KEY_FILE is"
                + " one",
            "MASTHEAD_VEIWS_WINDOW is no setting and is passed over; MASTHEAD_VIEWS_WINDOW is one",
            "masthead.http.maxage is no setting and is passed over; masthead.http.max-age is one"),
        UnknownSettings.lines(
            List.of(
                "MASTHEAD_VEIWS_WINDOW",
                "MASTHEAD_ADMINKEY",
                "MASTHEAD_ADMIN_KEY_FILES",
                "masthead.http.maxage"),
            SOME));
  }

  @Test
  void one_that_is_near_none_is_told_by_itself() {
    assertEquals(
        List.of("MASTHEAD_COLOUR is no setting and is passed over"),
        UnknownSettings.lines(List.of("MASTHEAD_COLOUR"), SOME));
  }

  @Test
  void settings_and_what_orchestrators_say_of_services_are_not_told() {
    assertEquals(
        List.of(),
        UnknownSettings.lines(
            List.of(
                "MASTHEAD_VIEWS_WINDOW",
                "MASTHEAD_ADMIN_KEY",
                "MASTHEAD_ADMIN_KEY_FILE",
                "masthead.views.window",
                "MASTHEAD_SERVICE_HOST",
                "MASTHEAD_SERVICE_PORT",
                "MASTHEAD_SERVICE_PORT_MANAGEMENT",
                "MASTHEAD_PORT",
                "MASTHEAD_PORT_8080_TCP",
                "MASTHEAD_PORT_8080_TCP_PROTO",
                "MASTHEAD_PG_RW_SERVICE_HOST",
                "MASTHEAD_PG_RW_PORT_5432_TCP_ADDR",
                "MASTHEADING",
                "PATH",
                "masthead"),
            SOME));
  }
}
