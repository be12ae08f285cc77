package org.stylize.example;

import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.stylize.client.ApiKey;
import org.stylize.client.JobEvent;
import org.stylize.client.JobState;
import org.stylize.client.JobView;
import org.stylize.client.ProblemException;
import org.stylize.client.StylizeClient;
import org.stylize.client.Submission;
import org.stylize.client.UnreachableException;

/** Usage: PaintPhotograph SERVER KEY_FILE PHOTOGRAPH PAINTING RESULT. */
public final class PaintPhotograph {
    private PaintPhotograph() {}

    public static void main(String[] args) throws InterruptedException {
        StylizeClient client = new StylizeClient(URI.create(args[0])).withKey(ApiKey.inFile(Path.of(args[1])));
        Submission submission = Submission.ofFiles(Path.of(args[2]), Path.of(args[3]))
                .withPreset("fast")
                .withOverride("longSidePixels", 512)
                .withOverride("strength", 0.7)
                .withIdempotencyKey(UUID.randomUUID().toString());
        try {
            JobView accepted = client.submit(submission);
            System.out.println("accepted as " + accepted.id());

            JobView job = client.follow(accepted.id(), event -> System.out.println(event.match(new Describe())));
            if (job.state() == JobState.COMPLETED) {
                client.downloadResult(job.id(), Path.of(args[4]));
                System.out.println("wrote " + args[4]);
            } else {
                System.out.println("ended as " + job.state() + ": " + job.problem());
            }
        } catch (ProblemException e) {
            System.out.println("refused: " + e.getMessage()); // e.problem().field() names the part of the request
        } catch (UnreachableException e) {
            System.out.println(e.getMessage());
        }
    }

    /** One line for each kind of event. A new kind does not compile until it has its line. */
    private static final class Describe implements JobEvent.Cases<String> {
        @Override
        public String snapshot(JobEvent.Snapshot snapshot) {
            return "state " + snapshot.job().state();
        }

        @Override
        public String happened(JobEvent.Happened happened) {
            return happened.type();
        }

        @Override
        public String progressed(JobEvent.Progressed progressed) {
            return "step " + progressed.step() + " of " + progressed.steps();
        }

        @Override
        public String previewed(JobEvent.Previewed previewed) {
            return "a preview is ready";
        }

        @Override
        public String disconnected(JobEvent.Disconnected disconnected) {
            return "connection lost, next try in " + disconnected.nextTry().toMillis() + " ms";
        }
    }
}
