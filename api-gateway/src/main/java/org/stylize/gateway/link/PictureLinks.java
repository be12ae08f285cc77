package org.stylize.gateway.link;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Semaphore;
import org.stylize.service.LocalDirectory;
import org.stylize.service.download.Downloader;

/**
 * Fetches pictures that requests name by address. Some downloads run at the same time; a request that comes on top of them
 * is told to come again, so that slow servers cannot keep all threads of the gateway. For any thread.
 */
public final class PictureLinks implements AutoCloseable {
    private final Downloader downloader;
    private final LocalDirectory directory;
    private final Semaphore free;

    /**
     * Links that are followed.
     *
     * @param downloader is closed with this
     * @param directory for the pictures until their requests are answered; is closed with this
     * @param atOnce most downloads at the same time, at least 1
     */
    public PictureLinks(Downloader downloader, LocalDirectory directory, int atOnce) {
        this.downloader = requireNonNull(downloader, "downloader is null");
        this.directory = requireNonNull(directory, "directory is null");
        if (atOnce < 1) {
            throw new IllegalArgumentException("gateway.links.at-once must be at least 1 but is " + atOnce);
        }
        this.free = new Semaphore(atOnce);
    }

    /** The pictures of one request, none yet. The caller closes them when the request is answered. */
    public LinkedPictures open() {
        return new LinkedPictures(downloader, directory.path(), free);
    }

    @Override
    public void close() {
        downloader.close();
        directory.close();
    }
}
