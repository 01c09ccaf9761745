package io.masthead.taxonomy;

import io.masthead.database.Sql;
import io.masthead.http.Cursors;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The room's own queries on sections. */
@ApplicationScoped
class SectionRepository implements PanacheRepositoryBase<Section, UUID> {

  private static final String BELOW =
      """
      select cast(count(*) as int) from (select 1 from section where parent_id = :id limit :most) counted
      """;

  private static final String REFS =
      """
      select new io.masthead.taxonomy.TermRef(t.id, t.slug, t.name)
      from Section t where t.id in :ids
      """;

  private static final String ANCESTORS =
      """
      with recursive line as (
        select id, parent_id, 1 as step from section where id = :id
        union all
        select s.id, s.parent_id, step + 1 from section s join line on s.id = line.parent_id)
      select id from line order by step
      """;

  private static final String HEIGHT =
      """
      with recursive below as (
        select id, 1 as level from section where id = :id
        union all
        select s.id, level + 1 from section s join below on s.parent_id = below.id)
      select max(level) from below
      """;

  private static final String RIGHT_BELOW =
      """
      select id from section where parent_id = ? or (?::uuid is null and parent_id is null)
      order by position
      """;

  private static final String HOLD =
      "select id from section where id = any (?::uuid[]) order by id for no key update";

  private static final String HOLD_BELOW =
      "select id from section where parent_id = ? order by id for no key update";

  /** Numbers are drawn in the order given. */
  private static final String NUMBER =
      """
      update section s set position = o.position
      from (
        select id, nextval('section_position') as position
        from (
          select id from unnest(?::uuid[]) with ordinality as given (id, place) order by place
        ) given) o
      where s.id = o.id
      """;

  private static final String MOVE_ALL_BELOW =
      """
      update section s
      set parent_id = ?, version = version + 1, modified_at = ?, position = o.position
      from (
        select id, nextval('section_position') as position
        from (select id from section where parent_id = ? order by position) below) o
      where s.id = o.id
      returning s.id, s.version
      """;

  private static final String TREE =
      """
      select id, array_to_string(path, '.') as key from section_tree
      %s order by path%s limit ?
      """;

  @Inject Sql sql;

  /** A section that stands elsewhere now, and its version since. */
  record Moved(UUID id, int version) {}

  /** A section in the tree; the path is that of the positions above it and its own. */
  record Node(UUID id, String path) {}

  /** One more than a page holds tells that there are more. */
  List<Node> tree(Cursors.Position at, int limit) {
    boolean backward = at != null && at.backward();
    String from =
        at == null
            ? ""
            : "where path %s string_to_array(?, '.')::bigint[]".formatted(backward ? "<" : ">");
    List<Object> values = new ArrayList<>();
    if (at != null) {
      values.add(at.key().get(0));
    }
    values.add(limit + 1);
    return sql.list(
        TREE.formatted(from, backward ? " desc" : ""),
        row -> new Node(Sql.uuid(row, "id"), row.getString("key")),
        values.toArray());
  }

  /** What stands right below it, or at the top for null, in order. */
  List<UUID> rightBelow(UUID parent) {
    return sql.list(RIGHT_BELOW, row -> Sql.uuid(row, "id"), parent, parent);
  }

  /** Locks them in the order in which publishing holds sections. */
  void hold(List<UUID> ids) {
    sql.list(HOLD, row -> 1, ids);
  }

  /** Puts these, in this order, behind all siblings that are not among them. */
  void number(List<UUID> ids) {
    sql.update(NUMBER, ids);
  }

  /** Puts what stands below the one behind what stands below the other, in its order. */
  List<Moved> moveAllBelow(UUID from, UUID to, Instant now) {
    sql.list(HOLD_BELOW, row -> 1, from);
    return sql.list(
        MOVE_ALL_BELOW,
        row -> new Moved(Sql.uuid(row, "id"), row.getInt("version")),
        to,
        now,
        from);
  }

  /** The section first, then each one above. */
  List<UUID> ancestors(UUID id) {
    return getEntityManager()
        .createNativeQuery(ANCESTORS, UUID.class)
        .setParameter("id", id)
        .getResultList()
        .stream()
        .map(UUID.class::cast)
        .toList();
  }

  /** How many levels the section makes with all below it; one, where there is nothing. */
  int height(UUID id) {
    Object levels =
        getEntityManager()
            .createNativeQuery(HEIGHT, Integer.class)
            .setParameter("id", id)
            .getSingleResult();
    return levels == null ? 1 : (Integer) levels;
  }

  /** How many stand right below it, counted to {@code most}. */
  int below(UUID id, int most) {
    return (Integer)
        getEntityManager()
            .createNativeQuery(BELOW, Integer.class)
            .setParameter("id", id)
            .setParameter("most", most)
            .getSingleResult();
  }

  List<TermRef> refs(Collection<UUID> ids) {
    return getEntityManager()
        .createQuery(REFS, TermRef.class)
        .setParameter("ids", ids)
        .getResultList();
  }
}
