package dev.castellan.measure.load;

import dev.castellan.measure.Workload;

/// Writes.
record ProduceLoad(Assignment assignment, LoadClient parent, Sender sender) implements Load {
    static ProduceLoad open(Assignment assignment, LoadClient parent) {
        return new ProduceLoad(assignment, parent, Sender.open(assignment, parent, Sender.Marks.NONE));
    }

    @Override
    public ClientReport run() {
        sender.run(pacer(assignment));
        parent.say(Wire.SENT);
        parent.await();
        return sender.report();
    }

    static Pacer pacer(Assignment assignment) {
        Workload workload = assignment.workload();
        long mine = workload.extent().records().map(assignment::part).orElse(0L);
        return new Pacer(workload, assignment.client(), mine, Pacer.systemClock());
    }

    @Override
    public long records() {
        return sender.acknowledged();
    }

    @Override
    public void close() {
        sender.close();
    }
}
