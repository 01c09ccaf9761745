package io.masthead.comment;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A comment says who writes, unless the caller's key stands for an author. */
@Documented
@Constraint(validatedBy = SignedValidator.class)
@Target(TYPE)
@Retention(RUNTIME)
@interface Signed {

  String message() default "must not be null";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};
}
