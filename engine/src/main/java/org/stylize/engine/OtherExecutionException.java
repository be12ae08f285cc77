package org.stylize.engine;

/** This stylizer cannot carry out the recipe in the way that it was told to; another one may. Nothing was done. */
public final class OtherExecutionException extends StylizerException {
    public OtherExecutionException(String message) {
        super(message, null);
    }
}
