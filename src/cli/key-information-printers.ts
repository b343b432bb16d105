import type { Reading } from '../domain/read/reading.ts';
import { jsonArray } from './json-array.ts';
import { describeReading } from './key-information-table.ts';
import { count } from './listing.ts';

/** Prints each reading at once: of hundreds of files neither the texts nor what was read are held. */
export type Printer = {
  add(file: string, reading: Reading): void;
  end(unreadable: number): void;
};

type Print = (text: string) => void;

export function jsonPrinter(print: Print): Printer {
  const array = jsonArray(print);
  return { add: (file, reading) => array.add({ file, ...reading }), end: array.end };
}

/** A table for each file, and what they come to where there are several. */
export function tablePrinter(print: Print): Printer {
  const found = { files: 0, start: 0, end: 0, duration: 0, findings: 0 };
  return {
    add: (file, reading) => {
      if (found.files > 0) print('');
      print(describeReading(file, reading));
      found.files += 1;
      found.start += reading.start.local === null ? 0 : 1;
      found.end += reading.end.local === null ? 0 : 1;
      found.duration += reading.duration.minutes === null ? 0 : 1;
      found.findings += reading.findings.length;
    },
    end: (unreadable) => {
      if (found.files + unreadable < 2) return;
      const { files, start, end, duration, findings } = found;
      const lost = unreadable === 0 ? '' : ` ${count(unreadable, 'file')} could not be read.`;
      print(
        `\n${count(files, 'file')}: start found in ${start}, end in ${end}, duration in ${duration}; ${count(findings, 'finding')}.${lost}`,
      );
    },
  };
}
