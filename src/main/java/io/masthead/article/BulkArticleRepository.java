package io.masthead.article;

import io.masthead.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** Finds the articles that are acted on together. */
@ApplicationScoped
class BulkArticleRepository {

  /** A filter whose terms are known; a term is null where it is not asked for. */
  record Known(BulkArticleRequest.Filter filter, UUID section, UUID tag, UUID author) {}

  private static final String IN_SECTION =
      """
       and a.id in (
        with recursive below as (
          select cast(:section as uuid) as id
          union all
          select s.id from section s join below b on s.parent_id = b.id)
        select w.id from article w join below b on b.id = w.section_id
        union all
        select x.article_id from article_section x join below b on b.id = x.section_id)
      """;

  private static final String WITH_TAG =
      " and a.id in (select article_id from article_tag where tag_id = :tag)";

  private static final String SIGNED =
      " and a.id in (select article_id from article_author where author_id = :author)";

  @Inject EntityManager entities;

  /**
   * In the order of their making.
   *
   * @param owner null for everyone's, else that caller's own
   */
  List<UUID> ids(Known known, Caller owner, int most) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder text = new StringBuilder("select a.id from article a");
    BulkArticleRequest.Filter filter = known.filter();
    ArticleRepository.filter(
        text,
        values,
        filter.state() == null
            ? List.of()
            : List.of(filter.state().name().toLowerCase(Locale.ROOT)),
        filter.lang(),
        filter.q(),
        Boolean.TRUE.equals(filter.binned()),
        owner);
    narrow(text, values, IN_SECTION, "section", known.section());
    narrow(text, values, WITH_TAG, "tag", known.tag());
    narrow(text, values, SIGNED, "author", known.author());
    text.append(" order by a.id limit :most");
    values.put("most", most);
    Query query = entities.createNativeQuery(text.toString(), UUID.class);
    values.forEach(query::setParameter);
    List<?> ids = query.getResultList();
    return ids.stream().map(UUID.class::cast).toList();
  }

  private static void narrow(
      StringBuilder text, Map<String, Object> values, String condition, String name, UUID term) {
    if (term != null) {
      text.append(condition);
      values.put(name, term);
    }
  }
}
