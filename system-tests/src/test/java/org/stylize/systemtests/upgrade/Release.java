package org.stylize.systemtests.upgrade;

/** Which release a process is of. */
enum Release {
    OLD,
    NEW
}
