package io.masthead.comment;

import io.masthead.database.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How much a comment reads like those that moderators called spam (naive Bayes). It learns a
 * comment's words when one is approved or called spam, takes the lesson back when that is undone,
 * and says nothing before it has seen enough of both.
 */
@ApplicationScoped
class SpamFilter {

  /** Comments of each kind, below which a score would be chance. */
  static final int FEWEST = 20;

  private static final String GOOD = "good";
  private static final String SPAM = "spam";

  /** Stands for the comments themselves. */
  private static final String ALL = "";

  private static final int MOST_WORDS = 300;
  private static final int LONGEST_WORD = 40;

  @Inject EvidenceRepository evidence;

  /** In per cent; none where too little was learned. */
  Supplier<Optional<Integer>> score(Sql.Together asked, List<String> words) {
    Set<String> wanted = known(words);
    wanted.add(ALL);
    Supplier<List<EvidenceRepository.Word>> learned = evidence.words(asked, wanted);
    return () -> score(learned.get());
  }

  private static Optional<Integer> score(List<EvidenceRepository.Word> learned) {
    Map<String, EvidenceRepository.Word> found =
        learned.stream().collect(Collectors.toMap(EvidenceRepository.Word::word, word -> word));
    EvidenceRepository.Word all = found.remove(ALL);
    if (all == null || all.good() < FEWEST || all.spam() < FEWEST) {
      return Optional.empty();
    }
    return Optional.of(score(found.values(), all));
  }

  /**
   * Both kinds are as likely before a word is read; one count more keeps any word from deciding.
   */
  static int score(Collection<EvidenceRepository.Word> words, EvidenceRepository.Word all) {
    double odds = 0;
    for (EvidenceRepository.Word word : words) {
      double spam = (word.spam() + 1.0) / (all.spam() + 2.0);
      double good = (word.good() + 1.0) / (all.good() + 2.0);
      odds += Math.log(spam / good);
    }
    return (int) Math.floor(100 / (1 + Math.exp(-odds)));
  }

  /**
   * What moderators made of these teaches, of each once, whatever it taught before. It is noted in
   * them, to be stored with them; the words are for {@link #teach}.
   */
  List<EvidenceRepository.Word> lessons(Collection<Comment> decided) {
    Map<String, long[]> changes = new TreeMap<>();
    for (Comment comment : decided) {
      String lesson = lesson(comment);
      if (!Objects.equals(lesson, comment.taught)) {
        add(changes, comment.html, comment.taught, -1);
        add(changes, comment.html, lesson, 1);
        comment.taught = lesson;
      }
    }
    return words(changes);
  }

  /** Learns. The last thing that a transaction does, since all others that teach wait for it. */
  void teach(List<EvidenceRepository.Word> lessons) {
    if (!lessons.isEmpty()) {
      evidence.teach(lessons);
    }
  }

  /**
   * Takes back what was learned from words that are others now.
   *
   * @param lesson what was learned, or null
   */
  void unlearn(String html, String lesson) {
    Map<String, long[]> changes = new TreeMap<>();
    add(changes, html, lesson, -1);
    teach(words(changes));
  }

  private static List<EvidenceRepository.Word> words(Map<String, long[]> changes) {
    return changes.entrySet().stream()
        .map(e -> new EvidenceRepository.Word(e.getKey(), e.getValue()[0], e.getValue()[1]))
        .toList();
  }

  /** What is removed or rejected may be so for any reason, and teaches nothing new. */
  private static String lesson(Comment comment) {
    return switch (comment.state()) {
      case PUBLISHED -> comment.reviewed ? GOOD : comment.taught;
      case SPAM -> SPAM;
      case PENDING -> null;
      case REJECTED, REMOVED -> comment.taught;
    };
  }

  private static void add(Map<String, long[]> changes, String html, String lesson, int times) {
    if (lesson == null) {
      return;
    }
    Set<String> words = known(Words.of(PlainText.of(html)));
    words.add(ALL);
    for (String word : words) {
      changes.computeIfAbsent(word, w -> new long[2])[lesson.equals(SPAM) ? 1 : 0] += times;
    }
  }

  private static Set<String> known(List<String> words) {
    return words.stream()
        .filter(word -> word.length() <= LONGEST_WORD)
        .distinct()
        .limit(MOST_WORDS)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
