// Speaks gRPC-Web with connect-web, as a page in a browser would; prints what it got as JSON.
// Usage: client.mjs ADDRESS DESCRIPTORS.binpb REPORT.json ORGAN YEAR
import { readFileSync } from 'node:fs';
import { createFileRegistry, fromBinary, fromJson } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';

const [baseUrl, descriptors, file, organ, year] = process.argv.slice(2);

const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const transport = createGrpcWebTransport({ baseUrl, defaultTimeoutMs: 60_000 });
const connect = service => createClient(registry.getService(`ogi.stats.v1.${service}`), transport);

/** A figure that is absent is unknown, never 0. */
const figure = value => value === undefined ? null : Number(value);

/** The details of a refusal, which travel beside its status as messages of google.rpc. */
function refusal(error) {
  const connectError = ConnectError.from(error);
  const all = type => connectError.findDetails(registry.getMessage(`google.rpc.${type}`));
  const message = Object.fromEntries(all('LocalizedMessage').map(text => [text.locale, text.message]));
  return {
    code: Code[connectError.code],
    reason: all('ErrorInfo')[0].reason,
    field: all('BadRequest')[0].fieldViolations[0].field,
    zh: message['zh-CN'],
    en: message.en,
  };
}

const reports = connect('ReportService');
const report = fromJson(registry.getMessage('ogi.stats.v1.Report'), JSON.parse(readFileSync(file, 'utf8')));
const filed = await reports.fileReport({ report });

const selection = { organs: [organ], firstYear: Number(year) };
const { rows: [{ total }] } = await connect('StatisticsService').queryApplicationOutcomes({ selection });

const answer = {
  filed: filed.report.name,
  total: { received: figure(total.receivedCount), carriedOut: figure(total.carriedOutCount) },
};

// A stream of the server: what has changed, up to the report that was just filed, then it is given up.
const stopping = new AbortController();
answer.watched = [];
try {
  const filter = { divisions: [organ.replace('organs/', 'divisions/')] };
  for await (const page of connect('ChangeService').watchChanges({ filter }, { signal: stopping.signal })) {
    answer.watched.push(...page.changes.map(change => change.resource.value).filter(name => name === filed.report.name));
    if (page.caughtUp) stopping.abort();
  }
} catch (error) {
  answer.stopped = Code[ConnectError.from(error).code];
}

try {
  await reports.fileReport({ report: { name: 'organs/999999/reports/2019-region' } });
} catch (error) {
  answer.refusal = refusal(error);
}
console.log(JSON.stringify(answer));
process.exit();
