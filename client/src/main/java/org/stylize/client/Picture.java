package org.stylize.client;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;

/** A picture that a job is made of. */
public sealed interface Picture {
    /** Calls the function for this kind of picture and returns its result. */
    <R> R match(Cases<R> cases);

    /** One function for each kind. */
    interface Cases<R> {
        R file(File file);

        R stored(Stored stored);

        R linked(Linked linked);
    }

    /** A file of this machine, sent with the request. */
    record File(Path path) implements Picture {
        public File {
            requireNonNull(path, "path is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.file(this);
        }
    }

    /**
     * An object in the service's bucket.
     *
     * @param key of the object, which begins with the tenant and a slash
     */
    record Stored(String key) implements Picture {
        public Stored {
            requireNonNull(key, "key is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stored(this);
        }
    }

    /**
     * A picture that the service downloads.
     *
     * @param address https://…, reachable from the public internet
     */
    record Linked(URI address) implements Picture {
        public Linked {
            requireNonNull(address, "address is null");
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.linked(this);
        }
    }
}
