package dev.castellan.measure;

import dev.castellan.measure.Workload.Kind;
import java.util.ArrayList;
import java.util.List;

/// What has to be known to read a result right.
public final class Notes {
    private Notes() {}

    public static List<String> of(Workload workload, Result.Machine machine, Result.Throughput throughput) {
        List<String> notes = new ArrayList<>();
        if (workload.kind() == Kind.consume) {
            notes.add("No latency: a reader of what is there already waits for nobody.");
            notes.add("What was written lately comes from the memory of the brokers, not from their disks.");
        } else if (workload.rate().isPresent()) {
            notes.add("Latency counts from the moment a record was due, so a stall shows in every record that had to"
                    + " wait for it.");
        } else {
            notes.add("Flat out no record is ever due: latency counts from sending, and is mostly the wait in the"
                    + " producer's own buffer. For latency, name a --rate.");
        }
        if (throughput.unsent() > 0) {
            notes.add(throughput.unsent() + " records were due and never sent; the latency of each counts as the least"
                    + " it would have been.");
        }
        if (machine.brokersHere()) {
            notes.add("Brokers and clients share this machine: on machines of their own they would do more.");
        }
        if (!workload.batching().compression().equals("none")) {
            notes.add(
                    switch (workload.shape().payload()) {
                        case random ->
                            "The records are random letters, in which a codec finds next to nothing: this is no measure"
                                    + " of it. Try --payload json.";
                        case json ->
                            "The records are made-up events in JSON: your own may be smaller or larger once compressed.";
                    });
        }
        return List.copyOf(notes);
    }
}
