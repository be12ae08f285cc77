package org.stylize.systemtests.monitoring;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stylize.systemtests.Checkout;
import org.yaml.snakeyaml.Yaml;

/**
 * An alert of {@code deploy/prometheus/rules/alerts.yml}.
 *
 * @param runbook from the root of the checkout
 */
record AlertRule(String name, String severity, String summary, String description, String runbook) {
    AlertRule {
        requireNonNull(name, "name is null");
        requireNonNull(severity, "severity is null");
    }

    static List<AlertRule> all() {
        try {
            Map<String, Object> file =
                    new Yaml().load(Files.readString(Checkout.file("deploy/prometheus/rules/alerts.yml")));
            List<AlertRule> alerts = new ArrayList<>();
            for (Map<String, Object> group : listOfMaps(file.get("groups"))) {
                for (Map<String, Object> rule : listOfMaps(group.get("rules"))) {
                    Map<?, ?> labels = (Map<?, ?>) rule.get("labels");
                    Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
                    alerts.add(new AlertRule(
                            String.valueOf(rule.get("alert")),
                            String.valueOf(labels.get("severity")),
                            String.valueOf(annotations.get("summary")),
                            String.valueOf(annotations.get("description")),
                            String.valueOf(annotations.get("runbook"))));
                }
            }
            return alerts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // as the file has them
    private static List<Map<String, Object>> listOfMaps(Object yaml) {
        return (List<Map<String, Object>>) yaml;
    }

    @Override
    public String toString() {
        return name;
    }
}
