package dev.castellan.security;

import dev.castellan.problem.UserMistake;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;

/// DNS names and addresses as certificates spell them.
final class SubjectNames {
    /// No underscore: Java refuses a host name with one before it looks at the certificate.
    private static final Pattern DNS = Pattern.compile(
            "(?=.{1,253}$)(\\*\\.)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    /// What looks like an IPv4 address and is none must not pass for a DNS name.
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    private SubjectNames() {}

    static GeneralNames of(Collection<String> names) {
        return new GeneralNames(names.stream()
                .map(SubjectNames::normal)
                .distinct()
                .map(SubjectNames::of)
                .toArray(GeneralName[]::new));
    }

    private static GeneralName of(String name) {
        Optional<InetAddress> address = address(name);
        if (address.isPresent()) {
            return new GeneralName(
                    GeneralName.iPAddress, new DEROctetString(address.get().getAddress()));
        }
        if (!DNS.matcher(name).matches() || NUMBERS.matcher(name).matches()) {
            throw new UserMistake(
                    "\"" + name + "\" is neither a host name nor an address that a certificate can carry",
                    "use letters, digits, '-' and '.', or an address, and run the same command again");
        }
        return new GeneralName(GeneralName.dNSName, name);
    }

    /// One spelling for each name: DNS names in lower case, addresses as Java prints them.
    static String normal(String name) {
        return address(name).map(InetAddress::getHostAddress).orElse(name.toLowerCase(Locale.ROOT));
    }

    private static Optional<InetAddress> address(String name) {
        if (!IPAddress.isValidIPv4(name) && !IPAddress.isValidIPv6(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(name)); // an address is only parsed, nobody is asked
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
