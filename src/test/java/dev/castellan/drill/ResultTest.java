package dev.castellan.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.drill.Result.Episode;
import dev.castellan.drill.Result.Moment;
import dev.castellan.ledger.Breach;
import dev.castellan.ledger.History;
import dev.castellan.ledger.Id;
import dev.castellan.ledger.Sent;
import dev.castellan.ledger.Verdict;
import dev.castellan.testkit.Golden;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/// What a drill ends with: a page, some lines, and one line.
final class ResultTest {
    private static final long SECOND = 1_000_000_000L;

    private static Result result(Map<Breach, Verdict.Found> breaches) {
        List<Moment> moments = new ArrayList<>();
        for (int second = 0; second < 60; second++) {
            boolean hit = second > 10 && second < 20;
            moments.add(new Moment(second, hit ? 0 : 400, hit ? 0 : 5.5, hit ? 6 : 0));
        }
        Verdict verdict = new Verdict(
                new Verdict.Counts(20_000, 19_990, 0, 10, 4, 60_000),
                breaches,
                new TreeMap<>(Map.of(0, List.of(new Verdict.Window(11 * SECOND, 20 * SECOND)))),
                List.of());
        return new Result(
                "shop-drill",
                "4.3.1",
                "2026-11-25T12:00:00Z",
                42,
                60,
                "acks=all, 3 copies, min.insync.replicas=2",
                List.of(new Episode(
                        "kill-leader",
                        "kill -9 of kafka-1, the leader of <t>",
                        "writes wait about 9 s",
                        11,
                        23,
                        25,
                        9)),
                verdict,
                moments,
                "",
                breaches.isEmpty()
                        ? ""
                        : "no share group: with these settings records may go that it has been promised");
    }

    @Test
    void a_drill_that_kept_every_promise_says_so() throws Exception {
        holds("a-drill-that-kept-every-promise-says-so", result(Map.of()));
    }

    @Test
    void a_drill_that_lost_records_names_some() throws Exception {
        holds(
                "a-drill-that-lost-records-names-some",
                result(Map.of(Breach.LOST, new Verdict.Found(17, List.of("0-828 of partition 0")))));
    }

    private static void holds(String sentence, Result result) throws Exception {
        String page = ResultPage.of(result);
        Golden.folder(sentence).holds(Map.of("text.txt", ResultText.of(result) + "\n", "page.html", page));
        String body = page.substring(page.indexOf("<body>"), page.indexOf("</body>") + "</body>".length());
        assertThat(DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(body)))
                        .getElementsByTagName("svg")
                        .getLength())
                .isEqualTo(4);
    }

    @Test
    void a_timeline_counts_what_was_acknowledged_in_each_second() {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            long at = SECOND / 2 + i * 1_000_000L;
            sent.add(new Sent(
                    new Id(0, i),
                    0,
                    OptionalLong.empty(),
                    at,
                    Sent.Outcome.ACKNOWLEDGED,
                    at + (i == 99 ? 50_000_000L : 2_000_000L),
                    OptionalLong.of(i)));
        }
        History history = new History(sent, Set.of(0), Map.of(), List.of());
        assertThat(Timeline.of(history, Map.of(0, 3))).containsExactly(new Moment(0, 100, 50, 3));
    }
}
