package io.masthead.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.edition.TermSummary;
import io.masthead.http.Cursors;
import io.masthead.http.Json;
import io.masthead.http.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Answers what readers look for: one read, and another where that found little and words are known
 * that are like those asked for.
 */
@ApplicationScoped
public class SearchService {

  /** What is looked for, and the page of it that is wanted. */
  record Asked(
      String q,
      SearchFilter filter,
      String cursor,
      int limit,
      boolean withTotal,
      Set<String> facets) {

    String scope() {
      return String.join("\n", "search", q, filter.scope());
    }
  }

  /** A page, and when ages are told anew. */
  record Answer<T>(SearchPage<T> page, Instant until) {}

  /** What stands in a cursor: when ages were told, the place, and the other spellings. */
  private record Position(
      Instant asOf, SearchRepository.Place place, Map<String, List<String>> meant) {}

  @Inject SearchRepository documents;
  @Inject Cursors cursors;
  @Inject ObjectMapper json;
  @Inject Clock clock;

  /** Articles as readers are shown them. */
  Answer<JsonNode> search(Asked asked) {
    return answer(asked, this::shown);
  }

  /** The same with what put each of them in its place. */
  Answer<ExplainedArticle> explain(Asked asked) {
    return answer(asked, this::explained);
  }

  /** Articles for what is being typed, the newest first; none for less than it takes to begin. */
  List<Suggestion> suggest(String typed, String lang, int limit) {
    Question question = Question.of(typed);
    return question.isEmpty()
        ? List.of()
        : documents.suggest(question, lang, limit).stream()
            .map(titled -> suggestion(question, titled))
            .toList();
  }

  private Suggestion suggestion(Question question, SearchRepository.Titled titled) {
    ObjectNode shown = Json.object(json, titled.shown());
    String title = shown.path("title").asText();
    return new Suggestion(
        titled.article(),
        shown.path("slug").asText(),
        titled.lang(),
        shown.path("dir").asText(),
        title,
        Highlights.typed(title, question, Stemming.folding(titled.stemming())));
  }

  private <T> Answer<T> answer(Asked asked, Function<SearchRepository.Hit, T> show) {
    Cursors.Position at = cursors.read(asked.cursor(), asked.scope());
    Position position = at == null ? first() : position(at);
    Question question = Question.of(asked.q());
    Map<String, List<String>> meant = position.meant();
    SearchRepository.Found found = NOTHING;
    if (!question.isEmpty()) {
      boolean withNear = at == null && !NearWords.asked(question).isEmpty();
      found = documents.find(search(asked, question, position, meant, withNear));
      Map<String, List<String>> near = NearWords.meant(question, found.near());
      if (!near.isEmpty()) {
        SearchRepository.Found wider =
            documents.find(search(asked, question, position, near, false));
        // Other spellings that find nothing more are not worth telling.
        if (wider.total() > found.total()) {
          found = wider;
          meant = near;
        }
      }
    }
    Map<String, List<String>> tried = meant;
    Page<SearchRepository.Hit> page =
        cursors.page(
            found.hits(),
            asked.limit(),
            at,
            asked.scope(),
            hit -> key(position.asOf(), hit, tried));
    List<SearchPage.Correction> corrections = new ArrayList<>();
    tried.forEach((word, others) -> corrections.add(new SearchPage.Correction(word, others)));
    return new Answer<>(
        new SearchPage<>(
            page.items().stream().map(show).toList(),
            asked.withTotal() ? counted(page.page(), found.total()) : page.page(),
            corrections,
            asked.facets().isEmpty() ? null : facets(asked.facets(), found.facets())),
        position.asOf().plus(1, ChronoUnit.HOURS));
  }

  private static Page.Info counted(Page.Info page, long total) {
    return new Page.Info(
        page.limit(),
        page.next(),
        page.previous(),
        (int) Math.min(total, SearchRepository.RANKED),
        total > SearchRepository.RANKED ? true : null);
  }

  private static final SearchRepository.Found NOTHING =
      new SearchRepository.Found(List.of(), 0, List.of(), Set.of());

