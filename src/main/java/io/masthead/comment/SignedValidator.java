package io.masthead.comment;

import io.masthead.access.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** Checks {@link Signed}; the caller is only looked at where there is no name. */
@ApplicationScoped
class SignedValidator implements ConstraintValidator<Signed, CommentRequest> {

  @Inject Callers callers;

  @Override
  public boolean isValid(CommentRequest request, ConstraintValidatorContext context) {
    boolean nobody = request.author() == null;
    boolean named = !nobody && request.author().name() != null;
    if (named || callers.ifAny().filter(caller -> caller.authorId() != null).isPresent()) {
      return true;
    }
    context.disableDefaultConstraintViolation();
    ConstraintValidatorContext.ConstraintViolationBuilder violation =
        context
            .unwrap(HibernateConstraintValidatorContext.class)
            .withDynamicPayload("required")
            .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate());
    ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext author =
        violation.addPropertyNode("author");
    (nobody ? author : author.addPropertyNode("name")).addConstraintViolation();
    return false;
  }
}
