package org.stylize.gateway.s3;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.ToLongFunction;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.Tenant;
import org.stylize.service.S3Store;
import org.stylize.service.StoreException;

/** Adds up the objects of tenants. For any thread; waits for the store, once for each thousand objects. */
public final class S3TenantBytes implements ToLongFunction<Tenant> {
    private final S3Store store;

    /** @param store its creator closes it */
    public S3TenantBytes(S3Store store) {
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public long applyAsLong(Tenant tenant) {
        try {
            long bytes = 0;
            String after = "";
            List<S3Store.Listed> page;
            do {
                page = store.page(tenant + "/", after, S3Store.MOST_LISTED);
                bytes += page.stream().mapToLong(S3Store.Listed::bytes).sum();
                after = page.isEmpty() ? "" : page.get(page.size() - 1).key();
            } while (page.size() == S3Store.MOST_LISTED);
            return bytes;
        } catch (StoreException e) {
            throw new UnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}
