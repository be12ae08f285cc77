package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.stylize.base.LengthPrefixed;
import org.stylize.base.Sha256;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Presets;
import org.stylize.recipe.Recipe;
import org.stylize.recipe.RecipeJson;
import org.stylize.recipe.RecipeOverrides;

class MadeOfTest {
    private static final Recipe RECIPE = Presets.named("d2l");
    private static final JobPictures<String> TWO = JobPictures.of("a", List.of("b"));

    @Test
    void theBytesAreThoseOfTheDescription() {
        JobPictures<String> all =
                new JobPictures<>("content", List.of(new JobPictures.Style<>("style", 1, "mask")), "start");
        byte[] fields = new LengthPrefixed()
                .add(RecipeJson.write(RECIPE))
                .add("content")
                .add(new byte[] {0, 0, 0, 1})
                .add("style")
                .add(new byte[] {0x3f, (byte) 0xf0, 0, 0, 0, 0, 0, 0})
                .add("mask")
                .add("start")
                .bytes();
        assertThat(MadeOf.of(all, RECIPE, OutputFormat.PNG)).isEqualTo("1:" + Sha256.of(fields));
    }

    @Test
    void whateverChangesThePasticheChangesTheText() {
        Recipe other = RECIPE.with(RecipeOverrides.fromJson("{\"steps\": 3}"));
        JobPictures.Style<String> style = JobPictures.Style.of("b");
        List<String> texts = List.of(
                MadeOf.of(TWO, RECIPE, OutputFormat.PNG),
                MadeOf.of(TWO, other, OutputFormat.PNG),
                MadeOf.of(JobPictures.of("b", List.of("a")), RECIPE, OutputFormat.PNG),
                MadeOf.of(JobPictures.of("a", List.of("b", "b")), RECIPE, OutputFormat.PNG),
                MadeOf.of(JobPictures.of("a", List.of("b", "c")), RECIPE, OutputFormat.PNG),
                MadeOf.of(JobPictures.of("a", List.of("c", "b")), RECIPE, OutputFormat.PNG),
                MadeOf.of(
                        new JobPictures<>("a", List.of(new JobPictures.Style<>("b", 1, "c")), null),
                        RECIPE,
                        OutputFormat.PNG),
                MadeOf.of(
                        new JobPictures<>("a", List.of(new JobPictures.Style<>("b", 2, null), style), null),
                        RECIPE,
                        OutputFormat.PNG),
                MadeOf.of(new JobPictures<>("a", List.of(style), "c"), RECIPE, OutputFormat.PNG),
                MadeOf.of(new JobPictures<>("a", List.of(style), null, "c"), RECIPE, OutputFormat.PNG),
                MadeOf.of(TWO, RECIPE, OutputFormat.of("jpg", null, 80, null)),
                MadeOf.of(TWO, RECIPE, OutputFormat.of("jpg", null, 81, null)),
                MadeOf.of(TWO, RECIPE, OutputFormat.of("png", 16, null, null)),
                MadeOf.of(TWO, RECIPE, OutputFormat.of("png", null, null, "none")));
        Set<String> distinct = new TreeSet<>(texts);
        assertThat(distinct).hasSameSizeAs(texts);
        assertThat(MadeOf.of(TWO, RECIPE, OutputFormat.PNG)).isEqualTo(texts.get(0));
    }
}
