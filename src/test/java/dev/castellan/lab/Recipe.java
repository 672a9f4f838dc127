package dev.castellan.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the base of every host is made of. A change of a word here makes a new base: its name is a hash of all of it.
final class Recipe {
    static final String PACKAGES =
            "systemd,systemd-sysv,dbus,libpam-systemd,openssh-server,sudo,iproute2,nftables,procps";

    /// Where a host keeps the packages it may install.
    static final String REPOSITORY = "opt/lab-apt";

    /// Run inside the new base. The numbers of the users are fixed because the hosts' own files name them. What is
    /// masked wakes up only to disturb a measurement, or waits for a terminal that nobody has.
    static final String SETUP = """
            for user in admin:1000 locked:1001 plain:1002; do
              useradd --create-home --shell /bin/bash --uid "${user#*:}" "${user%:*}"
            done
            echo 'locked:letmein' | chpasswd
            printf 'admin ALL=(ALL:ALL) NOPASSWD: ALL\\nlocked ALL=(ALL:ALL) ALL\\n' >/etc/sudoers.d/lab
            chmod 0440 /etc/sudoers.d/lab
            cat >/etc/ssh/sshd_config.d/lab.conf <<'LINES'
            HostKey /etc/ssh/ssh_host_ed25519_key
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin no
            LINES
            rm -f /etc/ssh/ssh_host_*
            systemctl --quiet enable systemd-networkd ssh
            systemctl --quiet set-default multi-user.target
            systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \\
              e2scrub_reap.service fstrim.timer man-db.timer getty.target console-getty.service getty@.service \\
              systemd-resolved.service systemd-timesyncd.service
            rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/* /var/cache/apt/*.bin
            echo 'deb [trusted=yes] file:/opt/lab-apt ./' >/etc/apt/sources.list
            apt-get clean
            rm -f /etc/resolv.conf /etc/hostname /etc/machine-id /var/lib/dbus/machine-id
            touch /etc/resolv.conf
            touch -r /usr /etc/.updated /var/.updated
            """;

    private Recipe() {}

    static String name(Debian debian) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((PACKAGES + REPOSITORY + SETUP).getBytes(StandardCharsets.UTF_8));
            return debian.codename() + "-" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
