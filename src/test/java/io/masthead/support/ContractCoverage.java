package io.masthead.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of the answers that the documents tell of the tests have seen, each at least once, and that
 * they have seen no other. The suite runs in several class loaders, and is judged in another
 * process, so that what was seen is kept under {@code target/}.
 *
 * @param classes the tests that ran
 * @param seen the answers, as {@link ApiOperation#answer}
 */
public record ContractCoverage(Set<String> classes, Set<String> seen) {

  private static final Path SEEN = Path.of("target", "contract-seen.txt");
  private static final Path RUN = Path.of("target", "contract-run.txt");
  private static final Path TABLE = Path.of("target", "contract-coverage.md");
  private static final Path TESTS = Path.of("target", "test-classes");

  /** Of the last run of the suite. */
  public static ContractCoverage read() {
    return new ContractCoverage(lines(RUN), lines(SEEN));
  }

  /** Forgets what earlier runs saw. */
  static void begin() {
    write(SEEN, Set.of());
    write(RUN, Set.of());
  }

  static void ran(Set<String> classes) {
    addTo(RUN, classes);
  }

  static void add(Set<String> answers) {
    addTo(SEEN, answers);
  }

  private static void addTo(Path file, Set<String> lines) {
    Set<String> all = lines(file);
    all.addAll(lines);
    write(file, all);
  }

  private static Set<String> lines(Path file) {
    try {
      return new TreeSet<>(Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      return new TreeSet<>();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Iterable<String> lines) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests that Surefire would run, by its own rule of names, and did not. */
  public Set<String> notRun() {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .map(file -> TESTS.relativize(file).toString())
          .filter(ContractCoverage::isOfTheSuite)
          .map(file -> file.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
          .filter(name -> !classes.contains(name))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isOfTheSuite(String file) {
    return file.matches("[^$]*(?:Test|Properties)(?:\\.class)?");
  }

  /** Answers that are documented and that no test has seen. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (ApiOperation operation : Contract.committed().operations()) {
      for (String status : statuses(operation)) {
        if (!seen.contains(operation.answer(status))) {
          missing.add(operation + " " + status);
        }
      }
    }
    return missing;
  }

  /** Answers that tests have seen and that are not documented. */
  public Set<String> untold() {
    Set<String> untold = new TreeSet<>(seen);
    for (ApiOperation operation : Contract.committed().operations()) {
      statuses(operation).forEach(status -> untold.remove(operation.answer(status)));
    }
    return untold;
  }

  private static Set<String> statuses(ApiOperation operation) {
    Set<String> statuses = new TreeSet<>();
    operation.node().path("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  /** Writes each operation with its answers; those that were never seen stand in brackets. */
  void tell() {
    Set<String> notRun = notRun();
    List<String> missing = missing();
    List<String> lines = new ArrayList<>();
    lines.add("# What the tests saw of the API documents");
    lines.add("");
    if (!notRun.isEmpty()) {
      lines.add("Only a part of the suite ran; " + notRun.size() + " classes did not.");
      lines.add("");
    }
    lines.add("| operation | documented answers, those never seen in brackets |");
    lines.add("| --- | --- |");
    int answers = 0;
    for (ApiOperation operation : Contract.committed().operations()) {
      answers += statuses(operation).size();
      lines.add(
          statuses(operation).stream()
              .map(s -> seen.contains(operation.answer(s)) ? s : "[" + s + "]")
              .collect(Collectors.joining(" ", "| `" + operation + "` | ", " |")));
    }
    lines.add("");
    lines.add(
        "%d operations, %d documented answers, %d of them seen; %d seen that are not documented."
            .formatted(
                Contract.committed().operations().size(),
                answers,
                answers - missing.size(),
                untold().size()));
    write(TABLE, lines);
    if (notRun.isEmpty()) {
      lines.forEach(System.out::println);
    }
  }
}
