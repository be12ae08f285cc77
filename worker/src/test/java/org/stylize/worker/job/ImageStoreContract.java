package org.stylize.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stylize.engine.ImageBytes;
import org.stylize.proto.ImageRef;
import org.stylize.proto.ProblemType;

/** What every {@link ImageStore} promises. */
public abstract class ImageStoreContract {
    protected static final int MOST_BYTES = 1000;

    /** Empty, with the limit {@link #MOST_BYTES}. */
    protected abstract ImageStore store();

    /** Puts a picture into the store, past the port: the port only reads. */
    protected abstract void upload(ImageRef image, ImageBytes bytes);

    /** The bucket that jobs may name. */
    protected abstract String bucket();

    @Test
    void givesBackWhatWasStored() {
        ImageRef image = image("jobs/a/b/pastiche.png");

        upload(image, bytes(17, 1));

        assertThat(store().get(image)).isEqualTo(bytes(17, 1));
    }

    @Test
    void keysMayHaveSpacesAndLettersOfAnyLanguage() {
        ImageRef image = image("uploads/Bärenhöhle am Abend + 日本.jpg");

        upload(image, bytes(5, 3));

        assertThat(store().get(image)).isEqualTo(bytes(5, 3));
    }

    @Test
    void missingObjectIsPoison() {
        assertPoison(image("jobs/none.png"), ProblemType.IMAGE_NOT_FOUND);
    }

    @Test
    void anotherBucketIsPoison() {
        ImageRef elsewhere = new ImageRef("somebody-elses", "picture.png");

        assertPoison(elsewhere, ProblemType.BUCKET_NOT_ALLOWED);
    }

    @Test
    void aPictureAtTheLimitIsReadAndOneByteMoreIsPoison() {
        upload(image("at.png"), bytes(MOST_BYTES, 4));
        upload(image("over.png"), bytes(MOST_BYTES + 1, 4));

        assertThat(store().get(image("at.png")).length()).isEqualTo(MOST_BYTES);
        assertPoison(image("over.png"), ProblemType.IMAGE_TOO_LARGE);
    }

    private void assertPoison(ImageRef image, ProblemType type) {
        assertThatThrownBy(() -> store().get(image)).isInstanceOfSatisfying(PoisonJobException.class, e -> assertThat(
                        e.problem().type())
                .isEqualTo(type));
    }

    private ImageRef image(String key) {
        return new ImageRef(bucket(), key);
    }

    private static ImageBytes bytes(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return new ImageBytes(bytes);
    }
}
