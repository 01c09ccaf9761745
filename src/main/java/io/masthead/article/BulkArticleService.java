package io.masthead.article;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.masthead.access.Caller;
import io.masthead.access.Role;
import io.masthead.author.AuthorRef;
import io.masthead.author.AuthorService;
import io.masthead.edition.BodyFormat;
import io.masthead.http.Fault;
import io.masthead.http.Faults;
import io.masthead.http.Idempotency;
import io.masthead.http.IfMatch;
import io.masthead.http.MergePatch;
import io.masthead.http.Page;
import io.masthead.http.ProblemException;
import io.masthead.taxonomy.SectionService;
import io.masthead.taxonomy.TagService;
import io.masthead.taxonomy.TermRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Does one thing to many articles, each in a transaction of its own, as if it were asked for alone:
 * none holds another up, and no two are ever locked together. With an idempotency key, which
 * articles they are and what came of each are kept one by one, so that who asks again after an
 * interruption goes on where it ended.
 */
@ApplicationScoped
public class BulkArticleService {

  private static final IfMatch ANY = IfMatch.of("*");

  /** What is to be done to which articles, once it is known. */
  record Chosen(List<UUID> ids, List<UUID> tags, UUID section) {}

  @Inject BulkArticleRepository bulk;
  @Inject BulkArticleRules rules;
  @Inject ArticleRepository articles;
  @Inject ArticleService single;
  @Inject ArticleAccess access;
  @Inject AuthorService authors;
  @Inject SectionService sections;
  @Inject TagService tags;
  @Inject Idempotency idempotency;
  @Inject ObjectMapper json;

  /**
   * @throws ProblemException 403 where the role may do that to no article, 422 where a term is
   *     unknown or the filter finds too many
   */
  BulkArticleResult act(BulkArticleRequest request, Caller caller) {
    Faults faults = new Faults();
    rules.check(request, faults);
    if (request.filter() != null && request.filter().saysNothing()) {
      faults.broken(Fault.at("/filter", "required", "something must be said of the articles"));
    }
    faults.raise();
    access.require(caller, request.action().role);
    String principal = caller.keyId().toString();
    Chosen chosen =
        idempotency.once(principal, request, Chosen.class, () -> choose(request, caller));
    return new BulkArticleResult(
        chosen.ids().stream().map(id -> outcome(id, chosen, request, caller)).toList());
  }

  private BulkArticleResult.Outcome outcome(
      UUID id, Chosen chosen, BulkArticleRequest request, Caller caller) {
    String principal = caller.keyId() + "\n" + id;
    try {
      return idempotency.once(
          principal,
          request,
          BulkArticleResult.Outcome.class,
          () -> act(id, chosen, request.action(), caller));
    } catch (ProblemException problem) {
      return idempotency.once(
          principal,
          request,
          BulkArticleResult.Outcome.class,
          () -> BulkArticleResult.Outcome.failed(id, problem));
    }
  }

  private BulkArticleResult.Outcome act(UUID id, Chosen chosen, BulkAction action, Caller caller) {
    Article article = access.locked(id, ANY, caller);
    int before = article.version;
    if (!action.isDone(article)) {
      switch (action) {
        case TAG, UNTAG -> patch(id, tags(id, chosen.tags(), action), caller);
        case MOVE_SECTION ->
            patch(id, json.createObjectNode().put("section", chosen.section().toString()), caller);
        case SUBMIT -> single.submit(id, ANY, caller);
        case WITHDRAW -> single.withdraw(id, ANY, caller);
        case PUBLISH -> single.publish(id, ANY, PublishRequest.NOW, caller);
        case UNPUBLISH -> single.unpublish(id, ANY, caller);
        case ARCHIVE -> single.archive(id, ANY, caller);
        case BIN -> single.bin(id, ANY, caller);
        case RESTORE -> single.restore(id, ANY, caller);
      }
    }
    return BulkArticleResult.Outcome.of(id, before, article.version);
  }

  private void patch(UUID id, ObjectNode patch, Caller caller) {
    single.update(id, ANY, new MergePatch(patch), null, BodyFormat.TEXT, caller);
  }

  private ObjectNode tags(UUID id, List<UUID> given, BulkAction action) {
    Set<UUID> all = new LinkedHashSet<>(articles.tags(id));
    if (action == BulkAction.TAG) {
      all.addAll(given);
    } else {
      given.forEach(all::remove);
    }
    ObjectNode patch = json.createObjectNode();
    patch.set("tags", json.valueToTree(all));
    return patch;
  }

  private Chosen choose(BulkArticleRequest request, Caller caller) {
    Faults faults = new Faults();
    List<UUID> tagged = new ArrayList<>();
    if (request.tags() != null) {
      Map<String, TermRef> known = tags.find(request.tags());
      for (int i = 0; i < request.tags().size(); i++) {
        add(tagged, known.get(request.tags().get(i)), "/tags/" + i, faults);
      }
    }
    UUID section = section(request.section(), "/section", faults);
    List<UUID> ids = request.ids();
    if (ids == null) {
      BulkArticleRepository.Known known = known(request.filter(), faults);
      faults.raise();
      ids = found(known, caller);
    }
    faults.raise();
    return new Chosen(ids, tagged, section);
  }

  private List<UUID> found(BulkArticleRepository.Known known, Caller caller) {
    List<UUID> ids =
        bulk.ids(known, caller.is(Role.EDITOR) ? null : caller, (int) Page.MAX_TOTAL + 1);
    if (ids.size() > BulkArticleRequest.MOST) {
      throw ProblemException.validation(
          Fault.at(
              "/filter",
              "too_many",
              "it finds %s articles; at most %d are taken"
                  .formatted(
                      ids.size() > Page.MAX_TOTAL ? "more than " + Page.MAX_TOTAL : "" + ids.size(),
                      BulkArticleRequest.MOST)));
    }
    return ids;
  }

  private BulkArticleRepository.Known known(BulkArticleRequest.Filter filter, Faults faults) {
    UUID section = section(filter.section(), "/filter/section", faults);
    UUID tag = null;
    if (filter.tag() != null) {
      tag = id(tags.find(List.of(filter.tag())).get(filter.tag()), "/filter/tag", faults);
    }
    UUID author = null;
    if (filter.author() != null) {
      AuthorRef found = authors.find(List.of(filter.author())).get(filter.author());
      if (found == null) {
        faults.broken(unknown("/filter/author", "author"));
      } else {
        author = found.id();
      }
    }
    return new BulkArticleRepository.Known(filter, section, tag, author);
  }

  private UUID section(String ref, String pointer, Faults faults) {
    return ref == null ? null : id(sections.find(List.of(ref)).get(ref), pointer, faults);
  }

  private static void add(List<UUID> ids, TermRef term, String pointer, Faults faults) {
    UUID id = id(term, pointer, faults);
    if (id != null) {
      ids.add(id);
    }
  }

  private static UUID id(TermRef term, String pointer, Faults faults) {
    if (term == null) {
      faults.broken(unknown(pointer, pointer.contains("tag") ? "tag" : "section"));
      return null;
    }
    return term.id();
  }

  private static Fault unknown(String pointer, String kind) {
    return Fault.at(pointer, "not_found", "there is no such " + kind);
  }
}
