package org.stylize.client.cli;

import java.util.ArrayList;
import java.util.List;
import org.stylize.client.JobView;
import org.stylize.client.Json;
import org.stylize.client.ProblemException;
import org.stylize.client.StylizeClient;
import picocli.CommandLine.Parameters;

/**
 * Does something with each of some jobs, batches, pictures, dead letters, keys or webhooks, and prints the id of each one that
 * it is done with. One for which the service refuses it does not keep the others from being done.
 */
abstract class EachJobCommand extends JobCommand {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids, as the list prints them.")
    private List<String> ids = new ArrayList<>();

    EachJobCommand(Terminal terminal) {
        super(terminal);
    }

    final List<String> ids() {
        return ids;
    }

    /** Does it with one of them; prints with {@link #done}. */
    abstract void act(StylizeClient client, String id) throws InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        StylizeClient client = client();
        int code = ExitCodes.OK;
        for (String id : ids) {
            try {
                act(client, id);
            } catch (ProblemException e) {
                code = tellOfOne(e);
            }
        }
        return code;
    }

    /** Prints the job: as JSON, or its id. */
    final void done(JobView job) {
        print(json() ? Json.write(job) : job.id());
    }
}
