/// <reference lib="dom" />
// Takes the pictures of the README from a running sample city: node scripts/screenshots.mjs [--url http://127.0.0.1:3000] [--all FOLDER]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    all: { type: 'string' },
    chromium: { type: 'string' },
  },
});
const password = process.env['TIDU_DEMO_PASSWORD'] ?? 'Tidu-demo-2026!';
const desk = { width: 1440, height: 900 };
const phone = { width: 360, height: 800 };
const hero = '昆明翠湖精密仪器有限公司';

/** The pictures that the README shows. */
const shown = [
  { name: 'home', account: 'manager', path: '/', size: desk },
  { name: 'enterprises', account: 'manager', path: '/enterprises', size: desk },
  {
    name: 'enterprise',
    account: 'manager',
    path: `/enterprises?q=${encodeURIComponent(hero)}`,
    follow: hero,
    size: desk,
  },
  { name: 'deadlines', account: 'manager', path: '/deadlines', size: desk },
  { name: 'my-enterprise', account: 'enterprise', path: '/', size: phone },
  { name: 'inbox', account: 'enterprise', path: '/inbox', size: phone },
];

/** Every screen for every role, on a desk and on a phone, in both languages: for looking at. */
const screens = {
  manager: ['/', '/enterprises', `/enterprises?q=${encodeURIComponent(hero)}`, '/lists', '/deadlines', '/inbox'],
  officer: ['/', '/enterprises', '/deadlines', '/inbox'],
  enterprise: ['/', '/deadlines', '/inbox'],
  admin: ['/', '/sweeps', '/calendar-years'],
  security: ['/', '/people'],
  auditor: ['/', '/audit'],
};

const browser = await chromium.launch({
  executablePath: values.chromium ?? process.env['TIDU_CHROMIUM'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

/** @param {{ width: number, height: number }} size @param {string} account @param {'light' | 'dark'} colorScheme */
async function signedOn(size, account, colorScheme = 'light') {
  const context = await browser.newContext({
    viewport: size,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    colorScheme,
  });
  const page = await context.newPage();
  await page.goto(`${values.url}/sign-on`);
  await page.locator('input[autocomplete=username]').fill(account);
  await page.locator('input[type=password]').fill(password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL((at) => at.pathname !== '/sign-on');
  return { context, page };
}

/** @param {import('playwright-core').Page} page @param {string} path @param {string | undefined} follow @param {string} file */
async function take(page, path, follow, file) {
  await page.goto(`${values.url}${path}`);
  await page.waitForLoadState('networkidle');
  if (follow !== undefined) {
    await page.getByText(follow).first().click();
    await page.waitForURL(/\/enterprises\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { name: follow }).waitFor();
    await page.waitForLoadState('networkidle');
  }
  await page.screenshot({ path: file });
  console.log(file);
}

if (values.all === undefined) {
  const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  for (const { name, account, path, follow, size } of shown) {
    const { context, page } = await signedOn(size, account);
    await take(page, path, follow, join(folder, `${name}.png`));
    await context.close();
  }
} else {
  mkdirSync(values.all, { recursive: true });
  for (const [account, paths] of Object.entries(screens)) {
    for (const size of [desk, phone]) {
      const { context, page } = await signedOn(size, account);
      for (const language of ['zh', 'en']) {
        await page.evaluate((chosen) => localStorage.setItem('tidu.language', chosen), language);
        for (const [index, path] of paths.entries()) {
          const follow = path.includes('?q=') && size === desk ? hero : undefined;
          await take(page, path, follow, join(values.all, `${account}-${index}-${size.width}-${language}.png`));
        }
      }
      await context.close();
    }
  }
}
await browser.close();
