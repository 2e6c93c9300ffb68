using System.Net;
using System.Net.Sockets;

namespace PracticeBase.Infrastructure;

public static class ClientNetwork
{
    /// <summary>What one sender cannot change at will: an IPv4 address, or the /64 of an IPv6 address, which one subscriber has as a whole.</summary>
    public static string Of(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
