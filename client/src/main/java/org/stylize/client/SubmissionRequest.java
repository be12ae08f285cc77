package org.stylize.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a submission: parts for files, JSON for pictures that are named. */
record SubmissionRequest(String contentType, BodyPublisher body) {
    private static final String JSON = "application/json";

    /** @throws UncheckedIOException if a picture's file is not there */
    static SubmissionRequest of(Submission submission) {
        return submission.pictures().areFiles() ? multipart(submission) : named(submission);
    }

    private static SubmissionRequest named(Submission submission) {
        Pictures pictures = submission.pictures();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("content", reference(pictures.content()));
        json.put("styles", styles(pictures.styles()));
        if (pictures.start() != null) {
            json.put("start", reference(pictures.start()));
        }
        if (pictures.protection() != null) {
            json.put("protection", reference(pictures.protection()));
        }
        json.putAll(request(submission));
        return new SubmissionRequest(JSON, BodyPublishers.ofString(Json.write(json)));
    }

    private static SubmissionRequest multipart(Submission submission) {
        Pictures pictures = submission.pictures();
        MultipartBody multipart = new MultipartBody();
        part(multipart, "content", pictures.content());
        boolean plain = pictures.styles().stream().allMatch(style -> style.share() == 1 && style.mask() == null);
        Map<String, Object> request = new LinkedHashMap<>();
        Map<String, Double> shares = new LinkedHashMap<>();
        int number = 0;
        for (Style style : pictures.styles()) {
            if (plain) {
                part(multipart, "style", style.image());
                continue;
            }
            String name = "s" + (100 + number++); // in alphabetical order, as the service takes them
            part(multipart, "style." + name, style.image());
            if (style.mask() != null) {
                part(multipart, "mask." + name, style.mask());
            }
            shares.put(name, style.share());
        }
        if (pictures.start() != null) {
            part(multipart, "start", pictures.start());
        }
        if (pictures.protection() != null) {
            part(multipart, "protection", pictures.protection());
        }
        if (!shares.isEmpty()) {
            request.put("shares", shares);
        }
        request.putAll(request(submission));
        if (!request.isEmpty()) {
            multipart.json("request", Json.write(request));
        }
        return new SubmissionRequest(multipart.contentType(), multipart.publisher());
    }

    /** Only for pictures of which all are files. */
    private static void part(MultipartBody multipart, String name, Picture picture) {
        try {
            multipart.file(name, ((Picture.File) picture).path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a picture: " + e.getMessage(), e);
        }
    }

    private static Map<String, Object> request(Submission submission) {
        Map<String, Object> request = submission.recipe().fields();
        request.putAll(submission.settings().fields());
        if (submission.reuse()) {
            request.put("reuse", true);
        }
        return request;
    }

    /** The JSON of styles whose pictures are named. */
    static List<Map<String, Object>> styles(List<Style> styles) {
        return styles.stream().map(SubmissionRequest::style).toList();
    }

    private static Map<String, Object> style(Style style) {
        Map<String, Object> json = new LinkedHashMap<>(reference(style.image()));
        if (style.share() != 1) {
            json.put("share", style.share());
        }
        if (style.mask() != null) {
            json.put("mask", reference(style.mask()));
        }
        return json;
    }

    /** The JSON of a picture that is named. */
    static Map<String, Object> reference(Picture picture) {
        return picture.match(new Picture.Cases<Map<String, Object>>() {
            @Override
            public Map<String, Object> file(Picture.File file) {
                throw new IllegalArgumentException(
                        "expected an object of the service or an address but found the file " + file.path());
            }

            @Override
            public Map<String, Object> stored(Picture.Stored stored) {
                return Map.of("object", stored.key());
            }

            @Override
            public Map<String, Object> linked(Picture.Linked linked) {
                return Map.of("url", linked.address().toString());
            }
        });
    }
}
