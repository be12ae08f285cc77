package org.stylize.proto;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a job belongs to. Tenants see nothing of each other. The name is the first part of the keys of a tenant's objects.
 *
 * @param name 1 to 40 of a-z, 0-9 and hyphen, with a letter or digit first and last; not {@code uploads}, {@code jobs},
 *     {@code cache} or {@code sweeper}, with which other keys begin
 */
public record Tenant(String name) implements Comparable<Tenant> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final Set<String> OTHER_KEYS = Set.of(JobKeys.UPLOADS, JobKeys.MADE, "cache", "sweeper");

    /** The tenant of an installation that knows no others, and of records without one. */
    public static final Tenant DEFAULT = new Tenant("default");

    public Tenant {
        requireNonNull(name, "name is null");
        if (!isName(name)) {
            throw new InvalidJobException(
                    "tenant",
                    "a tenant's name is 1 to 40 of a-z, 0-9 and '-', with a letter or digit first and last, and none of "
                            + "uploads, jobs, cache, sweeper");
        }
    }

    /** Whether a tenant may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches() && !OTHER_KEYS.contains(text);
    }

    /** What the keys of all objects of this tenant, and of no other, begin with. */
    public String keyPrefix() {
        return name + "/";
    }

    /** Whether an object of that key is one of this tenant's. */
    public boolean owns(String key) {
        return key.startsWith(keyPrefix());
    }

    /** What to answer to whoever names an object that is not one of this tenant's. */
    public Problem doesNotOwn(ImageRef object) {
        return new Problem(
                ProblemType.OBJECT_NOT_ALLOWED,
                "the keys of the objects of tenant " + name + " begin with '" + keyPrefix() + "' but this one is "
                        + object);
    }

    @Override
    public int compareTo(Tenant other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
