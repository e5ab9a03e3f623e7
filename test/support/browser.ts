/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

/** Without these Chromium asks hosts on the internet at every start. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a page must never do: break the policy of its content, or throw. */
export interface Complaints {
  readonly policy: string[];
  readonly errors: string[];
}

/** The real browser of these tests; `TIDU_CHROMIUM` says where it is. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['TIDU_CHROMIUM'];
  if (!executablePath) throw new Error('TIDU_CHROMIUM is not set: these tests are started by npm run test:browser');
  return chromium.launch({ executablePath, args: quiet });
}

export async function openPage(
  browser: Browser,
  size: { readonly width: number; readonly height: number },
): Promise<{ context: BrowserContext; page: Page; complaints: Complaints }> {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const complaints: Complaints = { policy: [], errors: [] };
  await context.exposeFunction('reportPolicy', (what: string) => complaints.policy.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report = (window as unknown as { reportPolicy: (what: string) => void }).reportPolicy;
      report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.errors.push(error.message));
  return { context, page, complaints };
}

export async function signOn(page: Page, url: string, account: string, password = 'Tidu-demo-2026!'): Promise<void> {
  await page.goto(`${url}/sign-on`);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.waitForURL((at) => at.pathname !== '/sign-on');
}

/** What axe finds serious or critical, in words. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
