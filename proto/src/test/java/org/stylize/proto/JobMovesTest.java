package org.stylize.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.stylize.recipe.Losses;
import org.stylize.recipe.Plan;

/**
 * Holds the table of legal moves to the records that follow it and to its documentation. With the system property
 * {@code docs.write} set, the test writes the documentation.
 */
class JobMovesTest {
    private static final Path DOC = Path.of("../docs/job-states.md");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final JobId ID = JobId.random();
    private static final Attempt ATTEMPT = Attempt.by("w", "cpu", Slice.FIRST, 1);
    private static final Plan PLAN = new Plan(10, 64, 48);
    private static final Problem PROBLEM = new Problem(ProblemType.DIVERGED, "the loss is NaN");
    private static final Outcome OUTCOME = new Outcome(
            new ImageRef("stylize", "p.png"), 10, 64, 48, new Losses(1, 2, 3, 6, Map.of()), 9, "", false, null);
    private static final StylizationJob JOB = StylizationJob.of(
            ID,
            JobPictures.of(new ImageRef("stylize", "a.jpg"), List.of(new ImageRef("stylize", "b.jpg"))),
            new RecipeChoice.Preset("d2l", ""),
            NOON,
            null);

    private static final Map<JobState, List<JobStatus>> STATUSES = List.of(
                    new JobStatus.Submitted(),
                    new JobStatus.Queued(),
                    new JobStatus.Requeued(LastAttempt.of(ATTEMPT), PROBLEM, NOON),
                    new JobStatus.Requeued(LastAttempt.of(null), null, NOON),
                    new JobStatus.Running(ATTEMPT, PLAN, NOON),
                    new JobStatus.Completed(ATTEMPT, OUTCOME, NOON),
                    new JobStatus.Failed(PROBLEM, new LastAttempt.None()),
                    new JobStatus.Cancelled(new LastAttempt.None()),
                    new JobStatus.Expired(new LastAttempt.None()))
            .stream()
            .collect(Collectors.groupingBy(JobStatus::state));

    @Test
    void aRecordFollowsTheTableAndNothingElse() {
        for (JobState from : JobState.values()) {
            for (JobStatus status : STATUSES.get(from)) {
                JobRecord before =
                        new JobRecord(JOB, status, 7, NOON, NOON, 1, Dispatch.first(NOON), JOB.fingerprint());
                for (JobEvent.Kind kind : JobEvent.Kind.values()) {
                    JobState to = JobMoves.next(from, kind).orElse(from);
                    JobRecord after = before.after(event(kind, 8));
                    assertThat(after.state()).as("%s after %s", kind, status).isEqualTo(to);
                    assertThat(after.sequence())
                            .as("%s after %s", kind, status)
                            .isEqualTo(JobMoves.next(from, kind).isPresent() ? 8 : 7);
                }
            }
        }
    }

    @Test
    void noMoveLeadsOutOfATerminalStateAndEachTerminalEventLeadsIntoOne() {
        assertThat(JobMoves.ALL).noneMatch(move -> move.from().isTerminal());
        assertThat(JobMoves.ALL)
                .allMatch(move -> move.to().isTerminal() == move.event().isTerminal());
    }

    @Test
    void eachOpenStateCanEndInEachWayThatACallerOrTheLedgerDecides() {
        for (JobState from : List.of(JobState.SUBMITTED, JobState.QUEUED, JobState.RUNNING)) {
            assertThat(JobMoves.next(from, JobEvent.Kind.CANCELLED)).contains(JobState.CANCELLED);
            assertThat(JobMoves.next(from, JobEvent.Kind.EXPIRED)).contains(JobState.EXPIRED);
            assertThat(JobMoves.next(from, JobEvent.Kind.FAILED)).contains(JobState.FAILED);
        }
    }

    @Test
    void theDocumentedTableIsThisOne() throws IOException {
        String document = document();
        if (System.getProperty("docs.write") != null) {
            Files.writeString(DOC, document);
        }
        assertThat(DOC).content().isEqualTo(document);
    }

    private static String document() {
        StringBuilder rows = new StringBuilder();
        for (JobMoves.Move move : JobMoves.ALL) {
            rows.append("| `%s` | `%s` | `%s` | %s |%n"
                    .formatted(move.from(), move.event().label(), move.to(), move.when()));
        }
        StringBuilder grid = new StringBuilder("| |");
        for (JobEvent.Kind kind : JobEvent.Kind.values()) {
            grid.append(" `").append(kind.label()).append("` |");
        }
        grid.append("\n|")
                .append(" --- |".repeat(JobEvent.Kind.values().length + 1))
                .append('\n');
        for (JobState from : JobState.values()) {
            grid.append("| `").append(from).append("` |");
            for (JobEvent.Kind kind : JobEvent.Kind.values()) {
                grid.append(' ')
                        .append(JobMoves.next(from, kind)
                                .map(to -> "`" + to + "`")
                                .orElse("–"))
                        .append(" |");
            }
            grid.append('\n');
        }
        String terminal = Arrays.stream(JobState.values())
                .filter(JobState::isTerminal)
                .map(state -> "`" + state + "`")
                .collect(Collectors.joining(", "));
        return """
                # States of a job

                The ledger alone decides the state of a job. It writes each change as an event to `stylize.events`, and the
                job after this change to `stylize.jobs`.

                ```
                                        ┌── retried, queued ─┐
                                        ▼                    │
                SUBMITTED ──queued──▶ QUEUED ──started──▶ RUNNING ──┐
                    │                   │                    ▲      │ checkpointed
                    │                   │                    ├──────┘
                    ├──── completed ────┼──── completed ─────┤──▶ COMPLETED
                    ├───── failed ──────┼───── failed ───────┤──▶ FAILED
                    ├──── cancelled ────┼──── cancelled ─────┤──▶ CANCELLED
                    └───── expired ─────┴───── expired ──────┘──▶ EXPIRED
                ```

                %s are terminal: no event comes after the one that led there. A job
                that is large is done in slices: after each, `queued` leads from `RUNNING` back to `QUEUED`, so that other
                jobs get their turn. `retried` says that an attempt was lost, handed back or failed, and when the next one
                may begin.

                The tables are generated from `JobMoves`, which the ledger and the view follow; a test compares them.

                ## Which event may come in which state

                %s
                ## What makes the ledger write the event

                | state | event | state after it | when |
                | --- | --- | --- | --- |
                %s""".formatted(terminal, grid, rows);
    }

    private static JobEvent event(JobEvent.Kind kind, long sequence) {
        return switch (kind) {
            case SUBMITTED -> new JobEvent.Submitted(ID, sequence, NOON);
            case QUEUED -> new JobEvent.Queued(ID, sequence, NOON);
            case STARTED -> new JobEvent.Started(ID, sequence, NOON, ATTEMPT, PLAN);
            case CHECKPOINTED -> new JobEvent.Checkpointed(ID, sequence, NOON, ATTEMPT, 5);
            case RETRIED -> new JobEvent.Retried(ID, sequence, NOON, ATTEMPT, PROBLEM, NOON);
            case COMPLETED -> new JobEvent.Completed(ID, sequence, NOON, ATTEMPT, OUTCOME);
            case FAILED -> new JobEvent.Failed(ID, sequence, NOON, PROBLEM);
            case CANCELLED -> new JobEvent.Cancelled(ID, sequence, NOON);
            case EXPIRED -> new JobEvent.Expired(ID, sequence, NOON);
        };
    }
}
