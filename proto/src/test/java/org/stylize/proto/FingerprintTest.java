package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stylize.image.ImageFormat;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;

/** The expected bytes were computed from the description in {@link Fingerprint}, not by it. */
class FingerprintTest {
    private static final ImageRef CONTENT = new ImageRef("stylize", "in/photo.jpg");
    private static final ImageRef WAVE = new ImageRef("stylize", "in/wave.png");
    private static final ImageRef SKY = new ImageRef("stylize", "in/ä.png");
    private static final ImageRef MASK = new ImageRef("stylize", "in/mask.png");
    private static final RecipeChoice PRESET = new RecipeChoice.Preset("d2l", "{\"steps\":40}");
    private static final RecipeChoice EXPLICIT = new RecipeChoice.Explicit("{\"name\":\"mine\"}");

    private static final JobPictures<ImageRef> PLAIN = JobPictures.of(CONTENT, List.of(WAVE, SKY));
    private static final JobPictures<ImageRef> ALL_ROLES = new JobPictures<>(
            CONTENT,
            List.of(new JobPictures.Style<>(WAVE, 3, MASK), new JobPictures.Style<>(SKY, 0.5, MASK)),
            new ImageRef("stylize", "in/start.png"));

    @Test
    void theBytesOfAJobWithAPresetNeverChange() {
        StylizationJob job = job(PLAIN, PRESET);
        assertThat(hex(Fingerprint.input(job)))
                .isEqualTo(
                        "020000001973333a2f2f7374796c697a652f696e2f70686f746f2e6a706700000004000000020000001873333a2f2f73"
                                + "74796c697a652f696e2f776176652e706e67000000083ff0000000000000000000000000001673333a2f2f7374796c69"
                                + "7a652f696e2fc3a42e706e67000000083ff0000000000000000000000000000000000006707265736574000000036432"
                                + "6c0000000c7b227374657073223a34307d");
        assertThat(job.fingerprint()).isEqualTo("2:575e6fc390b120c81ecb417a7ac9cb681834be110c4ac1be95f0dd4437fcf133");
    }

    @Test
    void theBytesOfAJobWithAllRolesNeverChange() {
        StylizationJob job = job(ALL_ROLES, EXPLICIT);
        assertThat(hex(Fingerprint.input(job)))
                .isEqualTo(
                        "020000001973333a2f2f7374796c697a652f696e2f70686f746f2e6a706700000004000000020000001873333a2f2f73"
                                + "74796c697a652f696e2f776176652e706e670000000840080000000000000000001873333a2f2f7374796c697a652f69"
                                + "6e2f6d61736b2e706e670000001673333a2f2f7374796c697a652f696e2fc3a42e706e67000000083fe0000000000000"
                                + "0000001873333a2f2f7374796c697a652f696e2f6d61736b2e706e670000001973333a2f2f7374796c697a652f696e2f"
                                + "73746172742e706e67000000067265636970650000000f7b226e616d65223a226d696e65227d");
        assertThat(job.fingerprint()).isEqualTo("2:5e6d548ebf6e331464c265afa27c2a4325377626db16c7e5e964ed8a846a9523");
    }

    @Test
    void timeIdKeyTraceAndResolvedRecipeDoNotCount() {
        StylizationJob job = job(PLAIN, PRESET);
        StylizationJob other = StylizationJob.of(JobId.random(), PLAIN, PRESET, Instant.EPOCH.plusSeconds(9), "key")
                .withResolved(new ResolvedRecipe("{}"))
                .withTrace(new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", ""));
        assertThat(other.fingerprint()).isEqualTo(job.fingerprint());
    }

    @Test
    void theBytesOfTermsNeverChange() {
        StylizationJob plain = job(PLAIN, PRESET);
        StylizationJob bounded =
                plain.withTerms(new JobTerms(Duration.ofSeconds(90, 5), Instant.ofEpochSecond(1_900_000_000L, 7)));
        assertThat(hex(Fingerprint.input(bounded)))
                .isEqualTo(hex(Fingerprint.input(plain))
                        + "0000000374746c"
                        + "0000000c000000000000005a00000005"
                        + "00000008646561646c696e65"
                        + "0000000c00000000713fb30000000007");
    }

    @Test
    void theBytesOfLaneProtectionOutputAndTagsNeverChange() {
        StylizationJob plain = job(PLAIN, PRESET);
        StylizationJob full = job(new JobPictures<>(CONTENT, PLAIN.styles(), null, MASK), PRESET)
                .withTerms(JobTerms.in(Lane.BATCH))
                .withOutput(new OutputFormat(ImageFormat.JPEG, 8, 80, KeptExif.NONE))
                .withTags(new JobTags(
                        Map.of("team", "blue", "a", ""),
                        Map.of("order", "7"),
                        BatchId.parse("00000000-0000-0000-0000-00000000000b")));
        assertThat(hex(Fingerprint.input(full)))
                .isEqualTo(hex(Fingerprint.input(plain))
                        + "000000046c616e65" + "000000056261746368"
                        + "0000000a70726f74656374696f6e" + "0000001873333a2f2f7374796c697a652f696e2f6d61736b2e706e67"
                        + "000000066f7574707574" + "000000044a504547" + "0000000400000008" + "0000000400000050"
                        + "000000044e4f4e45"
                        + "000000056c6162656c" + "0000000161" + "00000000"
                        + "000000056c6162656c" + "000000047465616d" + "00000004626c7565"
                        + "000000086d65746164617461" + "000000056f72646572" + "0000000137"
                        + "000000086f662d6261746368"
                        + "0000002430303030303030302d303030302d303030302d303030302d303030303030303030303062");
    }

    @Test
    void everyRoleCounts() {
        JobPictures.Style<ImageRef> wave = JobPictures.Style.of(WAVE);
        JobPictures.Style<ImageRef> sky = JobPictures.Style.of(SKY);
        Stream<JobPictures<ImageRef>> different = Stream.of(
                PLAIN,
                ALL_ROLES,
                JobPictures.of(WAVE, List.of(CONTENT, SKY)),
                JobPictures.of(CONTENT, List.of(SKY, WAVE)),
                JobPictures.of(CONTENT, List.of(WAVE)),
                new JobPictures<>(CONTENT, List.of(wave, new JobPictures.Style<>(SKY, 2, null)), null),
                new JobPictures<>(CONTENT, List.of(wave), SKY),
                new JobPictures<>(CONTENT, List.of(new JobPictures.Style<>(WAVE, 1, SKY)), null),
                new JobPictures<>(CONTENT, List.of(wave, sky), MASK),
                new JobPictures<>(CONTENT, List.of(wave, sky), null, MASK));
        Set<String> fingerprints =
                different.map(pictures -> job(pictures, PRESET).fingerprint()).collect(Collectors.toSet());
        assertThat(fingerprints).hasSize(10);
    }

    @Test
    void whereOneTextEndsAndTheNextBeginsCounts() {
        assertThat(job(PLAIN, new RecipeChoice.Preset("a", "bc")).fingerprint())
                .isNotEqualTo(job(PLAIN, new RecipeChoice.Preset("ab", "c")).fingerprint());
    }

    private static StylizationJob job(JobPictures<ImageRef> pictures, RecipeChoice recipe) {
        return StylizationJob.of(JobId.random(), pictures, recipe, Instant.EPOCH, null);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
