package io.masthead.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.masthead.database.PassingFailure;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.postgresql.util.PSQLException;

/** The one place where an exception becomes a problem. What it does not know is a 500. */
@Singleton
class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /** More are not looked through; should they go in a circle, it ends. */
  private static final int MOST_REASONS = 50;

  /** Constraint names are ours by rule, so that a violation can be told without reading SQL. */
  private static final Map<String, String> USERS_OF =
      Map.of(
          "fk_article_author_author", "articles",
          "fk_article_tag_tag", "articles",
          "fk_article_section", "articles",
          "fk_article_section_section", "articles",
          "fk_edition_author_author", "published articles",
          "fk_edition_tag_tag", "published articles",
          "fk_edition_section_section", "published articles",
          "fk_edition_section", "published articles",
          "fk_section_parent", "sections",
          "fk_api_key_author", "keys");

  @Inject OperationTable operations;

  @ServerExceptionMapper
  RestResponse<Problem> ours(ProblemException e, RoutingContext routing) {
    return answer(e, routing);
  }

  @ServerExceptionMapper({
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class,
    AuthenticationRedirectException.class
  })
  @Priority(Priorities.USER - 100)
  RestResponse<Problem> unauthorized(Throwable e, RoutingContext routing) {
    return answer(
        new ProblemException(
                ProblemType.UNAUTHORIZED, "Send Authorization: Bearer with a valid key.")
            .with(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"masthead\""),
        routing);
  }

  @ServerExceptionMapper(ForbiddenException.class)
  @Priority(Priorities.USER - 100)
  RestResponse<Problem> forbidden(Throwable e, RoutingContext routing) {
    return answer(
        new ProblemException(ProblemType.FORBIDDEN, "The key's role does not allow this."),
        routing);
  }

  @ServerExceptionMapper
  RestResponse<Problem> violation(ConstraintViolationException e, RoutingContext routing) {
    List<Fault> faults =
        e.getConstraintViolations().stream()
            .map(
                violation -> {
                  Fault fault = JsonBinder.fault(violation);
                  String name = fault.pointer().substring(fault.pointer().lastIndexOf('/') + 1);
                  return Fault.parameter(name, fault.code(), fault.detail());
                })
            .toList();
    return answer(ProblemException.badRequest(faults), routing);
  }

  /** Two changed the same row at once: the loser is told as a stale If-Match would be. */
  @ServerExceptionMapper
  RestResponse<Problem> lostRace(OptimisticLockException e, RoutingContext routing) {
    return answer(
        new ProblemException(
            ProblemType.PRECONDITION_FAILED, "It was changed by someone else at the same moment."),
        routing);
  }

  /** A path or query value that no converter took; the guard tells most of them by name. */
  @ServerExceptionMapper
  RestResponse<Problem> notFound(NotFoundException e, RoutingContext routing) {
    return e.getCause() == null
        ? answer(new ProblemException(ProblemType.NOT_FOUND, "There is no such address."), routing)
        : answer(
            new ProblemException(
                ProblemType.BAD_REQUEST, "A value in the address is not of the wanted form."),
            routing);
  }

  @ServerExceptionMapper
  RestResponse<Problem> framework(WebApplicationException e, RoutingContext routing) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException problem) {
        return answer(problem, routing);
      }
      if (cause instanceof JsonProcessingException) {
        return answer(
            ProblemException.badRequest(
                Fault.at("", "malformed_json", "the body is not well-formed JSON")),
            routing);
      }
    }
    int status = e.getResponse().getStatus();
    ProblemType type = ProblemType.of(status);
    if (status >= 500) {
      return unexpected(e, routing);
    }
    ProblemException problem =
        new ProblemException(
            type,
            switch (type) {
              case NOT_ACCEPTABLE -> "None of the types in Accept can be given.";
              case UNSUPPORTED_MEDIA_TYPE -> "The body's Content-Type is not accepted here.";
              default -> null;
            });
    String allow = e.getResponse().getHeaderString(HttpHeaders.ALLOW);
    if (allow != null) {
      problem.with(HttpHeaders.ALLOW, allow);
    }
    if (type == ProblemType.UNSUPPORTED_MEDIA_TYPE
        && routing.request().method().name().equals("PATCH")) {
      problem.with("Accept-Patch", MergePatch.MEDIA_TYPE);
    }
    return answer(problem, routing);
  }

  @ServerExceptionMapper(Throwable.class)
  RestResponse<Problem> unexpected(Throwable e, RoutingContext routing) {
    for (Throwable cause : reasons(e)) {
      if (BodyClock.isCutShort(cause, routing)) {
        LOG.debugf(e, "A body broke off: %s", operations.loggable(routing.request().path()));
        return answer(BodyClock.refusal(), routing);
      }
      if (cause instanceof ProblemException problem) {
        return answer(problem, routing);
      }
      if (cause instanceof OptimisticLockException
          || cause.getClass().getName().endsWith("StaleObjectStateException")) {
        return lostRace(new OptimisticLockException(), routing);
      }
      if (cause instanceof SQLException sql) {
        ProblemException problem = database(sql);
        if (problem != null) {
          return answer(problem, routing);
        }
      }
    }
    LOG.errorf(
        e,
        "Request failed: %s %s",
        routing.request().method(),
        operations.loggable(routing.request().path()));
    return answer(new ProblemException(ProblemType.INTERNAL, null), routing);
  }

  /**
   * The exception and those below it, the nearest first. A commit that fails carries its reason as
   * one that was suppressed.
   */
  private static List<Throwable> reasons(Throwable e) {
    List<Throwable> reasons = new ArrayList<>(List.of(e));
    for (int i = 0; i < reasons.size() && i < MOST_REASONS; i++) {
      if (reasons.get(i).getCause() != null) {
        reasons.add(reasons.get(i).getCause());
      }
      reasons.addAll(List.of(reasons.get(i).getSuppressed()));
    }
    return reasons;
  }

  /** SQLSTATE classes (PostgreSQL, appendix A) that say something to the caller. */
  private static ProblemException database(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String constraint = constraint(e);
    if (state.equals("23503")) {
      String users = USERS_OF.get(constraint);
      return users == null
          ? new ProblemException(ProblemType.CONFLICT, "Something it refers to is gone.")
          : new ProblemException(ProblemType.IN_USE, "It is used by " + users + ".");
    }
    if (state.equals("23505")) {
      return constraint.contains("slug")
          ? new ProblemException(ProblemType.SLUG_TAKEN, "Another resource has this slug.")
          : constraint.endsWith("_name")
              ? new ProblemException(ProblemType.NAME_TAKEN, "Another resource has this name.")
              : new ProblemException(
                  ProblemType.CONFLICT, "The same was stored at the same moment.");
    }
    if (PassingFailure.is(e)) {
      LOG.warnf("The database did not serve a request: %s %s", state, e.getMessage());
      return ProblemException.unavailable("The database cannot serve the request now.");
    }
    return null;
  }

  /** The broken constraint's name; the message cannot tell it, since it holds values, too. */
  private static String constraint(SQLException e) {
    return e instanceof PSQLException ours
            && ours.getServerErrorMessage() != null
            && ours.getServerErrorMessage().getConstraint() != null
        ? ours.getServerErrorMessage().getConstraint()
        : "";
  }

  private static RestResponse<Problem> answer(ProblemException e, RoutingContext routing) {
    RestResponse.ResponseBuilder<Problem> answer =
        RestResponse.ResponseBuilder.create(
                Response.Status.OK, Problem.of(e, RequestContext.requestId(routing)))
            .status(e.type.status)
            .type(Problem.MEDIA_TYPE);
    e.headers.forEach(answer::header);
    return answer.build();
  }
}
