package dev.castellan.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What the kernel counts becomes shares; what it does not count becomes nothing.
final class CountersTest {
    private static String printed(int seconds, long user, long idle, long stolen, long diskMillis, long bytes) {
        return """
                == /proc/uptime
                %d.50 900.00
                == /proc/stat
                cpu  %d 0 0 %d 0 0 0 %d 0 0
                cpu0 1 0 0 1 0 0 0 0 0 0
                cpu1 1 0 0 1 0 0 0 0 0 0
                intr 1 2 3
                == /proc/diskstats
                 254       0 vda 10 0 80 1 20 0 160 2 0 %d 0
                 254       1 vda1 10 0 80 1 20 0 160 2 0 999999 0
                   7       0 loop0 10 0 80 1 20 0 160 2 0 999999 0
                == /proc/net/dev
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets
                    lo: 99999999    1    0    0    0     0          0         0 99999999   1 0 0 0 0 0 0
                  eth0: %d    1    0    0    0     0          0         0 1000   1 0 0 0 0 0 0
                  tap0: 99999999    1    0    0    0     0          0         0 1000   1 0 0 0 0 0 0
                == /sys/class/net/eth0/speed
                1000
                == /sys/class/net/lo/speed
                == /sys/class/net/tap0/speed
                -1
                == /sys/block
                loop0
                vda
                """.formatted(seconds, user, idle, stolen, diskMillis, bytes);
    }

    @Test
    void two_readings_say_how_busy_a_machine_was_between_them() {
        Counters before = Counters.of(printed(100, 1000, 5000, 10, 700, 1000));
        Counters after = Counters.of(printed(110, 1600, 5300, 110, 5700, 625_001_000));

        assertThat(after.cores()).isEqualTo(2);
        assertThat(after.busySince(before)).contains(0.7);
        assertThat(after.stolenSince(before)).contains(0.1);
        assertThat(after.diskSince(before)).contains(0.5);
        assertThat(after.linkSince(before)).contains(0.5);
    }

    @Test
    void what_a_machine_does_not_tell_is_missing() {
        Counters nothing = Counters.of("== /proc/stat\n== /sys/class/net/*/speed\n== /sys/block\n");

        assertThat(nothing.busySince(nothing)).isEmpty();
        assertThat(nothing.stolenSince(nothing)).isEmpty();
        assertThat(nothing.diskSince(nothing)).isEmpty();
        assertThat(nothing.linkSince(nothing)).isEmpty();
    }

    @Test
    void this_machine_tells_of_its_processors() {
        Counters before = Counters.read();

        assertThat(before.cores()).isPositive();
        assertThat(before.cpu()).hasSize(8);
        assertThat(before.seconds()).isPositive();
    }
}
