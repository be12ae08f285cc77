package org.stylize.engine.nst.compiled;

import static java.util.stream.Collectors.joining;
import static org.stylize.engine.nst.compiled.TorchTypes.CHANNELS_LAST;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stylize.engine.Precision;
import org.stylize.engine.nst.PlacedLoss;
import org.stylize.engine.nst.compiled.TermScript.OfMaps;
import org.stylize.engine.nst.compiled.TermScript.OfPicture;
import org.stylize.engine.nst.compiled.TermScript.Part;
import org.stylize.recipe.Layer;
import org.stylize.recipe.Recipe;

/**
 * The program of an objective: forward through VGG-19 to the deepest layer that a loss reads, then back to the picture. On
 * the way back, each loss and its gradient are computed at the layer that the loss reads. Methods:
 *
 * <ul>
 *   <li>{@code content_targets(picture, tile, w, b)} makes the targets from the content image
 *   <li>{@code style_statistics(picture, tile, w, b)} describes a style image, and {@code style_targets(s)} makes the targets
 *       from the descriptions, which are summed over tiles and averaged over several style images
 *   <li>{@code evaluate(x, w, b, v, t, m, weights)} gives the losses and the gradient
 *   <li>The same tile by tile: {@code sums(picture, tile, w, b, t, m)}, added up over the tiles, go to {@code slopes(picture, s,
 *       t, m, weights)}, which gives the losses of maps, and their slopes; with these {@code add_gradient(gradient, picture, tile, w, b,
 *       v, t, m, s, weights)} adds what a tile adds. {@code picture_losses(x, gradient, weights)} gives the other losses of one colour,
 *       (1, 1, H, W), and adds their gradient.
 * </ul>
 *
 * Pictures are (1, 3, H, W) in the space that is optimized, 32-bit floats; w, b and v are {@link Kernels}; t are the targets
 * of all losses of maps, in their order, those of the content at the tile; m are masks and
 * numbers of regions, by block of the network, then the roots of the protection, by block; weights are a number for each loss;
 * a tile is {@link Tile#numbers()}.
 */
final class ObjectiveScript {
    private static final String TILE = "picture: Tensor, tile: List[int], w: List[Tensor], b: List[Tensor]";

    private final List<TermScript> terms;
    private final List<OfMaps> ofMaps;
    private final List<OfPicture> ofPicture;
    private final NetworkScript network;
    private final Recipe recipe;
    private final Precision precision;
    private final Operators operators;
    private final boolean masked;
    private final boolean protection;
    /** Where the arrays of the protection begin among the masks. */
    private final int firstRoot;

    /**
     * The program of some losses.
     *
     * @param recipe says how the network is run
     * @param regions number of regions with a style each; 0 if all styles apply to the whole picture
     * @param protection whether a part of the content image is protected
     */
    ObjectiveScript(
            Recipe recipe,
            List<PlacedLoss> losses,
            Precision precision,
            Operators operators,
            int regions,
            boolean protection) {
        this.terms = TermScripts.of(losses, precision, regions, protection);
        List<OfMaps> readers = new ArrayList<>();
        List<OfPicture> others = new ArrayList<>();
        for (TermScript term : terms) {
            term.match(new TermScript.Cases<Boolean>() {
                @Override
                public Boolean ofMaps(OfMaps script) {
                    return readers.add(script);
                }

                @Override
                public Boolean ofPicture(OfPicture script) {
                    return others.add(script);
                }
            });
        }
        this.ofMaps = List.copyOf(readers);
        this.ofPicture = List.copyOf(others);
        this.recipe = recipe;
        this.precision = precision;
        this.operators = operators;
        this.masked = regions > 0 && ofMaps.stream().anyMatch(term -> term.source() == TermScript.Source.STYLE);
        this.protection = protection;
        this.firstRoot = regions > 0 ? RegionsScript.ARRAYS : 0;
        this.network = network(ofMaps);
    }

    /** The scripts of all losses, in their order. */
    List<TermScript> terms() {
        return terms;
    }

    /** The network that its losses read. */
    NetworkScript network() {
        return network;
    }

    /** The losses of maps, in their order. */
    List<OfMaps> ofMaps() {
        return ofMaps;
    }

    /** The losses of the picture itself, in their order. */
    List<OfPicture> ofPicture() {
        return ofPicture;
    }

    /** Text of the methods. */
    String text() {
        Script script = new Script();
        statistics(script, "content_targets", TermScript.Source.CONTENT);
        statistics(script, "style_statistics", TermScript.Source.STYLE);
        styleTargets(script);
        evaluate(script);
        sums(script);
        slopes(script);
        addGradient(script);
        pictureLosses(script);
        return script.text();
    }

