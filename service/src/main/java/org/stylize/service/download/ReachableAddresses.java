package org.stylize.service.download;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The IP addresses that a service may connect to on behalf of a stranger: those of the public internet, and what an
 * operator adds.
 *
 * <p>Not public is what the IANA's registries of special-purpose addresses (RFC 6890) call not globally reachable, and all
 * that leads there: multicast, and IPv6 addresses outside 2000::/3. An IPv6 address that stands for an IPv4 address
 * (mapped, NAT64) is as public as that one; 6to4 and Teredo are not used any more, and refused.
 */
final class ReachableAddresses {
    private static final List<IPAddress> SPECIAL = networks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by a provider's customers (CGNAT)
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, and the metadata of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // IETF protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // IETF protocols, among them Teredo
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4
            "3fff::/20"); // documentation

    private static final IPAddress GLOBAL_UNICAST = network("2000::/3");
    private static final IPAddress NAT64 = network("64:ff9b::/96");
    private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();
    private static final int IPV4_BYTES = 4;

    private final List<IPAddress> added;

    /**
     * The public addresses, and those of some networks.
     *
     * @param added addresses or networks, such as 10.1.0.0/16 or fd00::/8
     * @throws IllegalArgumentException if one cannot be read
     */
    ReachableAddresses(Collection<String> added) {
        this.added = networks(added.toArray(String[]::new));
    }

    boolean contains(InetAddress address) {
        IPAddress found = unwrapped(ADDRESSES.from(address));
        return added.stream().anyMatch(network -> network.contains(found)) || isPublic(found);
    }

    private static boolean isPublic(IPAddress address) {
        return (address.isIPv4() || GLOBAL_UNICAST.contains(address))
                && SPECIAL.stream().noneMatch(network -> network.contains(address));
    }

    /** The IPv4 address that an IPv6 address stands for, or the address itself. */
    private static IPAddress unwrapped(IPAddress address) {
        if (address.isIPv6() && address.toIPv6().isIPv4Mapped()) {
            return address.toIPv6().getEmbeddedIPv4Address();
        }
        if (NAT64.contains(address)) {
            byte[] bytes = address.getBytes();
            byte[] last = new byte[IPV4_BYTES];
            System.arraycopy(bytes, bytes.length - IPV4_BYTES, last, 0, IPV4_BYTES);
            return ADDRESSES.from(last);
        }
        return address;
    }

    private static List<IPAddress> networks(String... texts) {
        return Stream.of(texts).map(ReachableAddresses::network).toList();
    }

    private static IPAddress network(String text) {
        try {
            return new IPAddressString(text).toAddress().toPrefixBlock();
        } catch (AddressStringException e) {
            throw new IllegalArgumentException(
                    "expected an IP address or a network such as 10.1.0.0/16 but found \"" + text + "\"", e);
        }
    }
}
