/// Talks to running workers of Kafka Connect through their REST interface, every call within a bound.
///
/// Front door: [dev.castellan.connect.rest.ConnectRest]. Decides nothing, and waits for nothing but the answer.
@NullMarked
package dev.castellan.connect.rest;

import org.jspecify.annotations.NullMarked;
