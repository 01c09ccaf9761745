package io.masthead.comment;

/** A new comment and what became of it by the rules, or by its writer's ban. */
record Judged(Outcome outcome, boolean inShadow) {}