    private NetworkScript network(List<OfMaps> readers) {
        return new NetworkScript(
                recipe.network(),
                recipe.variable().space(),
                readers.stream().map(OfMaps::tap).toList(),
                precision,
                operators);
    }

    private void statistics(Script script, String method, TermScript.Source source) {
        List<OfMaps> own =
                ofMaps.stream().filter(term -> term.source() == source).toList();
        script.method(method + "(self, " + TILE + ") -> List[Tensor]");
        crop(script);
        network(own).forward(script, layer -> {
            for (int i = 0; i < own.size(); i++) {
                OfMaps term = own.get(i);
                if (term.tap().equals(layer)) {
                    core(script, layer);
                    script.line("own%s = %s", i, term.statistics(script, "maps", "positions"));
                }
            }
        });
        script.line("return %s", list(names("own", own.size())));
    }

    private void styleTargets(Script script) {
        script.method("style_targets(self, s: List[Tensor]) -> List[Tensor]")
                .line("targets = annotate(List[Tensor], [])");
        int i = 0;
        for (OfMaps term : ofMaps) {
            if (term.source() == TermScript.Source.STYLE) {
                script.line("targets.append(%s)", term.target(script, "s[" + i + "]"));
                i++;
            }
        }
        script.line("return targets");
    }

    private void evaluate(Script script) {
        script.method("evaluate(self, x: Tensor, w: List[Tensor], b: List[Tensor], v: List[Tensor], t: List[Tensor],"
                + " m: List[Tensor], " + Weight.ARGUMENT + ") -> Tuple[Tensor, Tensor]");
        network.forward(script, layer -> {});
        network.backward(script, layer -> {
            for (int i = 0; i < ofMaps.size(); i++) {
                OfMaps term = ofMaps.get(i);
                if (term.tap().equals(layer)) {
                    script.line("positions = float(torch.size(%s, 2) * torch.size(%s, 3))", layer, layer)
                            .line("rows = %s", Rows.of(layer.name()));
                    Part whole = new Part(
                            layer.name(),
                            "rows",
                            "rows",
                            "1.",
                            RegionsScript.masks(layer),
                            roots(layer),
                            "t[" + i + "]",
                            "positions",
                            "1.",
                            "d");
                    term.read(script, whole);
                    script.line("sums = %s", term.sums(script, whole));
                    term.value(script, "sums", whole.target(), whole.positions(), "loss" + i, "slope");
                    term.gradient(script, whole, "slope");
                }
            }
        });
        ofPicture(script);
        script.line("return (torch.stack([%s]), gradient)", String.join(", ", values()));
    }

    private void sums(Script script) {
        script.method("sums(self, " + TILE + ", t: List[Tensor], m: List[Tensor]) -> List[Tensor]");
        crop(script);
        network.forward(script, layer -> {
            for (int i = 0; i < ofMaps.size(); i++) {
                if (ofMaps.get(i).tap().equals(layer)) {
                    core(script, layer);
                    masks(script, layer);
                    Part part = part(i, "d");
                    ofMaps.get(i).read(script, part);
                    script.line("sums%s = %s", i, ofMaps.get(i).sums(script, part));
                }
            }
        });
        script.line("return %s", list(names("sums", ofMaps.size())));
    }

    private void slopes(Script script) {
        script.method("slopes(self, picture: Tensor, s: List[Tensor], t: List[Tensor], m: List[Tensor], "
                + Weight.ARGUMENT + ") -> List[Tensor]");
        for (int i = 0; i < ofMaps.size(); i++) {
            positions(script, ofMaps.get(i).tap());
            ofMaps.get(i).value(script, "s[" + i + "]", "t[" + i + "]", "positions", "loss" + i, "slope" + i);
        }
        script.line("return %s", list(Stream.concat(names("loss", ofMaps.size()), names("slope", ofMaps.size()))));
    }

    private void addGradient(Script script) {
        script.method("add_gradient(self, gradient: Tensor, " + TILE
                + ", v: List[Tensor], t: List[Tensor], m: List[Tensor], s: List[Tensor], " + Weight.ARGUMENT
                + ") -> Tensor");
        script.line("whole = gradient");
        crop(script);
        network.forward(script, layer -> {});
        network.backward(script, layer -> {
            if (ofMaps.stream().noneMatch(term -> term.tap().equals(layer))) {
                return;
            }
            core(script, layer);
            masks(script, layer);
            script.line("own = torch.zeros_like(maps)");
            for (int i = 0; i < ofMaps.size(); i++) {
                if (ofMaps.get(i).tap().equals(layer)) {
                    Part part = part(i, "own");
                    ofMaps.get(i).read(script, part);
                    ofMaps.get(i).gradient(script, part, "s[" + i + "]");
                }
            }
            script.line("torch.add_(%s, own)", cored("d", layer));
        });
        script.line("torch.add_(%s, gradient)", part("whole", "tile[0]", "tile[1]", "tile[2]", "tile[3]"))
                .line("return whole");
    }

