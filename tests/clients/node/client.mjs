// Files a report and asks for its figures with grpc-js; prints what it got as JSON.
// Usage: client.mjs HOST:PORT REPORT.json ORGAN YEAR PROTO-FOLDER...
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [address, file, organ, year, ...includeDirs] = process.argv.slice(2);

const definitions = loadSync(
  ['ogi/stats/v1/report_service.proto', 'ogi/stats/v1/statistics_service.proto', 'google/rpc/error_details.proto'],
  { includeDirs, longs: String, enums: String, oneofs: true });
const { ogi } = grpc.loadPackageDefinition(definitions);

/** A client whose calls can be awaited. */
function connect(Service) {
  const client = new Service(address, grpc.credentials.createInsecure());
  const deadline = () => ({ deadline: Date.now() + 60_000 });
  return (rpc, request) => promisify(client[rpc]).call(client, request, new grpc.Metadata(), deadline());
}

/** A figure that is absent is unknown, never 0. */
const figure = (message, field) => message?.[field] === undefined || message[field] === null ? null : Number(message[field]);

async function outcomes(call, selection) {
  const { rows: [{ total }] } = await call('QueryApplicationOutcomes', { selection });
  return {
    received: figure(total, 'receivedCount'),
    carriedIn: figure(total, 'carriedInCount'),
    granted: figure(total, 'grantedCount'),
    partiallyGranted: figure(total, 'partiallyGrantedCount'),
    refused: figure(total.refused, 'totalCount'),
    unableToProvide: figure(total.unableToProvide, 'totalCount'),
    notProcessed: figure(total.notProcessed, 'totalCount'),
    otherwiseHandled: figure(total.otherwiseHandled, 'totalCount'),
    total: figure(total, 'totalCount'),
    carriedOut: figure(total, 'carriedOutCount'),
    blank: total.notes.filter(note => note.condition === 'FIGURE_CONDITION_BLANK').flatMap(note => note.fields.paths),
  };
}

async function reviews(call, selection) {
  const { rows: [row] } = await call('QueryReviewResults', { selection });
  const columns = ['upheldCount', 'correctedCount', 'otherCount', 'pendingCount', 'totalCount'];
  const line = results => columns.map(column => figure(results, column));
  return {
    reconsideration: line(row.reconsideration),
    direct: line(row.litigationDirect),
    afterReconsideration: line(row.litigationAfterReconsideration),
  };
}

/** A division's own figure and the sum of its reports, once the roll-up has the report that was just filed. */
async function division(call, name, position) {
  const selection = { divisions: [name], firstYear: Number(year) };
  const { rows: [row] } = await call('QueryApplicationOutcomes', { selection, read: { minPosition: position } });
  return {
    basis: row.header.basis,
    received: figure(row.total, 'receivedCount'),
    expected: row.header.coverage.expectedCount,
    reported: row.header.coverage.reportedCount,
  };
}

/** The details of a refusal, which travel beside its status as messages of google.rpc. */
function refusal(error) {
  const read = (type, bytes) => definitions[`google.rpc.${type}`].deserialize(bytes);
  const { details } = read('Status', error.metadata.get('grpc-status-details-bin')[0]);
  const all = type => details.filter(detail => detail.type_url.endsWith(`.${type}`)).map(detail => read(type, detail.value));
  const message = Object.fromEntries(all('LocalizedMessage').map(text => [text.locale, text.message]));
  return {
    code: grpc.status[error.code],
    reason: all('ErrorInfo')[0].reason,
    field: all('BadRequest')[0].fieldViolations[0].field,
    zh: message['zh-CN'],
    en: message.en,
  };
}

const reports = connect(ogi.stats.v1.ReportService);
const statistics = connect(ogi.stats.v1.StatisticsService);
const { report } = await reports('FileReport', { report: JSON.parse(readFileSync(file, 'utf8')) });
const selection = { organs: [organ], firstYear: Number(year) };
const answer = {
  filed: report.name,
  outcomes: await outcomes(statistics, selection),
  reviews: await reviews(statistics, selection),
  division: await division(statistics, organ.replace('organs/', 'divisions/'), report.lastEvent.position),
};
try {
  await reports('FileReport', { report: { name: 'organs/999999/reports/2019-region' } });
} catch (error) {
  answer.refusal = refusal(error);
}
console.log(JSON.stringify(answer));
process.exit();
