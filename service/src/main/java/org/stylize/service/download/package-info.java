/**
 * Files from addresses that strangers give us, and JSON to them. Connections go only to addresses that everybody may reach, so nobody can use a
 * service to reach what is behind its firewall (server-side request forgery).
 */
@NullMarked
package org.stylize.service.download;

import org.jspecify.annotations.NullMarked;
