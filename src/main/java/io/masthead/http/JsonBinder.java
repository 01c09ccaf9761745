package io.masthead.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hibernate.validator.engine.HibernateConstraintViolation;

/**
 * Turns a JSON document into a record and tells everything that is wrong with it at once: 400 where
 * it cannot be understood, else 422 where a rule is broken.
 */
@Singleton
public class JsonBinder {

  private static final java.util.regex.Pattern NULL =
      java.util.regex.Pattern.compile("[ \\t\\r\\n]*+null[ \\t\\r\\n]*+");

  /** Twice the longest list that any operation takes. */
  private static final int MOST_ITEMS = 20_000;

  private static final Fault TOO_COMPLEX =
      Fault.at(
          "",
          "too_complex",
          "the document is nested too deeply or holds a value or list that is too long");

  @Inject ObjectMapper json;
  @Inject Validator validator;
  @Inject @Any Instance<RequestRules<?>> rules;

  /** Binds and validates the bytes of a request's body. */
  public <T> T read(byte[] body, Class<T> type) {
    return bind(type, text(body), false);
  }

  /** As {@link #read}, of a body that may be left out, as a null says. */
  <T> Optional<T> readIfAny(byte[] body, Class<T> type) {
    String text = text(body);
    return NULL.matcher(text).matches() ? Optional.empty() : Optional.of(bind(type, text, false));
  }

  /** Parses a body whose form is not known yet, such as a merge patch. */
  JsonNode tree(byte[] body) {
    String text = text(body);
    try (JsonParser in = json.createParser(text)) {
      JsonNode tree = json.readTree(in);
      if (tree == null || tree.isMissingNode()) {
        throw malformed("", "a JSON document is wanted");
      }
      if (in.nextToken() != null) {
        throw malformed("", "nothing may follow the JSON document");
      }
      if (holdsTooMany(tree)) {
        throw ProblemException.badRequest(TOO_COMPLEX);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Binds and validates a document that was put together here, such as a merged one. */
  public <T> T convert(JsonNode tree, Class<T> type) {
    return bind(type, tree.toString(), true);
  }

  /**
   * Applies a patch to the writable form of a resource, and binds and validates what comes out.
   * What the patch itself names is checked, too, so that nothing unknown slips by as a null.
   */
  public <T> T merge(MergePatch patch, ObjectNode target, Class<T> type) {
    JsonFaults collected = new JsonFaults();
    JsonShape.unknownMembers(patch.tree(), type, "", collected);
    try {
      reader(type, collected).readValue(patch.tree().toString());
    } catch (JsonProcessingException e) {
      collected.add(syntaxFault(e));
    }
    return bind(type, patch.applyTo(target).toString(), true, collected.list());
  }

  /** Each item of a list would be looked at, and told of, whatever the list's own bound is. */
  private static boolean holdsTooMany(JsonNode tree) {
    if (tree.isArray() && tree.size() > MOST_ITEMS) {
      return true;
    }
    for (JsonNode inner : tree) {
      if (inner.isContainerNode() && holdsTooMany(inner)) {
        return true;
      }
    }
    return false;
  }

  private <T> ObjectReader reader(Class<T> type, JsonFaults collected) {
    return json.readerFor(type)
        .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .withHandler(collected)
        .withAttribute(JsonFaults.attribute(), collected);
  }

  private <T> T bind(Class<T> type, String text, boolean nullsAreAbsent) {
    return bind(type, text, nullsAreAbsent, List.of());
  }

  private <T> T bind(Class<T> type, String text, boolean nullsAreAbsent, List<Fault> known) {
    JsonFaults collected = new JsonFaults();
    known.forEach(collected::add);
    ObjectReader reader = reader(type, collected);
    Map<String, Fault> nulls = new LinkedHashMap<>();
    T value;
    try {
      JsonNode tree = json.readTree(text);
      if (holdsTooMany(tree)) {
        throw ProblemException.badRequest(TOO_COMPLEX);
      }
      JsonShape.unknownMembers(tree, type, "", collected);
      if (!nullsAreAbsent) {
        nulls.putAll(JsonShape.nulls(tree, type, ""));
      }
      value = reader.readValue(text);
    } catch (JsonMappingException e) {
      collected.add(
          e.getCause() instanceof JsonProcessingException syntax
              ? syntaxFault(syntax)
              : mappingFault(e));
      throw ProblemException.badRequest(collected.list());
    } catch (JsonProcessingException e) {
      collected.add(syntaxFault(e));
      throw ProblemException.badRequest(collected.list());
    }
    if (value == null && collected.list().isEmpty()) {
      throw malformed("", "an object is wanted");
    }
    // A null where something is required is told as that.
    List<Fault> broken = value == null ? List.of() : violations(value);
    broken.forEach(fault -> nulls.remove(fault.pointer()));
    collected.list().forEach(fault -> nulls.remove(fault.pointer()));
    nulls.values().forEach(collected::add);
    Faults faults = new Faults();
    collected.list().forEach(faults::misunderstood);
    Faults rules = new Faults();
    broken.forEach(rules::broken);
    faults.addUntold(rules);
    if (value != null && !faults.isEmpty()) {
      faults.addUntold(further(type, value));
    }
    faults.raise();
    return value;
  }

  @SuppressWarnings("unchecked")
  private <T> Faults further(Class<T> type, T request) {
    Faults faults = new Faults();
    for (RequestRules<?> rules : rules) {
      if (rules.type() == type) {
        ((RequestRules<T>) rules).check(request, faults);
      }
    }
    return faults;
  }

  private <T> List<Fault> violations(T value) {
    try {
      return validator.validate(value).stream()
          .map(JsonBinder::fault)
          .sorted(Comparator.comparing(Fault::pointer).thenComparing(Fault::code))
          .collect(Collectors.toList());
    } catch (ValidationException e) {
      // A rule may ask who calls, and a key that is none is told as that.
      throw e.getCause() instanceof AuthenticationFailedException refused ? refused : e;
    }
  }

  /** Strict UTF-8 (RFC 8259, 8.1), since a replaced octet would be stored as another text. */
  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("", "the body is not UTF-8");
    }
  }

  private static ProblemException malformed(JsonProcessingException e) {
    return ProblemException.badRequest(syntaxFault(e));
  }

  private static ProblemException malformed(String pointer, String detail) {
    return ProblemException.badRequest(Fault.at(pointer, "malformed_json", detail));
  }

  private static Fault syntaxFault(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && e.getCause() == null) {
      return mappingFault(mapping);
    }
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String pointer =
        e.getProcessor() instanceof JsonParser in
            ? in.getParsingContext().pathAsPointer().toString()
            : "";
    if (message.startsWith("Duplicate")) {
      return Fault.at(pointer, "duplicate_member", "the member stands there twice");
    }
    String where =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    if (e instanceof com.fasterxml.jackson.core.exc.StreamConstraintsException) {
      return TOO_COMPLEX;
    }
    return Fault.at("", "malformed_json", "the body is not well-formed JSON" + where);
  }

