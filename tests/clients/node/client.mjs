// A client of iaqd in Node.js: asks one inquiry, stores what is delivered, and takes it.
//   npm install protobufjs; node client.mjs PROTO_FOLDER SOCKET INQUIRY.json
// Three rules carry it: the same key again until there is an answer; `take` only what is stored;
// an event_id that was met before is no news.
import protobuf from "protobufjs";
import net from "node:net";
import { readFileSync } from "node:fs";

const [folder, path, file] = process.argv.slice(2);
const googles = new URL("node_modules/protobufjs/", import.meta.url).pathname;
const root = new protobuf.Root();
root.resolvePath = (_, name) => (name.startsWith("google/") ? googles : `${folder}/`) + name;
root.loadSync("iaq/v1/intake.proto", { keepCase: true });
const [Client, Server] = ["ClientFrame", "ServerFrame"].map((n) => root.lookupType(`iaq.v1.${n}`));
const inquiry = root.lookupType("iaq.v1.SubmitInquiry").fromObject(JSON.parse(readFileSync(file)));
const later = ["ERROR_CODE_BUSY", "ERROR_CODE_UNAVAILABLE"];
const stored = new Set(); // a real client looks into its own store
let decided = false, requests = 0; // decided: the submission has its answer

function connect() {
  const socket = net.createConnection(path);
  const waiting = new Map(); // request_id: what its answer is for
  let held = Buffer.alloc(0);
  const ask = (body, answered) => {
    waiting.set(++requests, answered);
    socket.write(Client.encodeDelimited(Client.create({ request_id: requests, ...body })).finish());
  };
  const submit = () => ask({ submit: inquiry }, ({ accepted, refused, error }) => {
    if (later.includes(error?.code)) {
      setTimeout(() => socket.writable && submit(), error.retry_after_ms);
    } else {
      decided = true;
      console.log("answer", JSON.stringify(accepted ?? refused ?? error));
    }
  });
  const deliver = ({ event_id, kind, next_step, cursor }) => {
    if (!stored.has(event_id)) console.log("stored", event_id, kind, next_step);
    stored.add(event_id);
    ask({ take: { cursor, consumer: "node" } });
  };
  socket.on("connect", () => {
    ask({ subscribe: { consumer: "node" } }); // goes on behind what it took last
    if (!decided) submit();
  });
  socket.on("data", (piece) => {
    held = Buffer.concat([held, piece]);
    for (let end; held.length > 0; held = held.subarray(end)) {
      const reader = protobuf.Reader.create(held);
      try { end = reader.uint32() + reader.pos; } catch { return; } // the length is not whole yet
      if (held.length < end) return;
      const said = Server.decode(held.subarray(reader.pos, end));
      const frame = Server.toObject(said, { enums: String, longs: Number });
      if (frame.delivery) deliver(frame.delivery);
      waiting.get(frame.request_id)?.(frame);
      waiting.delete(frame.request_id);
    }
  });
  socket.on("error", () => {}).on("close", () => setTimeout(connect, 1000));
}
connect();
