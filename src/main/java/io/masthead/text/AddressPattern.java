package io.masthead.text;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * A pattern of absolute http or https addresses, such as {@code https://news.example/{slug}}: each
 * name in braces stands for a value. Null is valid.
 */
@Documented
@Constraint(validatedBy = AddressPatternValidator.class)
@Target({ANNOTATION_TYPE, FIELD, METHOD, PARAMETER})
@Retention(RUNTIME)
public @interface AddressPattern {
  /** The names that may be in it. */
  String[] knows();

  /** Of these there is at least one. */
  String[] needs();

  String message() default "is no pattern of addresses";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
