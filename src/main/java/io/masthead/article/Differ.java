package io.masthead.article;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import io.masthead.article.RevisionDiff.Member;
import io.masthead.article.RevisionDiff.Op;
import io.masthead.article.RevisionDiff.Paragraph;
import io.masthead.article.RevisionDiff.Word;
import io.masthead.body.Block;
import io.masthead.body.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what differs between two versions of an article: members by their values, the body by
 * blocks, and within a block that changed by words (Unicode Standard Annex 29).
 */
final class Differ {

  /** Longer texts are told as a block that changed, so that no pair of bodies takes for ever. */
  private static final int MOST_WORDS = 3_000;

  private Differ() {}

  /** The members that differ, in the order of their names. */
  static List<String> names(JsonNode before, JsonNode after) {
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    return names.stream().filter(name -> !before.path(name).equals(after.path(name))).toList();
  }

  static List<Member> members(JsonNode before, JsonNode after) {
    return names(before, after).stream()
        .filter(name -> !name.equals("body"))
        .map(name -> new Member(name, before.get(name), after.get(name)))
        .toList();
  }

  static List<Paragraph> bodies(Body before, Body after, String lang) {
    List<Paragraph> result = new ArrayList<>();
    if (before.blocks().equals(after.blocks())) {
      return result;
    }
    int next = 0;
    for (Run<Block> run : runs(before.blocks(), after.blocks())) {
      equal(after.blocks().subList(next, run.start), result);
      changed(run.gone, run.come, lang, result);
      next = run.start + run.come.size();
    }
    equal(after.blocks().subList(next, after.blocks().size()), result);
    return result;
  }

  /** What went and what came at one place; {@code start} counts in what stands after. */
  private record Run<T>(int start, List<T> gone, List<T> come) {}

  /** The algorithm tells a change as parts that touch; here they are one. */
  private static <T> List<Run<T>> runs(List<T> before, List<T> after) {
    List<Run<T>> runs = new ArrayList<>();
    int goneTo = -1;
    for (AbstractDelta<T> delta :
        DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>()).getDeltas()) {
      Run<T> last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      boolean touches =
          last != null
              && delta.getSource().getPosition() == goneTo
              && delta.getTarget().getPosition() == last.start + last.come.size();
      if (!touches) {
        last = new Run<>(delta.getTarget().getPosition(), new ArrayList<>(), new ArrayList<>());
        runs.add(last);
      }
      last.gone.addAll(delta.getSource().getLines());
      last.come.addAll(delta.getTarget().getLines());
      goneTo = delta.getSource().getPosition() + delta.getSource().size();
    }
    return runs;
  }

  private static void equal(List<Block> blocks, List<Paragraph> result) {
    blocks.forEach(block -> result.add(new Paragraph(Op.EQUAL, null, block, null)));
  }

  /**
   * Blocks that stand at the same place of a changed run became each other; the rest came or went.
   */
  private static void changed(
      List<Block> before, List<Block> after, String lang, List<Paragraph> result) {
    int pairs = Math.min(before.size(), after.size());
    for (int i = 0; i < pairs; i++) {
      Block from = before.get(i);
      Block to = after.get(i);
      result.add(new Paragraph(Op.CHANGE, from, to, words(text(from), text(to), lang)));
    }
    before
        .subList(pairs, before.size())
        .forEach(block -> result.add(new Paragraph(Op.DELETE, block, null, null)));
    after
        .subList(pairs, after.size())
        .forEach(block -> result.add(new Paragraph(Op.INSERT, null, block, null)));
  }

  private static String text(Block block) {
    return Body.of(block).text();
  }

  /** Null where a side has no text, or one has too much. */
  static List<Word> words(String before, String after, String lang) {
    List<String> from = split(before, lang);
    List<String> to = split(after, lang);
    if (from.isEmpty() || to.isEmpty() || from.size() > MOST_WORDS || to.size() > MOST_WORDS) {
      return null;
    }
    List<Word> words = new ArrayList<>();
    int next = 0;
    for (Run<String> run : runs(from, to)) {
      add(Op.EQUAL, to.subList(next, run.start), words);
      add(Op.DELETE, run.gone, words);
      add(Op.INSERT, run.come, words);
      next = run.start + run.come.size();
    }
    add(Op.EQUAL, to.subList(next, to.size()), words);
    return words;
  }

  private static void add(Op op, List<String> run, List<Word> words) {
    if (!run.isEmpty()) {
      words.add(new Word(op, String.join("", run)));
    }
  }

  private static List<String> split(String text, String lang) {
    BreakIterator borders = BreakIterator.getWordInstance(ULocale.forLanguageTag(lang));
    borders.setText(text);
    List<String> words = new ArrayList<>();
    int start = borders.first();
    for (int end = borders.next(); end != BreakIterator.DONE; end = borders.next()) {
      words.add(text.substring(start, end));
      start = end;
    }
    return words;
  }
}
