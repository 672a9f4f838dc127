package dev.castellan.drill;

/// What clients do while a drill runs.
///
/// @param topic where they do it
/// @param partitions how many it has
/// @param producers how many write, besides one that writes in transactions
/// @param rate how many records a second each of them sends
/// @param acks `all`, or less to see what it costs
/// @param members how many read as one group
/// @param sharers how many read as one share group
public record Load(String topic, int partitions, int producers, int rate, String acks, int members, int sharers) {
    /// Whether records appear once and in order, as far as Kafka is concerned.
    boolean isIdempotent() {
        return acks.equals("all");
    }
}