    private void pictureLosses(Script script) {
        script.method("picture_losses(self, x: Tensor, gradient: Tensor, " + Weight.ARGUMENT + ") -> List[Tensor]");
        ofPicture(script);
        script.line("return %s", list(names("variation", ofPicture.size())));
    }

    private void ofPicture(Script script) {
        for (int i = 0; i < ofPicture.size(); i++) {
            ofPicture.get(i).write(script, "x", "gradient", "variation" + i);
        }
    }

    /**
     * What belongs to all losses, in their order.
     *
     * @param forMaps what belongs to the losses of maps
     * @param forPicture what belongs to the losses of the picture
     */
    <T> List<T> inOrder(List<T> forMaps, List<T> forPicture) {
        Iterator<T> maps = forMaps.iterator();
        Iterator<T> picture = forPicture.iterator();
        List<T> all = new ArrayList<>();
        for (TermScript term : terms) {
            all.add(term.match(new TermScript.Cases<T>() {
                @Override
                public T ofMaps(OfMaps script) {
                    return maps.next();
                }

                @Override
                public T ofPicture(OfPicture script) {
                    return picture.next();
                }
            }));
        }
        return all;
    }

    /** The variables with the values of all losses, in their order. */
    private List<String> values() {
        return inOrder(
                names("loss", ofMaps.size()).toList(),
                names("variation", ofPicture.size()).toList());
    }

    /** {@code x}, the part of the picture that a tile's network sees. */
    private static void crop(Script script) {
        script.line("x = torch.contiguous(%s)", part("picture", "tile[0]", "tile[1]", "tile[2]", "tile[3]"));
    }

    /**
     * {@code maps}, the maps of a layer at the core of the tile, and {@code positions}, the number of positions of the whole
     * picture there.
     */
    private void core(Script script, Layer layer) {
        positions(script, layer);
        script.line("maps = torch.contiguous(%s, memory_format=%s)", cored(layer.name(), layer), CHANNELS_LAST)
                .line("rows = %s", Rows.of("maps"));
    }

    /** The core of the tile as a loss reads it; after {@link #core}. */
    private static Part part(int term, String gradient) {
        return new Part(
                "maps",
                "rows",
                "rows",
                "1.",
                "masks",
                "roots",
                "t[" + term + "]",
                "positions",
                "float(torch.size(rows, 0)) / positions",
                gradient);
    }

    /** {@code masks}, where there are regions, and {@code roots}, where there is protection. */
    private void masks(Script script, Layer layer) {
        if (masked) {
            script.line("masks = %s", ofTile(RegionsScript.masks(layer), layer));
        }
        if (protection) {
            script.line("roots = %s", ofTile(roots(layer), layer));
        }
    }

    /** Variable with √u where a layer sees it. */
    private String roots(Layer layer) {
        return "m[" + (firstRoot + layer.block() - 1) + "]";
    }

    private static String ofTile(String positions, Layer layer) {
        int pixels = layer.shortestSidePixels();
        return part(
                positions,
                "tile[4] // " + pixels,
                "tile[5] // " + pixels,
                "tile[6] // " + pixels,
                "tile[7] // " + pixels);
    }

    private static String cored(String maps, Layer layer) {
        int pixels = layer.shortestSidePixels();
        return part(
                maps,
                "(tile[4] - tile[0]) // " + pixels,
                "(tile[5] - tile[0]) // " + pixels,
                "(tile[6] - tile[2]) // " + pixels,
                "(tile[7] - tile[2]) // " + pixels);
    }

    private static void positions(Script script, Layer layer) {
        int pixels = layer.shortestSidePixels();
        script.line(
                "positions = float((torch.size(picture, 2) // %s) * (torch.size(picture, 3) // %s))", pixels, pixels);
    }

    private static String part(String maps, String top, String bottom, String left, String right) {
        return "torch.slice(torch.slice(" + maps + ", 2, " + top + ", " + bottom + "), 3, " + left + ", " + right + ")";
    }

    private static Stream<String> names(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i);
    }

    private static String list(Stream<String> names) {
        return "annotate(List[Tensor], [" + names.collect(joining(", ")) + "])";
    }
}
