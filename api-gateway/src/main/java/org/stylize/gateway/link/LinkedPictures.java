package org.stylize.gateway.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.ImageUpload;
import org.stylize.gateway.submission.RefusedException;
import org.stylize.gateway.submission.UnavailableException;
import org.stylize.proto.ProblemType;
import org.stylize.service.download.DownloadException;
import org.stylize.service.download.Downloader;

/** Downloaded pictures of one request, as files that {@link #close} deletes. For one thread; waits for their servers. */
public final class LinkedPictures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedPictures.class);

    private final Downloader downloader;
    private final Path directory;
    private final Semaphore free;
    private final List<Path> files = new ArrayList<>();

    LinkedPictures(Downloader downloader, Path directory, Semaphore free) {
        this.downloader = downloader;
        this.directory = directory;
        this.free = free;
    }

    /**
     * Downloads a picture.
     *
     * @param field of the request, for messages
     * @param name part of its object key, which tells it from the other pictures of the job
     * @throws RefusedException if the picture cannot be had from there
     * @throws UnavailableException if too many downloads run already
     */
    public ImageSource.Uploaded fetch(String field, String name, String address) {
        if (!free.tryAcquire()) {
            throw new UnavailableException("too many pictures are being downloaded; try again later", null);
        }
        try {
            Path file = Files.createTempFile(directory, "", "");
            files.add(file);
            return new ImageSource.Uploaded(field, name, new ImageUpload(file, downloader.download(address, file)));
        } catch (DownloadException e) {
            throw new RefusedException(type(e.reason()), field + ": " + e.getMessage(), field, e);
        } catch (IOException e) {
            throw new UncheckedIOException("a downloaded picture cannot be kept", e);
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("a downloaded picture cannot be deleted: {}", file, e);
            }
        }
        files.clear();
    }

    private static ProblemType type(DownloadException.Reason reason) {
        return switch (reason) {
            case ADDRESS_NOT_ALLOWED -> ProblemType.LINK_NOT_ALLOWED;
            case NOT_FETCHED -> ProblemType.LINK_NOT_FETCHED;
            case TOO_LARGE -> ProblemType.IMAGE_TOO_LARGE;
        };
    }
}
