package io.masthead.text;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;
import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A text of several lines, measured as {@link Text#prose} keeps it: tabs and line breaks are
 * allowed, other controls are not. Null is valid. The violation's dynamic payload is the fault's
 * code.
 */
@Documented
@Constraint(validatedBy = ProseValidator.class)
@Target({ANNOTATION_TYPE, FIELD, METHOD, PARAMETER, RECORD_COMPONENT, TYPE_USE})
@Retention(RUNTIME)
public @interface Prose {
  /** Least length in code points; with 1 or more a blank text is refused as {@code required}. */
  int min() default 1;

  /** Greatest length in code points. */
  int max();

  String message() default "is not valid";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
