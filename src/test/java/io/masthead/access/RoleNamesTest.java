package io.masthead.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RoleNamesTest {

  private static final Map<String, Role> SAID =
      Map.of(
          "admins", Role.ADMINISTRATOR,
          "team=editors", Role.EDITOR,
          "authors", Role.AUTHOR,
          "mods", Role.MODERATOR,
          "interns", Role.CONTRIBUTOR);

  private static final RoleNames NAMES =
      RoleNames.of(
          List.of(
              "admins=administrator",
              " team=editors = editor",
              "authors=author",
              "mods=moderator",
              "interns=contributor"));

  @Test
  void of_several_roles_the_highest_holds() {
    assertEquals(Optional.of(Role.EDITOR), NAMES.highest(List.of("mods", "team=editors", "x")));
    assertEquals(Optional.of(Role.AUTHOR), NAMES.highest(List.of("mods", "authors", "interns")));
    assertEquals(Optional.of(Role.MODERATOR), NAMES.highest(List.of("interns", "mods")));
    assertEquals(Optional.empty(), NAMES.highest(List.of("administrator", "editor", "")));
    assertEquals(Optional.empty(), NAMES.highest(List.of()));
  }

  @Property
  void no_role_that_is_not_said_counts_and_their_order_is_of_no_account(
      @ForAll List<String> others, @ForAll Random random) {
    List<String> theirs = new ArrayList<>(others);
    SAID.keySet().stream().filter(name -> random.nextBoolean()).forEach(theirs::add);
    Optional<Role> found = NAMES.highest(theirs);
    Collections.shuffle(theirs, random);
    assertEquals(found, NAMES.highest(theirs));
    theirs.retainAll(SAID.keySet());
    assertEquals(found, NAMES.highest(theirs));
    assertEquals(theirs.isEmpty(), found.isEmpty());
  }

  @Test
  void what_is_no_pair_is_told() {
    for (String wrong : List.of("", "editor", "=editor", "a=", "a=Editor", "a=chief")) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> RoleNames.of(List.of(wrong)), wrong);
      assertEquals(
          "'%s' is not a pair such as newsroom-editors=editor".formatted(wrong),
          refused.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class, () -> RoleNames.of(List.of("a=editor", "a=author")));
  }
}
