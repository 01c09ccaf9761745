package io.masthead.feed;

import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a validator of feeds finds wrong in one: times and ids, by the names that the Feed Validator
 * has for most of it.
 */
final class FeedRules {

  private static final Pattern RFC_3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  private static final Pattern RFC_2822 =
      Pattern.compile(
          "(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\\d{1,2})"
              + " (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\\d{4})"
              + " (\\d\\d:\\d\\d(?::\\d\\d)?) ([+-]\\d\\d(?:00|30|45)|UT|GMT|Z|[ECMP][SD]T)");

  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  private static final List<String> ONCE = List.of("id", "title", "updated");

  private final Set<String> faults = new TreeSet<>();

  private FeedRules() {}

  static Set<String> faults(byte[] feed) {
    FeedRules rules = new FeedRules();
    Document document = parse(feed);
    Element root = document.getDocumentElement();
    if (root.getLocalName().equals("feed")) {
      rules.atom(root);
    } else {
      rules.rss(root);
    }
    return rules.faults;
  }

  private static Document parse(byte[] feed) {
    try {
      return DocumentBuilderFactory.newDefaultNSInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(feed));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void atom(Element feed) {
    List<Element> all = new ArrayList<>(all(feed, "entry"));
    all.add(feed);
    for (Element one : all) {
      if (ONCE.stream().anyMatch(name -> children(one, name).size() != 1)) {
        faults.add("NotOnce");
      }
    }
    for (String name : List.of("updated", "published")) {
      all(feed, name).forEach(time -> rfc3339(time.getTextContent()));
    }
  }

  private void rfc3339(String time) {
    if (!RFC_3339.matcher(time).matches()) {
      faults.add("InvalidRFC3339Date");
      return;
    }
    try {
      int year = OffsetDateTime.parse(time).getYear();
      if (year < 1970 || year > 2100) {
        faults.add("ImplausibleDate");
      }
    } catch (DateTimeException e) {
      faults.add("InvalidRFC3339Date");
    }
  }

  private void rss(Element rss) {
    for (String name : List.of("pubDate", "lastBuildDate")) {
      all(rss, name).forEach(time -> rfc2822(time.getTextContent()));
    }
    Set<String> ids = new HashSet<>();
    for (Element item : all(rss, "item")) {
      List<Element> guids = children(item, "guid");
      if (guids.isEmpty()) {
        faults.add("MissingGuid");
      }
      for (Element guid : guids) {
        guid(guid);
        if (!ids.add(guid.getTextContent())) {
          faults.add("DuplicateValue");
        }
      }
    }
  }

  private void rfc2822(String time) {
    Matcher parts = RFC_2822.matcher(time);
    try {
      if (parts.matches()) {
        LocalDate day =
            LocalDate.of(
                Integer.parseInt(parts.group(4)),
                MONTHS.indexOf(parts.group(3)) + 1,
                Integer.parseInt(parts.group(2)));
        LocalTime.parse(parts.group(5));
        if (parts.group(1) == null
            || day.getDayOfWeek() == DayOfWeek.of(DAYS.indexOf(parts.group(1)) + 1)) {
          return;
        }
      }
      faults.add("InvalidRFC2822Date");
    } catch (DateTimeException e) {
      faults.add("InvalidRFC2822Date");
    }
  }

  private void guid(Element guid) {
    String id = guid.getTextContent();
    String permanent = guid.getAttribute("isPermaLink");
    if (guid.getAttributes().getLength() > (guid.hasAttribute("isPermaLink") ? 1 : 0)) {
      faults.add("UnexpectedAttribute");
    }
    if (guid.hasAttribute("isPermaLink") && !Set.of("true", "false").contains(permanent)) {
      faults.add("InvalidBooleanAttribute");
    }
    if (permanent.equals("false")) {
      if (id.matches("\\d{1,7}")) {
        faults.add("NotSufficientlyUnique");
      }
    } else if (id.matches("(urn|tag):.*")) {
      faults.add("InvalidPermalink");
    } else if (!id.matches("https?://.+")) {
      faults.add("InvalidHttpGUID");
    }
  }

  private static List<Element> all(Element under, String name) {
    NodeList found = under.getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<Element> children(Element of, String name) {
    return all(of, name).stream().filter(element -> element.getParentNode() == of).toList();
  }
}
