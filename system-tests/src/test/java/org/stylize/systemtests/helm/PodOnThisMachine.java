package org.stylize.systemtests.helm;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pod's file system and environment as a kubelet would make them, below a directory: paths that the chart names are moved
 * there. Files of ConfigMaps and Secrets are links to links, as a kubelet has them.
 */
final class PodOnThisMachine {
    private static final List<String> PLACES = List.of("/run/stylize", "/var/lib/stylize", "/var/lib/uploads");

    private final Path root;
    private final Resource owner;
    private final List<Resource> resources;
    private final Map<String, Map<String, String>> secrets;

    /**
     * Makes its files.
     *
     * @param root an empty directory
     * @param secrets what the Secrets of the cluster have, by name and key
     */
    PodOnThisMachine(Path root, Resource owner, List<Resource> resources, Map<String, Map<String, String>> secrets) {
        this.root = requireNonNull(root, "root is null");
        this.owner = requireNonNull(owner, "owner is null");
        this.resources = List.copyOf(resources);
        this.secrets = Map.copyOf(secrets);
        owner.container().list("volumeMounts").forEach(this::mount);
    }

    /** The container's environment; what Kubernetes knows only at run time is made up. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (Resource variable : owner.container().list("env")) {
            String value;
            if (variable.has("valueFrom", "secretKeyRef")) {
                value = secret(
                        variable.text("valueFrom", "secretKeyRef", "name"),
                        variable.text("valueFrom", "secretKeyRef", "key"));
            } else if (variable.has("valueFrom", "fieldRef")) {
                value = name();
            } else {
                value = variable.text("value");
            }
            environment.put(variable.text("name"), moved(value));
        }
        return environment;
    }

    /** The container's arguments, with the environment's variables filled in. */
    List<String> arguments() {
        Map<String, String> environment = environment();
        return owner.container().texts("args").stream()
                .map(argument -> {
                    String filled = moved(argument);
                    for (Map.Entry<String, String> variable : environment.entrySet()) {
                        filled = filled.replace("$(" + variable.getKey() + ")", variable.getValue());
                    }
                    return filled;
                })
                .toList();
    }

    /** A name such as the pods of a Deployment have. */
    String name() {
        return owner.name() + "-5d8f7c9b6d-x2x9z";
    }

    private void mount(Resource mount) {
        Path place = Path.of(moved(mount.text("mountPath")));
        if (!place.startsWith(root)) {
            return; // /tmp
        }
        Resource volume = owner.pod().list("spec", "volumes").stream()
                .filter(each -> each.text("name").equals(mount.text("name")))
                .findFirst()
                .orElse(Resource.of(Map.of())); // a claim
        try {
            Files.createDirectories(place);
            for (Map.Entry<String, String> file : files(volume).entrySet()) {
                Path data = Files.createDirectories(place.resolve("..2026_11_30_10_00_00.123"));
                Files.writeString(data.resolve(file.getKey()), moved(file.getValue()));
                if (!Files.exists(place.resolve("..data"))) {
                    Files.createSymbolicLink(place.resolve("..data"), data.getFileName());
                }
                Files.createSymbolicLink(place.resolve(file.getKey()), Path.of("..data", file.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> files(Resource volume) {
        Map<String, String> files = new HashMap<>();
        if (volume.has("configMap")) {
            Resource map = Resource.ofKind(resources, "ConfigMap")
                    .filter(each -> each.name().equals(volume.text("configMap", "name")))
                    .findFirst()
                    .orElseThrow();
            Resource.map(map.at("data")).forEach((name, text) -> files.put(name, String.valueOf(text)));
        }
        if (volume.has("secret")) {
            volume.list("secret", "items")
                    .forEach(item -> files.put(
                            item.text("path"), secret(volume.text("secret", "secretName"), item.text("key"))));
        }
        for (Resource source : volume.list("projected", "sources")) {
            source.list("secret", "items")
                    .forEach(item ->
                            files.put(item.text("path"), secret(source.text("secret", "name"), item.text("key"))));
        }
        return files;
    }

    private String secret(String name, String key) {
        return requireNonNull(
                secrets.getOrDefault(name, Map.of()).get(key), () -> "no Secret " + name + " with a key " + key);
    }

    private String moved(String text) {
        String moved = text;
        for (String place : PLACES) {
            moved = moved.replace(place, root + place);
        }
        return moved;
    }
}
