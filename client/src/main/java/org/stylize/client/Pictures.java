package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The content image and the style images of a job. */
public sealed interface Pictures {
    /** Calls the function for this kind of pictures and returns its result. */
    <R> R match(Cases<R> cases);

    /** One function for each kind. */
    interface Cases<R> {
        R files(Files files);

        R objects(Objects objects);

        R links(Links links);
    }

    /** Files of this machine, sent with the request. */
    record Files(Path content, List<Path> styles) implements Pictures {
        public Files {
            requireNonNull(content, "content is null");
            styles = List.copyOf(styles);
            requireStyles(styles);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.files(this);
        }
    }

    /** Objects in the service's bucket, by object key. */
    record Objects(String content, List<String> styles) implements Pictures {
        public Objects {
            requireNonNull(content, "content is null");
            styles = List.copyOf(styles);
            requireStyles(styles);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.objects(this);
        }
    }

    /** Addresses from which the service downloads the pictures: https://…, reachable from the public internet. */
    record Links(URI content, List<URI> styles) implements Pictures {
        public Links {
            requireNonNull(content, "content is null");
            styles = List.copyOf(styles);
            requireStyles(styles);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.links(this);
        }
    }

    private static void requireStyles(List<?> styles) {
        if (styles.isEmpty()) {
            throw new IllegalArgumentException("a job needs at least one style image");
        }
    }
}
