// Shows a page in Chromium and tells in a file what its table says, each time it says something else.
// Usage: browse.mjs FOLDER PORT QUERY PROFILE TOLD.json     (the folder is served at the port; the profile is kept)
import { createServer } from 'node:http';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const [folder, port, query, profile, told] = process.argv.slice(2);

createServer((_, answer) => {
  answer.setHeader('content-type', 'text/html');
  answer.end(readFileSync(`${folder}/index.html`));
}).listen(port, '127.0.0.1');

const browser = await chromium.launchPersistentContext(profile, {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage();
page.on('pageerror', error => console.error(error));
page.on('console', message => console.error(message.text()));
await page.goto(`http://127.0.0.1:${port}/?${query}`);

for (let before = ''; ; await sleep(100)) {
  const rows = await page.$$eval('#reports tr', all => all.map(row => [...row.cells].map(cell => cell.textContent)));
  const now = JSON.stringify(Object.fromEntries(rows));
  if (now === before) continue;
  writeFileSync(`${told}.new`, now);
  renameSync(`${told}.new`, told);
  before = now;
}
