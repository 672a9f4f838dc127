package dev.castellan.lag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known of partitions, as text that can be kept in a file: a line for each topic with its id, and
/// below it a line for each partition with its points, each as the difference from the one before.
public final class LagText {
    private static final String HEAD = "castellan lag 1";
    private static final String END = "end ";
    private static final String TOPIC = "topic ";

    private LagText() {}

    public static String write(Lag lag) {
        SortedMap<Place, Curve> curves = new TreeMap<>();
        lag.known().forEach((place, known) -> curves.put(place, known.curve()));
        StringBuilder text = new StringBuilder(HEAD + "\n");
        String topic = "";
        for (Map.Entry<Place, Curve> entry : curves.entrySet()) {
            Place place = entry.getKey();
            if (!place.topic().equals(topic)) {
                topic = place.topic();
                text.append(TOPIC).append(topic).append(' ');
                text.append(lag.topics().getOrDefault(topic, "?")).append('\n');
            }
            text.append(place.partition());
            long time = 0;
            long end = 0;
            Curve curve = entry.getValue();
            for (int i = 0; i < curve.size(); i++) {
                text.append(' ').append(curve.time(i) - time).append(' ').append(curve.end(i) - end);
                time = curve.time(i);
                end = curve.end(i);
            }
            text.append('\n');
        }
        return text.append(END).append(curves.size()).append('\n').toString();
    }

    /// Empty when the text is none of this form, or damaged.
    public static Optional<Lag> read(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.getFirst().equals(HEAD)) {
            return Optional.empty();
        }
        Map<String, String> topics = new HashMap<>();
        Map<Place, Curve> curves = new HashMap<>();
        String topic = "";
        try {
            for (String line : lines.subList(1, lines.size() - 1)) {
                List<String> words = List.of(line.split(" "));
                if (line.startsWith(TOPIC)) {
                    topic = words.get(1);
                    if (!words.get(2).equals("?")) {
                        topics.put(topic, words.get(2));
                    }
                } else {
                    curves.put(new Place(topic, Integer.parseInt(words.getFirst())), curve(words));
                }
            }
        } catch (NumberFormatException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
        return lines.getLast().equals(END + curves.size()) ? Optional.of(Lag.of(curves, topics)) : Optional.empty();
    }

    private static Curve curve(List<String> words) {
        List<Long> numbers = new ArrayList<>();
        words.subList(1, words.size()).forEach(word -> numbers.add(Long.parseLong(word)));
        int points = numbers.size() / 2;
        long[] times = new long[points];
        long[] ends = new long[points];
        for (int i = 0; i < points; i++) {
            times[i] = numbers.get(2 * i) + (i == 0 ? 0 : times[i - 1]);
            ends[i] = numbers.get(2 * i + 1) + (i == 0 ? 0 : ends[i - 1]);
        }
        return Curve.of(times, ends);
    }
}
