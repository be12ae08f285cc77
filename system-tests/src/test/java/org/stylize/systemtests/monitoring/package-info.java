/** Rules, alerts, dashboards and runbooks, by Prometheus' own programs and by a real fleet. */
@NullMarked
package org.stylize.systemtests.monitoring;

import org.jspecify.annotations.NullMarked;
