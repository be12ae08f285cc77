package org.stylize.client;

/** JSON as the service sends it. */
public final class Samples {
    public static final String ID = "0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e";
    public static final String JOB = "/v1/stylizations/" + ID;
    public static final String PROBLEM =
            "{\"type\":\"/problems/image-not-found\",\"title\":\"The picture does not exist\",\"status\":422,"
                    + "\"detail\":\"bucket stylize has no object missing.jpg\",\"field\":\"content\"}";

    private Samples() {}

    public static String job(String state) {
        return job(state, "");
    }

    /** With more fields, each beginning with a comma. */
    public static String job(String state, String more) {
        return "{\"id\":\"" + ID + "\",\"state\":\"" + state + "\",\"preset\":\"d2l\","
                + "\"submittedAt\":\"2026-08-14T09:00:00Z\",\"updatedAt\":\"2026-08-14T09:00:01.5Z\",\"attempt\":1,"
                + "\"step\":120,\"steps\":500,\"links\":{\"self\":\"" + JOB + "\",\"events\":\"" + JOB + "/events\"}"
                + more + "}";
    }

    /** An event without an id. */
    public static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    /** A durable event. */
    public static String event(long sequence, String type, String more) {
        return "id: " + sequence + "\nevent: " + type + "\ndata: {\"id\":\"" + ID + "\",\"type\":\"" + type
                + "\",\"at\":\"2026-08-14T09:00:02Z\",\"sequence\":" + sequence + more + "}\n\n";
    }

    public static String progress(int step) {
        return event(
                "progress",
                "{\"step\":" + step + ",\"steps\":500,\"losses\":{\"content\":1.5,\"style\":120.25,"
                        + "\"totalVariation\":3.25,\"total\":125,\"layers\":{\"style:relu1_1\":20}},"
                        + "\"learningRate\":0.3,\"stepsPerSecond\":4,\"secondsLeft\":95,\"worker\":\"w1\"}");
    }
}
