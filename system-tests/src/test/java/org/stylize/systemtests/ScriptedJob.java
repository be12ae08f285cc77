package org.stylize.systemtests;

/** What the scripted gateway says of a job. */
record ScriptedJob(int number, String state, int step, int steps, boolean preview, String updatedAt) {
    String id() {
        return "0198f0c2-7e5b-7c31-9a55-%012d".formatted(number);
    }

    String path() {
        return "/v1/stylizations/" + id();
    }

    ScriptedJob steps(int done, int all) {
        return new ScriptedJob(number, state, done, all, preview, updatedAt);
    }

    ScriptedJob withPreview() {
        return new ScriptedJob(number, state, step, steps, true, updatedAt);
    }

    ScriptedJob later() {
        return new ScriptedJob(number, state, step, steps, preview, "2026-06-01T12:09:00Z");
    }

    String json() {
        String links = "\"self\": \"" + path() + "\", \"events\": \"" + path() + "/events\""
                + (preview ? ", \"preview\": \"" + path() + "/preview\"" : "")
                + (state.equals("COMPLETED") ? ", \"result\": \"" + path() + "/result\"" : "");
        String end = state.equals("FAILED")
                ? ", \"problem\": {\"title\": \"The picture can't be read\", \"detail\": \"it is cut off\"}"
                : "";
        return """
            {"id": "%s", "state": "%s", "preset": "balanced", "submittedAt": "2026-06-01T12:00:00Z",
             "updatedAt": "%s", "startedAt": "2026-06-01T12:00:30Z", "attempt": 1, "step": %d, "steps": %d,
             "worker": "worker-1", "size": {"width": 64, "height": 48}, "links": {%s}%s}\
            """.formatted(id(), state, updatedAt, step, steps, links, end);
    }
}
