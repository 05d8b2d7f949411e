// Keeps a list of the reports on file under a division, with revision and state, in a file; over JSON, with nothing but
// the JDK (17 or newer). Kill it whenever you like.    Usage: java Follow.java ADDRESS DIVISION LIST.properties
//
// The rule that makes a copy miss nothing: what changed is stored together with the position that it reaches to. Here
// both are in one file, which is replaced as a whole; with a database, put both into one transaction.
import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.time.Duration;
import java.util.*;
import java.util.regex.*;

record Follow(String address, String division, Path file) {
    static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public static void main(String[] args) throws Exception {
        var follow = new Follow(args[0], args[1], Path.of(args[2]));
        var known = Files.exists(follow.file);
        for (long pause = 200; ; ) {
            try {
                known = known || follow.takeSnapshot();
                while (follow.readPage()) pause = 200;
                Thread.sleep(pause = 1_000); // all is read: ask again in a while
            } catch (IllegalStateException refused) {
                // The service's database was restored, or the division is another one: begin with a new snapshot.
                if (!Set.of("HISTORY_CHANGED", "FEED_CHANGED").contains(refused.getMessage())) throw refused;
                known = false;
            } catch (IOException passing) { // no connection, a broken one, or UNAVAILABLE
                Thread.sleep((long) (pause * (0.5 + Math.random() / 2))); // not all clients at the same moment
                pause = Math.min(2 * pause, 30_000);
            }
        }
    }

    /** Applies the next changes; false: there are no more now. */
    boolean readPage() throws Exception {
        var list = new Properties();
        try (var stored = Files.newBufferedReader(file)) { list.load(stored); }
        var page = get("/v1/changes", "&after_position=" + list.get("position")).get(0);
        for (var change : list(page, "changes")) {
            if (!(change.get("report") instanceof String name)) continue; // it is of an organ, a division or the rules
            if (Set.of("CHANGE_KIND_LEFT", "CHANGE_KIND_WITHDRAWN").contains(change.get("kind"))) list.remove(name);
            else list.put(name, change.get("revision") + " " + change.get("state"));
        }
        store(list, page);
        return page.containsKey("hasMore");
    }

    /** All reports as they stand now. Until it is complete the list stays as it was. */
    boolean takeSnapshot() throws Exception {
        var list = new Properties();
        var parts = get("/v1/snapshot", "");
        for (var part : parts) for (var report : list(part, "reports"))
            list.put(report.get("name"), report.get("revision") + " " + report.get("state"));
        var last = parts.get(parts.size() - 1);
        if (!last.containsKey("totalCount")) throw new IOException("the snapshot ended before it was complete");
        return store(list, last);
    }

    boolean store(Properties list, Map<String, Object> answer) throws IOException {
        list.put("position", answer.get("position"));
        var next = Path.of(file + ".new");
        try (var text = Files.newBufferedWriter(next)) { list.store(text, division); }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE); // who is killed here leaves the old list or the new one
        return true;
    }

    /** The objects of an answer: of a stream one a line. */
    List<Map<String, Object>> get(String path, String parameters) throws Exception {
        var uri = URI.create(address + path + "?filter.divisions=" + division + parameters);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(2));
        var answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) throw new IOException("HTTP " + answer.statusCode());
        var tokens = TOKEN.matcher("[" + answer.body() + "]").results().iterator();
        var objects = list(Map.of("lines", read(tokens)), "lines");
        if (answer.statusCode() == 200) return objects;
        for (var detail : list(objects.get(0), "details"))
            if (detail.get("reason") instanceof String reason) throw new IllegalStateException(reason);
        throw new IllegalStateException(answer.body());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> object, String name) {
        return (List<Map<String, Object>>) object.getOrDefault(name, List.of());
    }

    static final Pattern TOKEN = Pattern.compile("[\\[\\]{}]|\"((?:[^\"\\\\]++|\\\\.)*+)\"|[^\\s\\[\\]{}:,\"]++");

    /** As little of a JSON reader as this needs: what is no object or list is text, as written. Else take Jackson. */
    static Object read(Iterator<MatchResult> tokens) {
        var token = tokens.next();
        if ("]}".contains(token.group())) return null; // the end of what holds it
        if (!"[{".contains(token.group())) return token.group(1) != null ? token.group(1) : token.group();
        var object = new HashMap<String, Object>();
        var list = new ArrayList<Object>();
        for (Object item; (item = read(tokens)) != null; )
            if (token.group().equals("[")) list.add(item);
            else object.put((String) item, read(tokens));
        return token.group().equals("[") ? list : object;
    }
}
