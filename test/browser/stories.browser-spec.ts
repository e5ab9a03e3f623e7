/// <reference lib="dom" />
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { workbookFile } from '../../libs/enterprises/src/importing/testing.js';
import { launch, openPage, seriousFaults, signOn, type Complaints } from '../support/browser.js';
import { RunningCity } from '../support/running-city.js';

jest.setTimeout(180_000);

const desk = { width: 1440, height: 900 };
const phone = { width: 360, height: 800 };

describe('in the browser', () => {
  let city: RunningCity;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    browser = await launch();
    city = await RunningCity.start({ today: '2026-11-24', enterprises: 80 });
  });
  afterAll(async () => {
    await browser.close();
    await city.stop();
  });
  beforeEach(async () => {
    ({ context, page, complaints } = await openPage(browser, desk));
  });
  afterEach(async () => {
    await context.close();
    expect(complaints).toEqual({ policy: [], errors: [] });
  });

  it('a list comes in: previewed row by row, applied, and the enterprise stands on its rung', async () => {
    const name = '昆明示例名单试验仪器有限公司';
    const list = workbookFile({
      sheets: [
        {
          name: '名单',
          rows: [
            ['2024 年第一批高新技术企业'],
            ['企业名称', '认定项目', '发证日期', '证书编号', '所属区县'],
            [name, '高新技术企业', '2024-11-06', 'GR202453000999', '五华区'],
            ['昆明示例名单另一家有限公司', '高新技术企业', '2024-02-30', '', '五华区'],
          ],
        },
      ],
    });
    await signOn(page, city.url, 'manager');
    await page.getByRole('link', { name: '名单' }).first().click();
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: '高企名单.xlsx', mimeType: 'application/octet-stream', buffer: list });
    await page.getByRole('button', { name: '读取并预览' }).click();
    await page.getByRole('button', { name: '应用名单' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByText('2024-02-30').first().waitFor();
    await page.getByRole('button', { name: '应用名单' }).click();
    await page.getByText('已应用').first().waitFor();
    await page.goto(`${city.url}/enterprises?q=${encodeURIComponent('名单试验')}`);
    await page.getByText(name).first().click();
    await page.getByRole('heading', { name }).waitFor();
    await page.getByText('GR202453000999').first().waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('an enterprise is told: the sweep reaches its inbox, and it acknowledges', async () => {
    const admin = await city.as('admin');
    await admin.post('/api/v1/sweeps').expect(202);
    await context.close();
    ({ context, page, complaints } = await openPage(browser, phone));
    await signOn(page, city.url, 'enterprise');
    await page.getByRole('heading', { name: '昆明翠湖精密仪器有限公司' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await expect(inboxShows('高新技术企业')).resolves.toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
  });

  /** Opens the inbox until a message that contains the words is there. */
  async function inboxShows(words: string): Promise<boolean> {
    for (let attempt = 0; attempt < 40; attempt++) {
      await page.goto(`${city.url}/inbox`);
      const message = page.getByText(words).first();
      if (
        await message.waitFor({ timeout: 1500 }).then(
          () => true,
          () => false,
        )
      )
        return true;
    }
    return false;
  }

  it.each([
    ['manager', ['/', '/enterprises', '/lists', '/deadlines', '/inbox']],
    ['officer', ['/', '/enterprises', '/deadlines']],
    ['enterprise', ['/', '/deadlines', '/inbox']],
    ['admin', ['/', '/sweeps', '/calendar-years']],
    ['security', ['/', '/people']],
    ['auditor', ['/', '/audit']],
  ] as const)(
    '%s finds nothing on his screens that axe calls serious, on a desk and on a phone',
    async (account, paths) => {
      await signOn(page, city.url, account);
      const found: string[] = [];
      for (const size of [desk, phone]) {
        await page.setViewportSize(size);
        for (const path of paths) {
          await page.goto(`${city.url}${path}`);
          await page.locator('h1').first().waitFor();
          await page.waitForLoadState('networkidle');
          found.push(...(await seriousFaults(page)).map((fault) => `${size.width} ${path} ${fault}`));
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          if (overflow > 0) found.push(`${size.width} ${path} is ${overflow} px too wide`);
        }
      }
      expect(found).toEqual([]);
    },
  );
});
