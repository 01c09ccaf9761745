package io.masthead.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.author.AuthorRef;
import io.masthead.author.AuthorService;
import io.masthead.body.Body;
import io.masthead.body.BodyReader;
import io.masthead.body.Parsed;
import io.masthead.body.Warning;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.ProblemException;
import io.masthead.http.RequestRules;
import io.masthead.taxonomy.SectionService;
import io.masthead.taxonomy.TagService;
import io.masthead.taxonomy.TermRef;
import io.masthead.text.Slug;
import io.masthead.text.Text;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Looks up what a request refers to and reads its body; tells every fault of both at once, and
 * beside those of its form.
 */
@ApplicationScoped
class ArticleReferences implements RequestRules<ArticleRequest> {

  /** A request whose references are known and whose body is blocks. */
  record Resolved(
      List<ArticleRepository.BylineRow> bylines,
      TermRef section,
      List<TermRef> sections,
      List<TermRef> tags,
      Body body,
      List<Warning> warnings) {

    List<UUID> sectionIds() {
      return sections.stream().map(TermRef::id).toList();
    }

    List<UUID> tagIds() {
      return tags.stream().map(TermRef::id).toList();
    }
  }

  @Inject AuthorService authors;
  @Inject SectionService sections;
  @Inject TagService tags;

  /**
   * @param faults what is wrong with the request already
   * @throws ProblemException 422 naming every unknown author, section and tag, and what is wrong
   *     with the body; 400 where the blocks cannot be understood
   */
  Resolved resolve(ArticleRequest request, Faults faults) {
    Resolved resolved = look(request, faults);
    faults.raise();
    return resolved;
  }

  @Override
  public Class<ArticleRequest> type() {
    return ArticleRequest.class;
  }

  @Override
  public void check(ArticleRequest request, Faults faults) {
    look(request, faults);
  }

  private Resolved look(ArticleRequest request, Faults faults) {
    List<ArticleRepository.BylineRow> bylines =
        bylines(few(request.bylines(), ArticleRequest.MAX_BYLINES), faults);
    List<String> furtherRefs = few(request.sections(), ArticleRequest.MAX_SECTIONS);
    List<String> tagRefs = few(request.tags(), ArticleRequest.MAX_TAGS);
    List<String> sectionRefs = new ArrayList<>(furtherRefs);
    sectionRefs.add(request.section());
    Map<String, TermRef> knownSections = sections.find(lookable(sectionRefs));
    TermRef primary = request.section() == null ? null : knownSections.get(request.section());
    if (request.section() != null && primary == null) {
      faults.broken(unknown("/section", "section", request.section()));
    }
    List<TermRef> further = terms("/sections", "section", furtherRefs, knownSections, faults);
    if (primary != null) {
      further.removeIf(s -> s.id().equals(primary.id()));
    }
    List<TermRef> tagged = terms("/tags", "tag", tagRefs, tags.find(lookable(tagRefs)), faults);
    Parsed parsed = body(request, faults);
    return new Resolved(bylines, primary, further, tagged, parsed.body(), parsed.warnings());
  }

  /** A list that is too long is told as that, and none of it looked up. */
  private static <T> List<T> few(List<T> list, int max) {
    return list.size() > max ? List.of() : list;
  }

  /** Those that can be names of anything; the others' own faults are told. */
  private static List<String> lookable(List<String> refs) {
    return refs.stream()
        .filter(ref -> ref != null && !Text.isBlank(ref) && Text.faultOfLine(ref).isEmpty())
        .filter(ref -> Text.length(ref) <= Slug.MAX_LENGTH)
        .toList();
  }

  private List<ArticleRepository.BylineRow> bylines(
      List<ArticleRequest.BylineRequest> wanted, Faults faults) {
    List<String> refs =
        wanted.stream().filter(Objects::nonNull).map(ArticleRequest.BylineRequest::author).toList();
    Map<String, AuthorRef> known = authors.find(lookable(refs));
    List<ArticleRepository.BylineRow> rows = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      ArticleRequest.BylineRequest byline = wanted.get(i);
      if (byline == null) {
        continue;
      }
      AuthorRef author = byline.author() == null ? null : known.get(byline.author());
      if (byline.author() != null && author == null) {
        faults.broken(unknown("/bylines/" + i + "/author", "author", byline.author()));
      }
      if (byline.author() == null && byline.name() == null) {
        faults.broken(
            Fault.at("/bylines/" + i + "/name", "required", "an author or a name is required"));
      }
      Object who = author != null ? author.id() : byline.name();
      if (who != null && !seen.add(List.of(who, byline.role()))) {
        faults.broken(
            Fault.at("/bylines/" + i, "not_unique", "the same stands there in the same role"));
      }
      rows.add(
          new ArticleRepository.BylineRow(
              author == null ? null : author.id(),
              null,
              null,
              null,
              byline.name(),
              byline.role().name().toLowerCase(Locale.ROOT),
              byline.kind() == null ? null : byline.kind().name().toLowerCase(Locale.ROOT),
              byline.affiliation(),
              byline.note()));
    }
    return rows;
  }

  private static List<TermRef> terms(
      String pointer, String kind, List<String> refs, Map<String, TermRef> known, Faults faults) {
    Map<UUID, TermRef> found = new LinkedHashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      if (refs.get(i) == null) {
        continue;
      }
      TermRef term = known.get(refs.get(i));
      if (term == null) {
        faults.broken(unknown(pointer + "/" + i, kind, refs.get(i)));
      } else {
        found.putIfAbsent(term.id(), term);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Fault unknown(String pointer, String kind, String ref) {
    return Fault.at(pointer, "not_found", "there is no " + kind + " '" + ref + "'");
  }

  private static Parsed body(ArticleRequest request, Faults faults) {
    JsonNode body = request.body();
    if (body == null || body.isNull()) {
      return new Parsed(Body.EMPTY, List.of());
    }
    InputFormat format =
        request.bodyFormat() != null
            ? request.bodyFormat()
            : body.isArray() ? InputFormat.BLOCKS : InputFormat.HTML;
    if (format == InputFormat.BLOCKS) {
      if (!body.isArray()) {
        faults.misunderstood(
            Fault.at("/body", "invalid_type", "an array of blocks is wanted with this bodyFormat"));
        return new Parsed(Body.EMPTY, List.of());
      }
      List<Fault> found = new ArrayList<>();
      Body read = BodyReader.blocks(body, "/body", found);
      found.forEach(fault -> add(fault, faults));
      return new Parsed(read, List.of());
    }
    if (!body.isTextual()) {
      faults.misunderstood(
          Fault.at("/body", "invalid_type", "a string is wanted with this bodyFormat"));
      return new Parsed(Body.EMPTY, List.of());
    }
    Fault fault = BodyReader.fault(body.textValue(), "/body").orElse(null);
    if (fault != null) {
      add(fault, faults);
      return new Parsed(Body.EMPTY, List.of());
    }
    Parsed parsed =
        format == InputFormat.HTML
            ? BodyReader.html(body.textValue())
            : BodyReader.markdown(body.textValue());
    parsed.body().fault("/body").ifPresent(faults::broken);
    return parsed;
  }

  /** What cannot be understood goes apart from what breaks a rule. */
  private static void add(Fault fault, Faults faults) {
    switch (fault.code()) {
      case "invalid_type", "invalid_value", "unknown_member", "nul_character", "lone_surrogate" ->
          faults.misunderstood(fault);
      default -> faults.broken(fault);
    }
  }
}
