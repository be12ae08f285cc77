package org.stylize.client;

/** JSON as the service sends it. */
public final class Samples {
    public static final String ID = "0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e";
    public static final String JOB = "/v1/stylizations/" + ID;
    public static final String PROBLEM =
            "{\"type\":\"/problems/image-not-found\",\"title\":\"The picture does not exist\",\"status\":422,"
                    + "\"detail\":\"bucket stylize has no object missing.jpg\",\"field\":\"content\"}";

    public static final String KEY_ID = "3hTq0aZ81mXk";
    /** In the form of a key; its checksum is wrong. */
    public static final String KEY = "sty_" + KEY_ID + "_" + "NotASecret".repeat(4) + "000000";

    public static final String KEYS = "/v1/keys";

    public static final String BATCH_ID = "0198f0c2-1111-7c31-9a55-3f0c9a1d2b4e";
    public static final String BATCH = "/v1/batches/" + BATCH_ID;

    /** The SHA-256 of the text {@code photo}. */
    public static final String IMAGE_ID = "55c64d0fcd6f9d5f7c828093857e3fdfda68478bb4e9bd24d481ef391c7804e8";

    public static final String IMAGE = "{\"id\":\"" + IMAGE_ID + "\",\"object\":\"acme/images/" + IMAGE_ID
            + "\",\"bytes\":5,\"storedAt\":\"2026-08-14T09:00:00Z\"}";

    public static final String WEBHOOK_ID = "wh_5f0c3a9be12d77804e11";
    public static final String WEBHOOK = "/v1/webhooks/" + WEBHOOK_ID;
    /** In the form of a secret. */
    public static final String SECRET = "whsec_" + "NotASecret".repeat(3) + "==";

    public static final String MESSAGE_ID = "msg_0f6a1d2c4b8e93715a6c7d8e9f001122";
    /** A message that was given up. */
    public static final String DELIVERY = "{\"id\":\"" + MESSAGE_ID + "\",\"type\":\"stylize.completed\","
            + "\"happenedAt\":\"2026-08-14T09:00:00Z\",\"job\":\"" + ID + "\",\"state\":\"given-up\",\"attempts\":8,"
            + "\"lastAttempts\":[{\"at\":\"2026-08-14T09:00:01Z\",\"delivered\":false,\"status\":500,\"seconds\":0.041,"
            + "\"problem\":\"the server answered with status 500\"}],\"links\":{\"replay\":\"" + WEBHOOK
            + "/deliveries/" + MESSAGE_ID + "/replay\"}}";

    private Samples() {}

    /** A webhook with more fields, each beginning with a comma. */
    public static String webhook(String more) {
        return "{\"id\":\"" + WEBHOOK_ID + "\",\"url\":\"https://shop.example/hooks\",\"description\":\"shop\","
                + "\"events\":[\"stylize.completed\",\"stylize.failed\"],\"state\":\"on\","
                + "\"createdAt\":\"2026-08-14T09:00:00Z\",\"createdBy\":\"key:8Jx0aPq2LmZt\","
                + "\"links\":{\"self\":\"" + WEBHOOK + "\"}" + more + "}";
    }

    /** A durable event in the stream of all jobs. */
    public static String tenantEvent(String place, String type) {
        return "id: " + place + "\nevent: " + type + "\ndata: {\"id\":\"" + ID + "\",\"type\":\"" + type
                + "\",\"at\":\"2026-08-14T09:00:02Z\",\"sequence\":4}\n\n";
    }

    /** A batch of 4 jobs; those that are not completed are in the queue. */
    public static String batch(String state, int completed) {
        return "{\"id\":\"" + BATCH_ID + "\",\"state\":\"" + state
                + "\",\"jobs\":4,\"counts\":{\"submitted\":0,\"queued\":"
                + (4 - completed) + ",\"running\":0,\"completed\":" + completed
                + ",\"failed\":0,\"cancelled\":0,\"expired\":0,\"gone\":0},\"submittedAt\":\"2026-08-14T09:00:00Z\","
                + "\"lane\":\"batch\",\"labels\":{\"season\":\"autumn\"}}";
    }

    /** A key as lists show it. */
    public static String keyView() {
        return keyView("");
    }

    /** With more fields, each beginning with a comma. */
    public static String keyView(String more) {
        return "{\"id\":\"" + KEY_ID + "\",\"tenant\":\"acme\",\"name\":\"ci\",\"scopes\":[\"read\",\"submit\"],"
                + "\"createdAt\":\"2026-08-14T09:00:00Z\",\"createdBy\":\"key:7Jd2mPq9XvB0\",\"state\":\"active\","
                + "\"links\":{\"self\":\"" + KEYS + "/" + KEY_ID + "\",\"rotate\":\"" + KEYS + "/" + KEY_ID
                + "/rotate\"}" + more + "}";
    }

    /** A key as the answer shows it that made it. */
    public static String createdKey() {
        return keyView(",\"key\":\"" + KEY + "\"");
    }

    /** The problem of a request without a valid key. */
    public static String unauthenticated(String detail) {
        return "{\"type\":\"/problems/unauthenticated\",\"title\":\"The request has no valid key\",\"status\":401,"
                + "\"detail\":\"" + detail + "\"}";
    }

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
