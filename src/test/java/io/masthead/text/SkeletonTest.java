package io.masthead.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkeletonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee",
        "ANN LEE",
        "ann-lee",
        "  AnnLee ",
        "\u0410nn Lee",
        "Ann L\u0435\u0435",
        "\u0391nn Lee",
        "\uff21\uff4e\uff4e \uff2c\uff45\uff45",
        "A\u200bnn\u2060 Lee",
        "A\u0301nn\u0336 Lee\u0325",
        "\ud835\udc00nn Lee",
        "Ann\u00ad L\u034fee",
        "Ann \u2112ee",
        "Ann Iee",
        "Ann |ee",
        "Ann 1ee",
        "\u24b6nn Lee"
      })
  void a_name_that_is_taken_for_another_has_a_look_in_common(String name) {
    assertFalse(
        Collections.disjoint(Skeleton.ofName("Ann Lee"), Skeleton.ofName(name)),
        () -> Skeleton.ofName(name).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ann Lea", "Anna Lee", "An Lee", "Lee Ann", "Ann Lee Jr", "Анна Ли"})
  void another_name_has_another(String name) {
    assertTrue(Collections.disjoint(Skeleton.ofName("Ann Lee"), Skeleton.ofName(name)));
  }

  @ParameterizedTest
  @CsvSource({"Айсәуле Төренқұл, АЙСӘУЛЕ ТӨРЕНҚҰЛ", "Варвара, варвара", "Élodie, elodie"})
  void case_and_accents_make_no_other_name_in_any_script(String one, String other) {
    assertFalse(Collections.disjoint(Skeleton.ofName(one), Skeleton.ofName(other)));
  }

  @Test
  void a_name_without_letters_has_no_look() {
    assertEquals(Set.of(), Skeleton.ofName("\ud83d\ude42 !"));
    assertEquals(Set.of(), Skeleton.ofName("\u00c1."));
  }

  @Test
  void marks_that_are_letters_of_their_script_stay() {
    assertFalse(Skeleton.of("कि").equals(Skeleton.of("कु")));
    assertFalse(Skeleton.of("か").equals(Skeleton.of("が")));
    assertEquals(Skeleton.of("كتاب"), Skeleton.of("كِتَاب"));
  }
}
