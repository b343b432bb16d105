/**
 * `npm run screenshots`: starts the sandbox, plays the first act as a visitor would, and writes the pictures of
 * the README, and of what a review says of its guidelines. They show the fonts of the machine they are taken on. A chart is drawn besides, with its own font.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { drawApart } from '../src/adapters/charts/draw-apart.ts';
import { startSandbox } from '../src/sandbox-service.ts';
import { ensureChromium } from './parts.ts';
import { sampleChart } from './sample-chart.ts';

type Shot = { file: string; width: number; height: number; scheme: 'light' | 'dark'; scale: number };

const guidelines = 'guidelines.png';
const shots: Shot[] = [
  { file: 'sandbox.png', width: 1440, height: 1000, scheme: 'light', scale: 1 },
  { file: 'sandbox-dark.png', width: 1440, height: 1000, scheme: 'dark', scale: 1 },
  { file: 'sandbox-phone.png', width: 390, height: 844, scheme: 'light', scale: 2 },
  { file: guidelines, width: 1440, height: 1500, scheme: 'light', scale: 1 },
];

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { file, width, height, scheme, scale } = shot;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    deviceScaleFactor: scale,
    reducedMotion: 'reduce',
  });
  await page.goto(url);
  await playFirstAct(page);
  const path = `${folder}${file}`;
  if (file === guidelines) {
    await page.getByRole('link', { name: 'What is left' }).click();
    await page.locator('.comment-head:focus').waitFor();
    await page.locator('#gitlab').screenshot({ path });
  } else await page.screenshot({ path });
  await page.close();
  console.log(`docs/images/${file}`);
}

/** Closes the incident if it is open, and waits until the service has done all of its work. */
async function playFirstAct(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: 'Close incident #1' });
  if (await close.isVisible()) await close.click();
  await page.locator('#act-1.told').waitFor();
  await page.locator('.step', { hasText: 'Bookmarked the review' }).waitFor({ state: 'attached' });
  await page.getByRole('link', { name: 'What is left' }).waitFor();
  await page.mouse.move(0, 0);
}

mkdirSync(folder, { recursive: true });
const { png } = await drawApart().draw(sampleChart());
writeFileSync(`${folder}chart.png`, png);
console.log('docs/images/chart.png');

const { path, note } = await ensureChromium();
if (path === null) throw new Error(`Screenshots need Chromium: ${note}`);
const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu'] });
const sandbox = await startSandbox({ port: 0, level: 'warn' });
try {
  for (const shot of shots) await take(browser, sandbox.url, shot);
} finally {
  await browser.close();
  await sandbox.stop();
}
