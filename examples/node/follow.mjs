// Keeps a copy of what is on file under a division in a file, with grpc-js. Kill it whenever you like.
// Usage: follow.mjs HOST:PORT DIVISION COPY.json PROTO-FOLDER...
//
// The rule that makes a copy miss nothing: what changed is stored together with the position that it reaches to. Here
// both are in one file, which is replaced as a whole; with a database, put both into one transaction.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [address, division, file, ...includeDirs] = process.argv.slice(2);
const [heartbeat, longestPause] = [15, 30]; // seconds; the first is the longest silence of a connection that works

// Numbers of 64 bits as text: a JavaScript number would round them.
const definitions = loadSync(
  ['ogi/stats/v1/change_service.proto', 'google/rpc/status.proto', 'google/rpc/error_details.proto'],
  { includeDirs, longs: String, enums: String, oneofs: true, arrays: true });
const { ogi } = grpc.loadPackageDefinition(definitions);
const changes = new ogi.stats.v1.ChangeService(address, grpc.credentials.createInsecure());
const chosen = { filter: { divisions: [division] }, view: 'CHANGE_VIEW_FULL' };

let copy = read(); // the position, and each resource by its name
function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    return { position: '', resources: {} };
  }
}

function store(next) {
  copy = next;
  writeFileSync(`${file}.new`, JSON.stringify(copy), { flush: true });
  renameSync(`${file}.new`, file); // whoever reads, or is killed here, has the old copy or the new one
}

/** The messages of a stream; one that is silent for too long has lost its connection, though nobody closed it. */
async function* messages(call, silence) {
  const broken = () => Object.assign(new Error('silence'), { code: grpc.status.UNAVAILABLE });
  let timer = setTimeout(() => call.destroy(broken()), silence);
  try {
    for await (const message of call) {
      clearTimeout(timer);
      yield message;
      timer = setTimeout(() => call.destroy(broken()), silence);
    }
  } finally {
    clearTimeout(timer);
    call.cancel();
  }
}

/** Everything as it stands now. Until it is complete the copy stays as it was. */
async function takeSnapshot() {
  const next = { position: '', resources: {} };
  for await (const part of messages(changes.getSnapshot(chosen), 60_000)) {
    for (const each of [...part.divisions, ...part.organs, ...part.reports]) next.resources[each.name] = each;
    // The last message, and only it, has the number of all.
    if (part._totalCount) return store({ ...next, position: part.position });
  }
  throw Object.assign(new Error('the snapshot ended before it was complete'), { code: grpc.status.UNAVAILABLE });
}

/** What a change leaves takes the place of what was there; what left the division or was withdrawn goes. */
function apply(part) {
  const resources = { ...copy.resources };
  for (const change of part.changes) {
    if (change.after) resources[change[change.resource]] = change[change.after];
    else delete resources[change[change.resource]];
  }
  store({ position: part.position, resources });
}

/** The stable reason of a refusal, which travels beside the status. */
function reason(error) {
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  const read = (type, value) => definitions[`google.rpc.${type}`].deserialize(value);
  const info = bytes && read('Status', bytes).details.find(detail => detail.type_url.endsWith('.ErrorInfo'));
  return info && read('ErrorInfo', info.value).reason;
}

for (let pause = 200; ;) {
  try {
    if (!copy.position) await takeSnapshot();
    const watched = { ...chosen, afterPosition: copy.position, heartbeat: { seconds: heartbeat } };
    for await (const part of messages(changes.watchChanges(watched), 2 * heartbeat * 1000)) {
      apply(part);
      pause = 200;
    }
  } catch (error) {
    // The service's database was restored, or the division is another one: begin with a new snapshot.
    if (['HISTORY_CHANGED', 'FEED_CHANGED'].includes(reason(error))) copy.position = '';
    else if (![grpc.status.UNAVAILABLE, grpc.status.RESOURCE_EXHAUSTED].includes(error.code)) throw error;
    else {
      await sleep(pause * (0.5 + Math.random() / 2)); // not all clients at the same moment
      pause = Math.min(2 * pause, longestPause * 1000);
    }
  }
}
