/** Keeps the view's jobs on the local disk, by RocksDB. */
@NullMarked
package org.stylize.gateway.rocksdb;

import org.jspecify.annotations.NullMarked;
