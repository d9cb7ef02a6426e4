// A client of iaqd in Java 17: asks one inquiry, stores what is delivered, and takes it.
//   protoc --java_out=. iaq/v1/*.proto   (protobuf-java, protobuf-java-util with gson and guava)
//   java -cp ... IaqExample SOCKET INQUIRY.json
// Three rules carry it: the same key again until there is an answer; `take` only what is stored;
// an event_id that was met before is no news.
import com.google.protobuf.util.JsonFormat;
import iaq.v1.*;
import java.io.*;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.*;

class IaqExample {
    final SubmitInquiry inquiry;
    final Set<String> stored = new HashSet<>(); // a real client looks into its own store
    boolean decided = false; // the submission has its answer
    long requests = 0;

    IaqExample(SubmitInquiry inquiry) { this.inquiry = inquiry; }
    void ask(OutputStream out, ClientFrame.Builder frame) throws IOException {
        frame.setRequestId(++requests).build().writeDelimitedTo(out);
    }

    void serve(InputStream in, OutputStream out) throws Exception {
        ask(out, ClientFrame.newBuilder().setSubscribe(Subscribe.newBuilder().setConsumer("java")));
        if (!decided) ask(out, ClientFrame.newBuilder().setSubmit(inquiry));
        for (ServerFrame frame; (frame = ServerFrame.parseDelimitedFrom(in)) != null; ) {
            switch (frame.getBodyCase()) {
                case DELIVERY -> {
                    Delivery event = frame.getDelivery();
                    if (stored.add(event.getEventId()))
                        System.out.println("stored " + event.getEventId() + " " + event.getKind());
                    ask(out, ClientFrame.newBuilder().setTake(TakeDeliveries.newBuilder()
                        .setCursor(event.getCursor()).setConsumer("java")));
                }
                case ACCEPTED, REFUSED -> { decided = true; System.out.println("answer " + frame); }
                case ERROR -> retry(out, frame.getError());
                default -> { }
            }
        }
    }

    void retry(OutputStream out, iaq.v1.Error error) throws Exception {
        decided = !Set.of(ErrorCode.ERROR_CODE_BUSY, ErrorCode.ERROR_CODE_UNAVAILABLE)
            .contains(error.getCode());
        if (decided) { System.out.println("answer " + error); return; }
        Thread.sleep(error.getRetryAfterMs());
        ask(out, ClientFrame.newBuilder().setSubmit(inquiry)); // the same key
    }

    public static void main(String[] words) throws Exception {
        SubmitInquiry.Builder inquiry = SubmitInquiry.newBuilder();
        JsonFormat.parser().merge(Files.readString(Path.of(words[1])), inquiry);
        for (IaqExample client = new IaqExample(inquiry.build()); ; Thread.sleep(1000))
            try (SocketChannel line = SocketChannel.open(UnixDomainSocketAddress.of(words[0]))) {
                client.serve(Channels.newInputStream(line), Channels.newOutputStream(line));
            } catch (IOException restarts) { } // connect again
    }
}
