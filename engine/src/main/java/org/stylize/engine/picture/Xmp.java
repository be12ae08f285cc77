package org.stylize.engine.picture;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a picture says about how it was made, as an XMP packet (ISO 16684-1). */
final class Xmp {
    /** Names the properties that are this program's own. */
    static final String NAMESPACE = "urn:org.stylize:picture:1.0/";

    private Xmp() {}

    /**
     * The packet, in UTF-8.
     *
     * @param software that made the picture, the property {@code xmp:CreatorTool}
     * @param properties written in their order; names are XML names of ASCII letters and digits
     */
    static byte[] packet(String software, Map<String, String> properties) {
        StringBuilder xml = new StringBuilder();
        xml.append("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
        xml.append("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n");
        xml.append("<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
        xml.append("<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:stylize=\"")
                .append(NAMESPACE)
                .append("\">\n");
        append(xml, "xmp:CreatorTool", software);
        properties.forEach((name, value) -> append(xml, "stylize:" + name, value));
        xml.append("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder xml, String name, String value) {
        xml.append('<').append(name).append('>');
        value.chars().forEach(c -> xml.append(escaped((char) c)));
        xml.append("</").append(name).append(">\n");
    }

    private static String escaped(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default ->
                c < ' ' && c != '\n' && c != '\t' ? " " : String.valueOf(c); // XML 1.0 has no other control codes
        };
    }
}
