/**
 * chrono-node 2, which finds dates in English prose: the first and the last time that it finds in each text.
 * Takes `{ documents: [{ title, text }], rounds }` as JSON and prints a line for each round of each document.
 */
import { text as readAll } from 'node:stream/consumers';
import * as chrono from 'chrono-node';

// Texts name their dates; this one shows where chrono had to suppose one.
const reference = { instant: new Date('1970-01-01T00:00:00Z'), timezone: 'UTC' };

/** As a script that makes the best of it would: a time without a date belongs to the date above it. */
function findStamps({ title, text }) {
  const stamps = [];
  let date = null;
  const note = (components, isTitle) => {
    if (components.isCertain('day') && components.isCertain('month') && components.isCertain('year'))
      date = [
        String(components.get('year')).padStart(4, '0'),
        twoDigits(components.get('month')),
        twoDigits(components.get('day')),
      ].join('-');
    if (isTitle || date === null || !components.isCertain('hour')) return;
    stamps.push({
      local: `${date}T${twoDigits(components.get('hour'))}:${twoDigits(components.get('minute'))}`,
      isUtc: components.get('timezoneOffset') === 0 && components.isCertain('timezoneOffset'),
    });
  };
  for (const { start } of chrono.parse(title, reference)) note(start, true);
  for (const { start, end } of chrono.parse(text, reference)) {
    note(start, false);
    if (end) note(end, false);
  }
  return { start: stamps.at(0) ?? null, end: stamps.length > 1 ? stamps.at(-1) : null };
}

const twoDigits = (number) => String(number).padStart(2, '0');

const { documents, rounds } = JSON.parse(await readAll(process.stdin));
for (const document of documents)
  for (let round = 0; round < rounds; round += 1) {
    const startedMs = performance.now();
    const found = findStamps(document);
    process.stdout.write(`${JSON.stringify({ ms: performance.now() - startedMs, ...found })}\n`);
  }
