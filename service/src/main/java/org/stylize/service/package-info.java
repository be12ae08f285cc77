/**
 * What the worker and the gateway share: settings of Kafka's clients, the S3 store, the ready file, and the order of
 * start and stop. Knows nothing of jobs beyond their values.
 */
@NullMarked
package org.stylize.service;

import org.jspecify.annotations.NullMarked;
