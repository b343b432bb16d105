import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/parts.ts';

/** null: there is none. Then the test command says so in its last lines, and fails where CI=true. */
export const executablePath = findChromium();

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: executablePath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A page, and what it complained of in its console. `loads`: how often a document was loaded since. */
export type Visit = { page: Page; complaints: string[]; loads: () => number };

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1000 },
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  page.setDefaultTimeout(10_000);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  return { page, complaints, loads: () => loads };
}

/** The button that ends an incident of the story, in its card. */
export async function closeIncident(page: Page, iid: number): Promise<void> {
  await page.getByRole('button', { name: `Close incident #${iid}` }).click();
}

/** Waits until an act has come that far. */
export async function untilAct(page: Page, number: number, progress: 'opened' | 'told'): Promise<void> {
  await page.locator(`#act-${number}.${progress}`).waitFor();
}
