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

    /** The bucket that the store may touch. */
    protected abstract String bucket();

    @Test
    void givesBackWhatWasStored() {
        ImageRef image = image("jobs/a/b/pastiche.png");

        store().put(image, bytes(17, 1));

        assertThat(store().get(image)).isEqualTo(bytes(17, 1));
    }

    @Test
    void aPictureOfTheSameNameIsReplaced() {
        ImageRef image = image("jobs/a/b/twice.png");
        store().put(image, bytes(17, 1));

        store().put(image, bytes(20, 2));

        assertThat(store().get(image)).isEqualTo(bytes(20, 2));
    }

    @Test
    void keysMayHaveSpacesAndLettersOfAnyLanguage() {
        ImageRef image = image("uploads/Bärenhöhle am Abend + 日本.jpg");

        store().put(image, bytes(5, 3));

        assertThat(store().get(image)).isEqualTo(bytes(5, 3));
    }

    @Test
    void missingObjectIsPoison() {
        assertPoison(image("jobs/none.png"), ProblemType.IMAGE_NOT_FOUND);
    }

    @Test
    void anotherBucketIsPoisonEvenForWriting() {
        ImageRef elsewhere = new ImageRef("somebody-elses", "picture.png");

        assertPoison(elsewhere, ProblemType.BUCKET_NOT_ALLOWED);
        assertThatThrownBy(() -> store().put(elsewhere, bytes(1, 1))).isInstanceOf(PoisonJobException.class);
        assertThatThrownBy(() -> store().delete(elsewhere)).isInstanceOf(PoisonJobException.class);
    }

    @Test
    void aPictureAtTheLimitIsReadAndOneByteMoreIsPoison() {
        store().put(image("at.png"), bytes(MOST_BYTES, 4));
        store().put(image("over.png"), bytes(MOST_BYTES + 1, 4));

        assertThat(store().get(image("at.png")).length()).isEqualTo(MOST_BYTES);
        assertPoison(image("over.png"), ProblemType.IMAGE_TOO_LARGE);
    }

    @Test
    void whatIsDeletedIsGoneAndDeletingNothingIsFine() {
        ImageRef image = image("jobs/gone.png");
        store().put(image, bytes(3, 5));

        store().delete(image);
        store().delete(image);

        assertPoison(image, ProblemType.IMAGE_NOT_FOUND);
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