  private static SearchRepository.Search search(
      Asked asked,
      Question question,
      Position position,
      Map<String, List<String>> meant,
      boolean withNear) {
    return new SearchRepository.Search(
        question,
        meant,
        asked.filter(),
        position.asOf(),
        position.place(),
        asked.limit(),
        withNear,
        asked.facets());
  }

  /** Ages are told by the hour, so that replicas agree and an answer may be kept as long. */
  private Position first() {
    return new Position(clock.instant().truncatedTo(ChronoUnit.HOURS), null, Map.of());
  }

  private static List<String> key(
      Instant asOf, SearchRepository.Hit hit, Map<String, List<String>> meant) {
    List<String> key = new ArrayList<>();
    key.add(asOf.toString());
    key.add(hit.score());
    key.add(hit.article().toString());
    meant.forEach((word, others) -> key.add(word + " " + String.join(" ", others)));
    return key;
  }

  private static Position position(Cursors.Position at) {
    List<String> key = at.key();
    Map<String, List<String>> meant = new LinkedHashMap<>();
    for (String entry : key.subList(3, key.size())) {
      List<String> words = Arrays.asList(entry.split(" "));
      meant.put(words.get(0), words.subList(1, words.size()));
    }
    return new Position(
        Instant.parse(key.get(0)),
        new SearchRepository.Place(at.backward(), key.get(1), UUID.fromString(key.get(2))),
        meant);
  }

  private JsonNode shown(SearchRepository.Hit hit) {
    ObjectNode shown = Json.object(json, hit.shown());
    List<Highlight> highlights = Highlights.of(hit.stemming(), shown, hit.body(), hit.marks());
    shown.put("score", Double.parseDouble(hit.score()));
    shown.set("highlights", json.valueToTree(highlights));
    return shown;
  }

  private ExplainedArticle explained(SearchRepository.Hit hit) {
    ObjectNode shown = Json.object(json, hit.shown());
    Indexed indexed = Indexed.of(hit.stemming(), shown);
    return new ExplainedArticle(
        hit.article(),
        shown.path("slug").asText(),
        shown.path("lang").asText(),
        shown.path("title").asText(),
        Instant.parse(shown.path("publishedAt").asText()),
        Double.parseDouble(hit.score()),
        hit.relevance(),
        hit.freshness(),
        hit.stemming(),
        hit.query(),
        new ExplainedArticle.Found(
            indexed.inTitle(hit.marks()).size(),
            indexed.inKicker(hit.marks()).size() + indexed.inNames(hit.marks()).size(),
            indexed.inStandfirst(hit.marks()).size(),
            indexed.inBody(hit.marks()).size()));
  }

  private SearchPage.Facets facets(Set<String> asked, List<SearchRepository.Counted> counted) {
    return new SearchPage.Facets(
        asked.contains("section") ? terms("section", counted) : null,
        asked.contains("tag") ? terms("tag", counted) : null,
        asked.contains("author") ? terms("author", counted) : null,
        asked.contains("lang") ? values("lang", counted) : null,
        asked.contains("month") ? values("month", counted) : null);
  }

  private static List<SearchPage.Value> values(
      String facet, List<SearchRepository.Counted> counted) {
    return counted.stream()
        .filter(c -> c.facet().equals(facet))
        .map(c -> new SearchPage.Value(c.value(), c.count()))
        .toList();
  }

  private List<SearchPage.Term> terms(String facet, List<SearchRepository.Counted> counted) {
    return counted.stream()
        .filter(c -> c.facet().equals(facet))
        .map(c -> new SearchPage.Term(term(c), c.count()))
        .toList();
  }

  /** Its slug and name, as they stand in an article that has it. */
  private TermSummary term(SearchRepository.Counted counted) {
    ObjectNode shown = Json.object(json, counted.shown());
    for (JsonNode reference : shown.findParents("slug")) {
      if (reference.path("id").asText().equals(counted.value())) {
        return new TermSummary(
            UUID.fromString(counted.value()),
            reference.path("slug").asText(),
            reference.path("name").asText());
      }
    }
    throw new IllegalStateException("an article does not name what it is counted under");
  }
}
