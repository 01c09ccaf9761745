package io.masthead.article;

import com.fasterxml.jackson.databind.JsonNode;
import io.masthead.access.Caller;
import io.masthead.author.AuthorRef;
import io.masthead.author.AuthorService;
import io.masthead.body.Body;
import io.masthead.body.BodyReader;
import io.masthead.body.Parsed;
import io.masthead.body.Warning;
import io.masthead.http.Fault;
import io.masthead.http.ProblemException;
import io.masthead.taxonomy.SectionService;
import io.masthead.taxonomy.TagService;
import io.masthead.taxonomy.TermRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Looks up what a request refers to and reads its body; tells every fault of both at once. */
@ApplicationScoped
class ArticleReferences {

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
   * @throws ProblemException 422 naming every unknown author, section and tag, and what is wrong
   *     with the body; 400 where the blocks cannot be understood
   */
  Resolved resolve(ArticleRequest request, Caller caller) {
    List<Fault> broken = new ArrayList<>();
    List<Fault> misunderstood = new ArrayList<>();
    List<ArticleRepository.BylineRow> bylines = bylines(request, caller, broken);
    List<String> sectionRefs = new ArrayList<>(request.sections());
    if (request.section() != null) {
      sectionRefs.add(request.section());
    }
    Map<String, TermRef> knownSections = sections.find(sectionRefs);
    TermRef primary = request.section() == null ? null : knownSections.get(request.section());
    if (request.section() != null && primary == null) {
      broken.add(unknown("/section", "section", request.section()));
    }
    List<TermRef> further =
        terms("/sections", "section", request.sections(), knownSections, broken);
    if (primary != null) {
      further.removeIf(s -> s.id().equals(primary.id()));
    }
    List<TermRef> tagged = terms("/tags", "tag", request.tags(), tags.find(request.tags()), broken);
    Parsed parsed = body(request, broken, misunderstood);
    if (!misunderstood.isEmpty()) {
      misunderstood.addAll(broken);
      throw ProblemException.badRequest(misunderstood);
    }
    if (!broken.isEmpty()) {
      throw ProblemException.validation(broken);
    }
    return new Resolved(bylines, primary, further, tagged, parsed.body(), parsed.warnings());
  }

  private List<ArticleRepository.BylineRow> bylines(
      ArticleRequest request, Caller caller, List<Fault> faults) {
    List<ArticleRequest.BylineRequest> wanted = request.bylines();
    List<String> refs =
        wanted.stream().map(ArticleRequest.BylineRequest::author).filter(Objects::nonNull).toList();
    Map<String, AuthorRef> known = authors.find(refs);
    List<ArticleRepository.BylineRow> rows = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      ArticleRequest.BylineRequest byline = wanted.get(i);
      AuthorRef author = byline.author() == null ? null : known.get(byline.author());
      if (byline.author() != null && author == null) {
        faults.add(unknown("/bylines/" + i + "/author", "author", byline.author()));
      }
      if (byline.author() == null && byline.name() == null) {
        faults.add(
            Fault.at("/bylines/" + i + "/name", "required", "an author or a name is required"));
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
      String pointer,
      String kind,
      List<String> refs,
      Map<String, TermRef> known,
      List<Fault> faults) {
    Map<UUID, TermRef> found = new LinkedHashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      TermRef term = known.get(refs.get(i));
      if (term == null) {
        faults.add(unknown(pointer + "/" + i, kind, refs.get(i)));
      } else {
        found.putIfAbsent(term.id(), term);
      }
    }
    return new ArrayList<>(found.values());
  }

  private static Fault unknown(String pointer, String kind, String ref) {
    return Fault.at(pointer, "not_found", "there is no " + kind + " '" + ref + "'");
  }

  private static Parsed body(
      ArticleRequest request, List<Fault> broken, List<Fault> misunderstood) {
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
        misunderstood.add(
            Fault.at("/body", "invalid_type", "an array of blocks is wanted with this bodyFormat"));
        return new Parsed(Body.EMPTY, List.of());
      }
      List<Fault> faults = new ArrayList<>();
      Body read = BodyReader.blocks(body, "/body", faults);
      boolean understood = faults.stream().noneMatch(ArticleReferences::isOfForm);
      (understood ? broken : misunderstood).addAll(faults);
      return new Parsed(read, List.of());
    }
    if (!body.isTextual()) {
      misunderstood.add(
          Fault.at("/body", "invalid_type", "a string is wanted with this bodyFormat"));
      return new Parsed(Body.EMPTY, List.of());
    }
    Fault fault = BodyReader.fault(body.textValue(), "/body").orElse(null);
    if (fault != null) {
      (isOfForm(fault) ? misunderstood : broken).add(fault);
      return new Parsed(Body.EMPTY, List.of());
    }
    Parsed parsed =
        format == InputFormat.HTML
            ? BodyReader.html(body.textValue())
            : BodyReader.markdown(body.textValue());
    parsed.body().fault("/body").ifPresent(broken::add);
    return parsed;
  }

  /** What cannot be understood, as against what breaks a rule. */
  private static boolean isOfForm(Fault fault) {
    return switch (fault.code()) {
      case "invalid_type", "invalid_value", "unknown_member", "nul_character", "lone_surrogate" ->
          true;
      default -> false;
    };
  }
}
