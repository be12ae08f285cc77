/** What readers see: jobs by id and newest first, and the live feed of what happens to them. */
@NullMarked
package org.stylize.gateway.view;

import org.jspecify.annotations.NullMarked;
