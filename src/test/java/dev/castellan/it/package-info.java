/// Stories told on real Kafka: the shipped jars as a child process, real brokers, no mocks.
///
/// Front door: [dev.castellan.it.Sandbox]. Every wait is bounded, and every cluster started here is destroyed here.
package dev.castellan.it;
