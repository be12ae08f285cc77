package org.stylize.gateway.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.stylize.proto.ImageRef;
import org.stylize.proto.JobPictures;

/** The names of a job's pictures in addresses: content, style-0, mask-0, and so on. */
final class InputRoles {
    private InputRoles() {}

    /** All pictures of a job by their names. */
    static Map<String, ImageRef> of(JobPictures<ImageRef> pictures) {
        Map<String, ImageRef> named = new LinkedHashMap<>();
        named.put("content", pictures.content());
        List<JobPictures.Style<ImageRef>> styles = pictures.styles();
        for (int i = 0; i < styles.size(); i++) {
            named.put("style-" + i, styles.get(i).image());
            if (styles.get(i).mask() != null) {
                named.put("mask-" + i, styles.get(i).mask());
            }
        }
        if (pictures.start() != null) {
            named.put("start", pictures.start());
        }
        if (pictures.protection() != null) {
            named.put("protection", pictures.protection());
        }
        return named;
    }
}