  private static Fault mappingFault(JsonMappingException e) {
    StringBuilder pointer = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer.append('/');
      pointer.append(step.getFieldName() == null ? step.getIndex() : escape(step.getFieldName()));
    }
    String message = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    if (message.startsWith("Trailing token")) {
      return Fault.at("", "malformed_json", "nothing may follow the JSON document");
    }
    if (message.startsWith("No content")) {
      return Fault.at("", "malformed_json", "a JSON document is wanted");
    }
    return Fault.at(pointer.toString(), "invalid_type", "not of the wanted type or form");
  }

  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static RecordComponent member(Class<?> type, String name) {
    if (type == null || !type.isRecord()) {
      return null;
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  static Fault fault(ConstraintViolation<?> violation) {
    StringBuilder pointer = new StringBuilder();
    Class<?> type = violation.getRootBeanClass();
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getIndex() != null) {
        pointer.append('/').append(node.getIndex());
      }
      if (node.getKind() == ElementKind.PROPERTY && node.getName() != null) {
        RecordComponent member = member(type, node.getName());
        pointer.append('/').append(escape(member == null ? node.getName() : Fields.nameOf(member)));
        type = member == null ? null : Fields.innerOf(member);
      }
    }
    return Fault.at(pointer.toString(), code(violation), violation.getMessage());
  }

  private static String code(ConstraintViolation<?> violation) {
    String payload =
        violation.unwrap(HibernateConstraintViolation.class).getDynamicPayload(String.class)
                instanceof String code
            ? code
            : null;
    if (payload != null) {
      return payload;
    }
    Annotation rule = violation.getConstraintDescriptor().getAnnotation();
    Object value = violation.getInvalidValue();
    if (rule instanceof NotNull || rule instanceof NotBlank || rule instanceof NotEmpty) {
      return "required";
    }
    if (rule instanceof Size size) {
      if (value instanceof Collection<?> items) {
        return items.size() > size.max() ? "too_many" : "too_few";
      }
      return value.toString().length() > size.max() ? "too_long" : "too_short";
    }
    if (rule instanceof Min || rule instanceof Max) {
      return "out_of_range";
    }
    return rule instanceof Pattern ? "invalid_format" : "invalid_value";
  }
}
