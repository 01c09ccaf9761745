package io.masthead.http;

import static java.lang.annotation.ElementType.TYPE_USE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** A network (CIDR) or one address, of IPv4 or IPv6. Null is valid. */
@Documented
@Constraint(validatedBy = Network.Validator.class)
@Target(TYPE_USE)
@Retention(RUNTIME)
@interface Network {
  String message() default "must be a network such as 10.0.0.0/8";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Checks it as {@link Peers} reads it. */
  final class Validator implements ConstraintValidator<Network, String> {
    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
      return value == null || Peers.rule(value).isPresent();
    }
  }
}
