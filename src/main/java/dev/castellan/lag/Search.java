package dev.castellan.lag;

/// The search for the time one record was written, by asking which is the first record from some time on.
///
/// @param asked how many times
/// @param streak how many answers in a row were on the same side; before the record negative, after it positive
record Search(Bracket bracket, int asked, int streak) {
    /// After so many questions the answer is good enough, or there is none.
    static final int MOST = 30;

    private static final int COST_OF_SILENCE = 10;
    private static final int FARTHEST = 20;

    static Search begin(Bracket known) {
        return new Search(known, 0, 0);
    }

    boolean isOver() {
        return asked >= MOST;
    }

    Search unanswered() {
        return new Search(bracket, asked + COST_OF_SILENCE, streak);
    }

    /// What to ask next: where the record is if the partition grew evenly, a little beyond so as to have it on the
    /// other side, and every third time the middle, in case it grew unevenly.
    long nextTime(long offset, long tolerance) {
        if (bracket.isOpen()) {
            return 0;
        }
        long middle = bracket.from() + bracket.width() / 2;
        if (asked % 3 == 2) {
            return middle;
        }
        long beyond = Math.max(1, tolerance / 2) << Math.min(FARTHEST, Math.abs(streak));
        long guess = bracket.about(offset) - Integer.signum(streak) * beyond;
        return Math.clamp(guess, bracket.from() + 1, Math.max(bracket.from() + 1, bracket.to() - 1));
    }

    Search learn(long offset, Answer.Found found) {
        long time = found.to().time();
        long written = Math.max(Math.min(found.timestamp(), bracket.latest()), bracket.from()); // clocks differ
        if (found.offset() == offset) {
            return new Search(new Bracket(written, offset, written, offset, written), MOST, 0);
        }
        if (found.offset() < offset) {
            Bracket after = new Bracket(written, found.offset(), bracket.to(), bracket.toEnd(), bracket.latest());
            return step(bracket.isOpen() || written > bracket.from() ? after : bracket, -1);
        }
        long latest = Math.min(bracket.latest(), written);
        if (time == 0) { // everything before it is gone, so how long ago it was cannot be found out
            return new Search(new Bracket(Bracket.OPEN, 0, latest, found.offset(), latest), MOST, 0);
        }
        return step(new Bracket(bracket.from(), bracket.fromEnd(), time, found.offset(), latest), 1);
    }

    /// There is no record from that time on: all are older.
    Search allBefore(long time) {
        return step(new Bracket(bracket.from(), bracket.fromEnd(), time, bracket.toEnd(), bracket.latest()), 1);
    }

    private Search step(Bracket next, int side) {
        boolean wrong = !next.isOpen() && next.from() > next.to();
        int same = Integer.signum(streak) == side ? streak + side : side;
        return wrong ? new Search(bracket, MOST, 0) : new Search(next, asked + 1, same);
    }
}
