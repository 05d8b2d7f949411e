// Opens the reference page in Chromium; prints what it shows, which other hosts it asked, and what went wrong.
// Usage: reference.mjs ADDRESS LOCALE SCREENSHOT.png
import { chromium } from 'playwright-core';

const [address, locale, screenshot] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
const page = await browser.newPage({ locale, viewport: { width: 1400, height: 1000 } });
const [elsewhere, wrong] = [[], []];
page.on('request', request => {
  const url = new URL(request.url());
  if (url.protocol.startsWith('http') && url.origin !== new URL(address).origin) elsewhere.push(request.url());
});
page.on('pageerror', error => wrong.push(String(error)));
page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
await page.goto(`${address}/reference`);
await page.getByText('StatisticsService').first().waitFor();
await page.getByText('StatisticsService').first().click();
await page.getByText('QueryApplicationOutcomes').first().waitFor();
await page.screenshot({ path: screenshot });
console.log(JSON.stringify({ elsewhere, wrong, text: await page.innerText('body') }));
await browser.close();
