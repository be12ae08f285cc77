package org.stylize.proto;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.jspecify.annotations.Nullable;
import org.stylize.image.ImageFormat;
import org.stylize.image.KeptExif;
import org.stylize.image.OutputFormat;
import org.stylize.recipe.Execution;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Network;
import org.stylize.recipe.Plan;
import org.stylize.recipe.Recipe;

/** Values of every kind, for property tests. */
final class ProtoArbitraries {
    private ProtoArbitraries() {}

    static Arbitrary<JobId> ids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                .as((high, low) -> new JobId(new UUID(high, low)));
    }

    static Arbitrary<Instant> instants() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_102_444_800L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    static Arbitrary<ImageRef> images() {
        Arbitrary<String> keys = Arbitraries.strings()
                .withChars("abcÄö漢 -_.%+/0")
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(key -> "k" + key)
                .filter(key -> !("/" + key + "/").contains("/./") && !("/" + key + "/").contains("/../"));
        return Combinators.combine(Arbitraries.of("stylize", "other-bucket", "b.2"), keys)
                .as(ImageRef::new);
    }

    static Arbitrary<RecipeChoice> recipes() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.strings(), Arbitraries.strings())
                        .as(RecipeChoice.Preset::new),
                Arbitraries.strings().map(RecipeChoice.Explicit::new));
    }

    static Arbitrary<JobPictures<ImageRef>> pictures() {
        Arbitrary<List<JobPictures.Style<ImageRef>>> unmasked = Combinators.combine(images(), shares())
                .as((image, share) -> new JobPictures.Style<>(image, share, null))
                .list()
                .ofMinSize(1)
                .ofMaxSize(Recipe.MOST_STYLES);
        Arbitrary<List<JobPictures.Style<ImageRef>>> masked = Combinators.combine(images(), shares(), images())
                .as((image, share, mask) -> new JobPictures.Style<>(image, share, mask))
                .list()
                .ofMinSize(1)
                .ofMaxSize(Recipe.MOST_STYLES);
        return Combinators.combine(
                        images(),
                        Arbitraries.oneOf(unmasked, masked),
                        images().injectNull(0.5),
                        images().injectNull(0.5))
                .as(JobPictures::new);
    }

    private static Arbitrary<Double> shares() {
        return Arbitraries.oneOf(
                Arbitraries.just(JobPictures.Style.DEFAULT_SHARE), Arbitraries.of(0.5, 3.0, 1e-300, Double.MAX_VALUE));
    }

    static Arbitrary<Trace> traces() {
        StringArbitrary hex = Arbitraries.strings().withChars("123456789abcdef");
        Arbitrary<Trace> some = Combinators.combine(
                        hex.ofLength(32), hex.ofLength(16), Arbitraries.of("", "vendor=1", "a=b,c=d"))
                .as((id, parent, state) -> Trace.of("00-" + id + "-" + parent + "-01", state));
        return Arbitraries.oneOf(Arbitraries.just(Trace.NONE), some);
    }

    static Arbitrary<StylizationJob> jobs() {
        return Combinators.combine(
                        ids(),
                        pictures(),
                        recipes(),
                        Arbitraries.strings()
                                .ofMinLength(1)
                                .map(ResolvedRecipe::new)
                                .injectNull(0.5),
                        instants(),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(50).injectNull(0.3),
                        Combinators.combine(terms(), outputs(), tags(), ids().injectNull(0.5), traces(), tenants())
                                .as(Rest::new))
                .as((id, pictures, recipe, resolved, at, key, rest) -> new StylizationJob(
                        id,
                        rest.tenant(),
                        pictures,
                        recipe,
                        resolved,
                        at,
                        key,
                        rest.terms(),
                        rest.output(),
                        rest.tags(),
                        rest.retryOf(),
                        rest.trace(),
                        Extras.NONE));
    }

    private record Rest(
            JobTerms terms,
            OutputFormat output,
            JobTags tags,
            @Nullable JobId retryOf,
            Trace trace,
            Tenant tenant) {}

    static Arbitrary<OutputFormat> outputs() {
        return Combinators.combine(
                        Arbitraries.of(ImageFormat.PNG, ImageFormat.TIFF, ImageFormat.JPEG, ImageFormat.WEBP),
                        Arbitraries.of(8, 16),
                        Arbitraries.integers().between(1, 100),
                        Arbitraries.of(KeptExif.class))
                .as((format, bits, quality, exif) -> new OutputFormat(
                        format, format == ImageFormat.PNG || format == ImageFormat.TIFF ? bits : 8, quality, exif));
    }

    static Arbitrary<JobTags> tags() {
        Arbitrary<String> names = Arbitraries.of("a", "0", "team", "org.example/order-number", "A_b");
        Arbitrary<String> values = Arbitraries.of("", "x", "ein Wert: \"漢\"", "4711");
        Arbitrary<Map<String, String>> maps = Arbitraries.maps(names, values).ofMaxSize(4);
        return Combinators.combine(
                        maps, maps, ids().map(id -> new BatchId(id.value())).injectNull(0.5))
                .as(JobTags::new);
    }

    static Arbitrary<Tenant> tenants() {
        return Arbitraries.of("default", "a", "acme-2", "0").map(Tenant::new);
    }

    static Arbitrary<JobTerms> terms() {
        Arbitrary<Duration> ttls =
                Arbitraries.longs().between(1, 365L * 24 * 3600 * 1000).map(Duration::ofMillis);
        return Combinators.combine(ttls.injectNull(0.5), instants().injectNull(0.5), Arbitraries.of(Lane.class))
                .as(JobTerms::new);
    }

    static Arbitrary<Slice> slices() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(1, Integer.MAX_VALUE);
        return Combinators.combine(numbers, numbers).as(Slice::new);
    }

    static Arbitrary<Dispatch> dispatches() {
        return Combinators.combine(
                        slices(),
                        instants(),
                        Arbitraries.of(true, false),
                        Arbitraries.integers(),
                        Arbitraries.integers(),
                        Combinators.combine(Arbitraries.of(JobReport.Release.class), instants())
                                .as(Dispatch.Wait::new)
                                .injectNull(0.5),
                        executions().injectNull(0.5))
                .as((slice, at, asked, faults, keptSteps, wait, execution) ->
                        new Dispatch(slice, at, asked, !asked && faults % 2 == 0, faults, keptSteps, wait, execution));
    }

    static Arbitrary<SliceRequest> requests() {
        return Combinators.combine(jobs(), slices(), executions().injectNull(0.5))
                .as(SliceRequest::new);
    }

    static Arbitrary<JobCommand> commands() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(ids(), instants()).as(JobCommand.Cancel::new),
                Combinators.combine(ids(), instants()).as(JobCommand.Finish::new),
                Combinators.combine(ids(), instants(), ids()).as(JobCommand.Retry::new),
                Combinators.combine(ids(), instants()).as(JobCommand.Delete::new)));
    }

    static Arbitrary<Attempt> attempts() {
        return Combinators.combine(
                        Arbitraries.strings(),
                        Arbitraries.strings(),
                        Arbitraries.of("cpu", "gpu0"),
                        slices(),
                        Arbitraries.integers())
                .as(Attempt::new);
    }

    static Arbitrary<Losses> losses() {
        Arbitrary<Double> any = Arbitraries.doubles();
        return Combinators.combine(
                        any,
                        any,
                        any,
                        any,
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(20), any)
                                .ofMaxSize(6))
                .as(Losses::new);
    }

    static Arbitrary<Plan> plans() {
        Arbitrary<Integer> any = Arbitraries.integers();
        return Combinators.combine(any, any, any).as(Plan::new);
    }

    static Arbitrary<Execution> executions() {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Integer> sides = Arbitraries.integers().between(Execution.SMALLEST_TILE_PIXELS, Integer.MAX_VALUE);
        Arbitrary<String> texts = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(30);
        return Combinators.combine(
                        Arbitraries.of(Network.Precision.FP32, Network.Precision.BF16),
                        numbers,
                        Arbitraries.oneOf(sides, Arbitraries.just(0)),
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        texts,
                        texts)
                .as(Execution::new);
    }

    static Arbitrary<Outcome> outcomes() {
        return Combinators.combine(
                        outcomesWithoutManifest(),
                        images().injectNull(0.5),
                        Arbitraries.strings(),
                        ids().injectNull(0.5))
                .as((outcome, manifest, madeOf, reusedFrom) -> new Outcome(
                        outcome.pastiche(),
                        outcome.steps(),
                        outcome.width(),
                        outcome.height(),
                        outcome.losses(),
                        outcome.optimizationSeconds(),
                        outcome.sha256(),
                        outcome.finishedEarly(),
                        manifest,
                        madeOf,
                        reusedFrom));
    }

    static Arbitrary<Reuse> reuses() {
        return Combinators.combine(attempts(), outcomes(), ids())
                .as((attempt, outcome, from) ->
                        new Reuse(attempt, outcome.copiedTo(outcome.pastiche(), outcome.manifest(), from)));
    }

    private static Arbitrary<Outcome> outcomesWithoutManifest() {
        Arbitrary<Integer> any = Arbitraries.integers();
        return Combinators.combine(
                        images(),
                        any,
                        any,
                        any,
                        losses(),
                        Arbitraries.doubles(),
                        Arbitraries.strings(),
                        Arbitraries.of(true, false))
                .as((pastiche, steps, width, height, losses, seconds, sha256, early) ->
                        new Outcome(pastiche, steps, width, height, losses, seconds, sha256, early, null));
    }

    static Arbitrary<Problem> problems() {
        return Combinators.combine(Arbitraries.of(ProblemType.class), Arbitraries.strings())
                .as(Problem::new);
    }

    static Arbitrary<JobReport> reports() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(
                                ids(),
                                attempts(),
                                instants(),
                                plans(),
                                executions().injectNull(0.5))
                        .as(JobReport.Started::new),
                Combinators.combine(ids(), attempts(), instants(), outcomes()).as(JobReport.Completed::new),
                Combinators.combine(ids(), attempts(), instants(), problems()).as(JobReport.Failed::new),
                Combinators.combine(ids(), attempts(), instants(), Arbitraries.of(JobReport.Release.class), problems())
                        .as(JobReport.Released::new),
                Combinators.combine(ids(), attempts(), instants(), Arbitraries.integers())
                        .as(JobReport.Checkpointed::new),
                Combinators.combine(ids(), attempts(), instants()).as(JobReport.SliceEnded::new)));
    }

    static Arbitrary<JobEvent> events() {
        Arbitrary<Long> sequences = Arbitraries.longs().between(1, Long.MAX_VALUE);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(ids(), sequences, instants()).as(JobEvent.Submitted::new),
                Combinators.combine(ids(), sequences, instants()).as(JobEvent.Queued::new),
                Combinators.combine(ids(), sequences, instants(), attempts(), plans())
                        .as(JobEvent.Started::new),
                Combinators.combine(ids(), sequences, instants(), attempts(), Arbitraries.integers())
                        .as(JobEvent.Checkpointed::new),
                Combinators.combine(ids(), sequences, instants(), attempts().injectNull(0.3), problems(), instants())
                        .as(JobEvent.Retried::new),
                Combinators.combine(ids(), sequences, instants(), attempts(), outcomes())
                        .as(JobEvent.Completed::new),
                Combinators.combine(ids(), sequences, instants(), problems()).as(JobEvent.Failed::new),
                Combinators.combine(ids(), sequences, instants()).as(JobEvent.Cancelled::new),
                Combinators.combine(ids(), sequences, instants()).as(JobEvent.Expired::new)));
    }

    static Arbitrary<JobProgress> progress() {
        return Combinators.combine(
                        ids(),
                        attempts(),
                        instants(),
                        Combinators.combine(Arbitraries.integers(), Arbitraries.integers())
                                .as((step, steps) -> new int[] {step, steps}),
                        losses(),
                        Combinators.combine(Arbitraries.doubles(), Arbitraries.doubles(), Arbitraries.doubles())
                                .as((rate, speed, left) -> new double[] {rate, speed, left}),
                        images().injectNull(0.5))
                .as((id, attempt, at, steps, losses, numbers, preview) -> new JobProgress(
                        id, attempt, at, steps[0], steps[1], losses, numbers[0], numbers[1], numbers[2], preview));
    }

    /** Records of jobs in the middle of any life: a fresh job after any events. */
    static Arbitrary<JobRecord> records() {
        return Combinators.combine(
                        jobs(), instants(), dispatches(), events().list().ofMaxSize(5))
                .as((job, at, dispatch, events) -> {
                    JobRecord record = JobRecord.submitted(job, at).withDispatch(dispatch);
                    for (JobEvent event : events) {
                        record = record.after(Events.renamed(event, job.id(), record.sequence() + 1));
                    }
                    return record;
                });
    }

    static Arbitrary<DeadLetter> deadLetters() {
        return Combinators.combine(
                        Arbitraries.of(DeadLetter.Kind.class),
                        Arbitraries.strings(),
                        instants(),
                        problems(),
                        Arbitraries.integers(),
                        Arbitraries.bytes().array(byte[].class).map(ByteString::copyFrom))
                .as(DeadLetter::new);
    }

    static Arbitrary<KeyRecord> keys() {
        Arbitrary<String> keyIds = Arbitraries.strings().alpha().numeric().ofLength(12);
        return Arbitraries.oneOf(List.of(
                Combinators.combine(
                                keyIds,
                                instants(),
                                Arbitraries.of(Tenant.DEFAULT, new Tenant("acme")),
                                Arbitraries.strings(),
                                Arbitraries.of("read", "submit", "later").set(),
                                Arbitraries.strings(),
                                Arbitraries.strings(),
                                instants().injectNull(0.3))
                        .as(KeyRecord.Issued::new),
                Combinators.combine(keyIds, instants()).as(KeyRecord.Revoked::new),
                Combinators.combine(keyIds, instants(), instants()).as(KeyRecord.Retires::new),
                Combinators.combine(keyIds, instants()).as(KeyRecord.Used::new)));
    }

    static Arbitrary<SessionRecord> sessions() {
        return Combinators.combine(
                        Arbitraries.strings().numeric().ofLength(64),
                        instants(),
                        instants(),
                        Arbitraries.strings().alpha().ofLength(12).injectNull(0.3),
                        Arbitraries.strings(),
                        Arbitraries.strings(),
                        Arbitraries.of(Tenant.DEFAULT, new Tenant("acme")),
                        scopes())
                .as(SessionRecord::new);
    }

    static Arbitrary<AuditEvent> audits() {
        Arbitrary<String> words = Arbitraries.strings();
        Arbitrary<AuditEvent.What> whats = Arbitraries.oneOf(List.of(
                Combinators.combine(words, words, scopes(), instants().injectNull(0.3))
                        .as(AuditEvent.KeyMade::new),
                Combinators.combine(words, words, instants()).as(AuditEvent.KeyRotated::new),
                words.map(AuditEvent.KeyRevoked::new),
                Combinators.combine(words, scopes()).as(AuditEvent.KeyUsed::new),
                words.map(AuditEvent.LoggedIn::new),
                Combinators.combine(words, words, Arbitraries.longs().greaterOrEqual(0))
                        .as(AuditEvent.LoginFailed::new),
                words.map(AuditEvent.LoggedOut::new)));
        return Combinators.combine(
                        instants(),
                        Arbitraries.of(Tenant.DEFAULT, new Tenant("acme")).injectNull(0.3),
                        words,
                        words,
                        whats)
                .as(AuditEvent::new);
    }

    private static Arbitrary<Set<String>> scopes() {
        return Arbitraries.of("read", "submit", "later").set();
    }

    static Arbitrary<JobControl> controls() {
        return Arbitraries.oneOf(List.of(
                Combinators.combine(ids(), instants()).as(JobControl.Cancel::new),
                Combinators.combine(ids(), instants()).as(JobControl.Finish::new),
                Combinators.combine(ids(), instants(), Arbitraries.strings()).as(JobControl.Supersede::new)));
    }
}
