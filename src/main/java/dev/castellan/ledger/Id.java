package dev.castellan.ledger;

/// One record, whatever becomes of it.
///
/// @param producer who sends it
/// @param number counted from 0 by its producer
public record Id(int producer, long number) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
        int byProducer = Integer.compare(producer, other.producer);
        return byProducer != 0 ? byProducer : Long.compare(number, other.number);
    }

    /// `2-17`, the form in which it travels.
    @Override
    public String toString() {
        return producer + "-" + number;
    }

    /// @throws NumberFormatException where the text is none
    public static Id parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            throw new NumberFormatException(text);
        }
        return new Id(Integer.parseInt(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
    }
}
