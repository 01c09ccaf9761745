package io.masthead.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a service measures, as Prometheus reads it. */
public record Exposition(List<Series> all) {

  private static final Pattern LINE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One number with its name and labels. */
  public record Series(String name, Map<String, String> labels, double value) {

    private boolean has(String... labelled) {
      for (int i = 0; i < labelled.length; i += 2) {
        if (!labelled[i + 1].equals(labels.get(labelled[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  public static Exposition of(URI metrics) {
    try {
      HttpRequest request = HttpRequest.newBuilder(metrics).build();
      return of(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Exposition of(String text) {
    List<Series> all = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(line);
      }
      Map<String, String> labels = new LinkedHashMap<>();
      Matcher label = LABEL.matcher(matcher.group(2) == null ? "" : matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
      all.add(new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
    }
    return new Exposition(all);
  }

  public Stream<Series> named(String name) {
    return all.stream().filter(series -> series.name().equals(name));
  }

  /**
   * The sum of all of this name, 0 where there is none.
   *
   * @param labelled by turns a label and its value, which they all have
   */
  public double sum(String name, String... labelled) {
    return named(name).filter(series -> series.has(labelled)).mapToDouble(Series::value).sum();
  }
}
