package org.stylize.engine.nst.compiled;

/** A border that repeats a row or column of the maps on each side. Its gradient is added to the row that it repeats. */
enum BorderPadding implements PaddingScript {
    /** The one beside the border, as in a mirror; both sides at least 2. */
    REFLECTED("reflection_pad2d", 2),
    /** The border itself. */
    REPEATED("replication_pad2d", 1);

    private final String operator;
    private final int repeated;

    BorderPadding(String operator, int repeated) {
        this.operator = operator;
        this.repeated = repeated;
    }

    @Override
    public int zeros() {
        return 0;
    }

    @Override
    public void forward(Script script) {
        script.line("h = %s", around("h"));
    }

    @Override
    public void backward(Script script) {
        fold(script, "d");
        script.line("d = torch.clone(%s, memory_format=%s)", inside("d"), TorchTypes.CHANNELS_LAST);
    }

    /** An expression: maps with a border. */
    String around(String maps) {
        return "torch." + operator + "(" + maps + ", [1, 1, 1, 1])";
    }

    /** An expression: a view of maps without their border. */
    static String inside(String wide) {
        return "torch.slice(torch.slice(" + wide + ", 2, 1, -1), 3, 1, -1)";
    }

    /** Lines that add, in place, the gradient of the border to the rows and columns that it repeats. */
    void fold(Script script, String wide) {
        for (int axis = 2; axis <= 3; axis++) {
            script.line(
                            "torch.add_(torch.slice(%s, %s, %s, %s), torch.slice(%s, %s, 0, 1))",
                            wide, axis, repeated, repeated + 1, wide, axis)
                    .line(
                            "torch.add_(torch.slice(%s, %s, %s, %s), torch.slice(%s, %s, -1))",
                            wide, axis, -1 - repeated, -repeated, wide, axis);
        }
    }
}
