// A client of iaqd in Node.js: asks one inquiry, stores what is delivered, and takes it.
//   npm install protobufjs; node client.mjs PROTO_FOLDER SOCKET INQUIRY.json
// Three rules carry it: the same key again until there is an answer; `take` only what is stored;
// an event_id that was met before is no news.
import protobuf from "protobufjs";
import net from "node:net";
import { readFileSync } from "node:fs";

const [folder, path, file] = process.argv.slice(2);
const root = new protobuf.Root();
root.resolvePath = (_, name) =>
  name.startsWith("google/") ? new URL(`node_modules/protobufjs/${name}`, import.meta.url).pathname : `${folder}/${name}`;
root.loadSync("iaq/v1/intake.proto", { keepCase: true });
const [Client, Server, Submit] = ["ClientFrame", "ServerFrame", "SubmitInquiry"].map((n) => root.lookupType(`iaq.v1.${n}`));
const inquiry = Submit.fromObject(JSON.parse(readFileSync(file)));

const stored = new Set(); // a real client looks into its own store
let decided = false; // the submission has its answer
let requests = 0;

function connect() {
  const socket = net.createConnection(path);
  const waiting = new Map(); // request_id: what its answer is for
  let held = Buffer.alloc(0);
  const ask = (body, answered) => {
    waiting.set(++requests, answered);
    socket.write(Client.encodeDelimited(Client.create({ request_id: requests, ...body })).finish());
  };
  const submit = () => ask({ submit: inquiry }, (frame) => {
    if (["ERROR_CODE_BUSY", "ERROR_CODE_UNAVAILABLE"].includes(frame.error?.code)) {
      setTimeout(() => socket.writable && submit(), frame.error.retry_after_ms);
    } else {
      decided = true;
      console.log("answer", JSON.stringify(frame.accepted ?? frame.refused ?? frame.error));
    }
  });
  const deliver = (event) => {
    if (!stored.has(event.event_id)) console.log("stored", event.event_id, event.kind, event.next_step);
    stored.add(event.event_id);
    ask({ take: { cursor: event.cursor, consumer: "node" } });
  };
  socket.on("connect", () => {
    ask({ subscribe: { consumer: "node" } }); // goes on behind what it took last
    if (!decided) submit();
  });
  socket.on("data", (piece) => {
    held = Buffer.concat([held, piece]);
    for (let reader = protobuf.Reader.create(held); held.length > 0; reader = protobuf.Reader.create(held)) {
      try { var end = reader.uint32() + reader.pos; } catch { return; } // the length is not whole yet
      if (held.length < end) return;
      const frame = Server.toObject(Server.decode(held.subarray(reader.pos, end)), { enums: String, longs: Number });
      held = held.subarray(end);
      if (frame.delivery) deliver(frame.delivery);
      waiting.get(frame.request_id)?.(frame);
      waiting.delete(frame.request_id);
    }
  });
  socket.on("error", () => {}).on("close", () => setTimeout(connect, 1000));
}
connect();
