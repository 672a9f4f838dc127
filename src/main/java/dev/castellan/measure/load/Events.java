package dev.castellan.measure.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Events as applications write them, in JSON: names that repeat, values from small sets, ids and amounts that do not.
final class Events {
    private static final List<String> KINDS = List.of("order_created", "order_paid", "order_shipped", "cart_viewed");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "PL", "US", "BR", "IN", "JP", "NL");
    private static final List<String> WORDS = List.of(
            "shipment",
            "customer",
            "address",
            "invoice",
            "warehouse",
            "delivered",
            "pending",
            "refund",
            "parcel",
            "voucher",
            "express",
            "standard");

    private Events() {}

    /// One event of exactly so many bytes. What is too long for them is cut off at the end, as no event is that short.
    static byte[] event(Random random, int bytes) {
        StringBuilder event = new StringBuilder("{\"id\":%d,\"type\":\"%s\",\"user\":%d,\"country\":\"%s\",\"cents\":%d"
                .formatted(
                        1_000_000_000L + random.nextInt(1_000_000_000),
                        one(KINDS, random),
                        random.nextInt(100_000),
                        one(COUNTRIES, random),
                        random.nextInt(100_000)));
        event.append(",\"note\":\"");
        while (event.length() < bytes - 2) {
            event.append(one(WORDS, random)).append(' ');
        }
        event.setLength(Math.max(0, bytes - 2));
        byte[] text = event.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
        return Arrays.copyOf(text, bytes);
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
