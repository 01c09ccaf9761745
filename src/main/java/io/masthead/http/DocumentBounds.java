package io.masthead.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;

/**
 * Writes the lengths that our constraints on a record's components demand into its schema, so that
 * a document cannot promise another bound than the one that is checked.
 */
final class DocumentBounds {

  private static final String TEXT = "io.masthead.text.";
  private static final DotName SCHEMA =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.media.Schema");
  private static final DotName JSON_PROPERTY =
      DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

  /** Greatest lengths of the constraints that have no member for it. */
  private static final Map<DotName, Integer> FIXED =
      Map.of(
          DotName.createSimple(TEXT + "SlugText"), 120,
          DotName.createSimple(TEXT + "LanguageTag"), 35,
          DotName.createSimple(TEXT + "WebUrl"), 2000,
          DotName.createSimple(TEXT + "EmailAddress"), 254);

  private static final List<DotName> MEASURED =
      List.of(DotName.createSimple(TEXT + "Line"), DotName.createSimple(TEXT + "Prose"));

  private DocumentBounds() {}

  static void write(IndexView index, Map<String, Schema> schemas) {
    for (ClassInfo type : index.getKnownClasses()) {
      if (!type.isRecord()) {
        continue;
      }
      String name = schemaName(type);
      schemas.forEach(
          (key, schema) -> {
            if (key.equals(name) || key.matches(java.util.regex.Pattern.quote(name) + "\\d+")) {
              bound(type, schema);
            }
          });
    }
  }

  private static String schemaName(ClassInfo type) {
    AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
    AnnotationValue name = schema == null ? null : schema.value("name");
    return name == null ? type.simpleName() : name.asString();
  }

  private static void bound(ClassInfo type, Schema schema) {
    for (RecordComponentInfo component : type.recordComponents()) {
      Schema member =
          schema.getProperties() == null ? null : schema.getProperties().get(memberName(component));
      if (member == null) {
        continue;
      }
      List<AnnotationInstance> rules = new ArrayList<>(component.annotations());
      rules.addAll(component.type().annotations());
      if (member.getItems() == null) {
        bound(rules, member);
      } else if (component.type().kind() == Type.Kind.PARAMETERIZED_TYPE) {
        bound(
            component.type().asParameterizedType().arguments().get(0).annotations(),
            member.getItems());
      }
    }
  }

  private static String memberName(RecordComponentInfo component) {
    AnnotationInstance renamed = component.annotation(JSON_PROPERTY);
    return renamed == null || renamed.value() == null
        ? component.name()
        : renamed.value().asString();
  }

  private static void bound(Collection<AnnotationInstance> rules, Schema member) {
    for (AnnotationInstance rule : rules) {
      Integer max = FIXED.get(rule.name());
      if (MEASURED.contains(rule.name())) {
        max = rule.value("max").asInt();
        AnnotationValue min = rule.value("min");
        if (min == null || min.asInt() > 0) {
          member.setMinLength(min == null ? 1 : min.asInt());
        }
      }
      if (max != null) {
        member.setMaxLength(max);
      }
    }
  }
}
