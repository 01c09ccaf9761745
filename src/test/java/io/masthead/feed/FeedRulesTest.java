package io.masthead.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules that our feeds are held to find what the Feed Validator finds in its own cases. */
class FeedRulesTest {

  private static final Pattern EXPECTED = Pattern.compile("Expect:\\s+(!?)(\\w+)");

  @Test
  void the_rules_find_what_is_wrong_and_nothing_in_what_is_right() throws Exception {
    List<String> wrong = new ArrayList<>();
    List<Path> cases = cases();
    assertTrue(cases.size() > 90, () -> "the cases are not whole: " + cases.size());
    for (Path file : cases) {
      byte[] feed = Files.readAllBytes(file);
      Matcher expected = EXPECTED.matcher(Files.readString(file));
      assertTrue(expected.find(), () -> file + " expects nothing");
      boolean there = expected.group(1).isEmpty();
      String fault = expected.group(2).replace("ProblematicalRFC822Date", "InvalidRFC2822Date");
      if (fault.startsWith("Valid")) {
        there = false;
        fault = "Invalid" + fault.substring(5).replace("W3CDTFDate", "RFC3339Date");
      }
      Set<String> found = FeedRules.faults(feed);
      boolean right = fault.equals("Error") ? found.isEmpty() : there == found.contains(fault);
      if (!right) {
        wrong.add(file.getFileName() + " gives " + found);
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<Path> cases() throws IOException, URISyntaxException {
    Path directory =
        Path.of(FeedRulesTest.class.getResource("/feed-validator-cases/LICENSE.txt").toURI())
            .getParent();
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList();
    }
  }
}
