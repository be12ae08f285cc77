/** Tests of webhooks with several gateways, and with the verifiers that others wrote. */
@NullMarked
package org.stylize.systemtests.webhook;

import org.jspecify.annotations.NullMarked;
