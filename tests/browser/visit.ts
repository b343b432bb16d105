import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { findChromium } from '../../scripts/parts.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox-service.ts';

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

/**
 * One sandbox and one page for all tests of a block, which must not stand in each other's way. Each test begins
 * with the page loaded anew; it fails when the page complained of something.
 */
export function stageFor(options: BrowserContextOptions = {}): {
  sandbox: Sandbox;
  page: Page;
  browser: Browser;
  complaints: string[];
} {
  const parts: { browser?: Browser; sandbox?: Sandbox; visited?: Visit } = {};
  const there = <T>(part: T | undefined): T => {
    if (part === undefined) throw new Error('the stage is not set yet');
    return part;
  };
  beforeAll(async () => {
    parts.browser = await openBrowser();
    parts.sandbox = await startSandbox({ port: 0, level: 'silent' });
    parts.visited = await visit(parts.browser, parts.sandbox.url, options);
  });
  beforeEach(async () => {
    await there(parts.visited).page.goto(there(parts.sandbox).url);
  });
  afterEach(() => {
    expect(there(parts.visited).complaints.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await parts.browser?.close();
    await parts.sandbox?.stop();
  });
  return {
    get sandbox() {
      return there(parts.sandbox);
    },
    get browser() {
      return there(parts.browser);
    },
    get page() {
      return there(parts.visited).page;
    },
    get complaints() {
      return there(parts.visited).complaints;
    },
  };
}
