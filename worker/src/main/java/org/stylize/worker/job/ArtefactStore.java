package org.stylize.worker.job;

import java.util.List;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobKeys;

/**
 * What attempts make: results, previews, manifests, checkpoints. Every method throws {@link TransientFaultException} if
 * the store can't be reached or refuses for now. For any thread.
 */
public interface ArtefactStore {
    /**
     * Stores an artefact with the content type of its key. When this returns, {@link #get} finds it; an artefact of that
     * key is replaced.
     *
     * @return where it is, for others to read
     */
    ImageRef put(ArtefactKey key, byte[] content);

    /**
     * Reads an artefact whole.
     *
     * @throws ArtefactMissingException if there is none of that key
     */
    byte[] get(ArtefactKey key);

    /** The keys of all artefacts of one kind of one job, of all attempts, by step and then by attempt. */
    List<ArtefactKey> list(JobKeys job, ArtefactKey.Kind kind);

    /** Deletes an artefact; does nothing if there is none. */
    void delete(ArtefactKey key);
}
