// Reads a Parquet file with hyparquet; prints what the file says of itself, and its rows, as JSON. Numbers are digits.
// Usage: read.mjs FILE
import { decompress } from 'fzstd';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

const file = await asyncBufferFromFile(process.argv[2]);
const metadata = await parquetMetadataAsync(file);
const columns = metadata.schema.slice(1);

/** As decimal digits, without zeros behind the point. */
const digits = (value, scale) => scale === undefined ? String(value) : value.toFixed(scale).replace(/\.?0+$/, '');

const rows = await parquetReadObjects({ file, metadata, compressors: { ZSTD: packed => decompress(packed) } });
console.log(JSON.stringify({
  about: Object.fromEntries(metadata.key_value_metadata.map(({ key, value }) => [key, value])),
  columns: Object.fromEntries(columns.map(({ name, type, scale }) => [name, scale === undefined ? type : 'DECIMAL'])),
  rows: rows.map(row => Object.fromEntries(columns
    .filter(({ name }) => row[name] !== null && row[name] !== undefined)
    .map(({ name, scale }) => [name, digits(row[name], scale)]))),
}));
