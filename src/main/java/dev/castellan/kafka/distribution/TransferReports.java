package dev.castellan.kafka.distribution;

import java.nio.file.Path;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;

/// Maven Resolver's events, told to a [Tally]; only jars count, not the small files about them.
final class TransferReports {
    private TransferReports() {}

    static final class Transfers extends AbstractTransferListener {
        private final Tally tally;

        Transfers(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void transferProgressed(TransferEvent event) {
            tally.received(event.getDataLength());
        }

        @Override
        public void transferSucceeded(TransferEvent event) {
            String name = event.getResource().getResourceName();
            if (name.endsWith(".jar")) {
                tally.arrived(name.substring(name.lastIndexOf('/') + 1));
            }
        }
    }

    static final class Resolutions extends AbstractRepositoryListener {
        private final Tally tally;

        Resolutions(Tally tally) {
            this.tally = tally;
        }

        @Override
        public void artifactResolved(RepositoryEvent event) {
            if (event.getFile() != null && "jar".equals(event.getArtifact().getExtension())) {
                Path file = event.getFile().toPath();
                tally.arrived(String.valueOf(file.getFileName()));
            }
        }
    }
}
