package org.stylize.recipe;

import static java.util.Objects.requireNonNull;

/** A recipe, or an override, is invalid. The message names the field, what is allowed, and what was found. */
public final class InvalidRecipeException extends RuntimeException {
    private final String field;
    private final String problem;

    /**
     * @param field the field's name as in JSON, with the path to it where it is nested, such as {@code losses[1].weight}
     * @param problem what is wrong with it, as the rest of a sentence that begins with the field
     */
    public InvalidRecipeException(String field, String problem) {
        super(requireNonNull(field, "field is null") + " " + requireNonNull(problem, "problem is null"));
        this.field = field;
        this.problem = problem;
    }

    /** The field's name as in JSON, with the path to it where it is nested. */
    public String field() {
        return field;
    }

    /**
     * The same problem with a longer path: {@code path} leads to the object that has the field, or to the field itself.
     */
    InvalidRecipeException within(String path) {
        if (path.isEmpty()) {
            return this;
        }
        boolean leadsToField = path.equals(field) || path.endsWith("." + field);
        InvalidRecipeException outer = new InvalidRecipeException(leadsToField ? path : path + "." + field, problem);
        outer.initCause(this);
        return outer;
    }
}
