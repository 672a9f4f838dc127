package dev.castellan.target;

import java.util.Optional;

/// What one place keeps of a cluster's journal. Parts of several places overlap, and none needs to be whole.
///
/// @param place `this machine`, or the address of a host
/// @param text lines, the last of which may be torn; nothing where no journal is kept there
/// @param extent whether that is all of it
/// @param holder who changes the cluster at this moment, as far as the place knows
/// @param unanswered why the place could not be asked
public record JournalPart(
        String place, String text, Extent extent, Optional<String> holder, Optional<String> unanswered) {
    /// So much is read at most, from the end: about twenty thousand lines.
    public static final int MOST_BYTES = 6 << 20;

    /// Where something of it lies on the machine that asks.
    public static final String HERE = "this machine";

    /// How much of what the place keeps was read.
    public enum Extent {
        WHOLE,
        END
    }

    /// A place that could not be asked.
    public static JournalPart unanswered(String place, String why) {
        return new JournalPart(place, "", Extent.WHOLE, Optional.empty(), Optional.of(why));
    }
}
