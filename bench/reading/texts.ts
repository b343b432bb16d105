/** The texts on which reading is timed. All of our own, all made from the size alone. */

/** What somebody on call writes in a long night: a table of figures, sections, a timeline, prose, logs. */
export function incidentText(characters: number): string {
  const pieces = [head];
  for (let hour = 0, length = head.length; length < characters; hour += 1) {
    const piece = hourOf(hour);
    pieces.push(piece);
    length += piece.length;
  }
  return pieces.join('').slice(0, characters);
}

const head = `# Uploads to the media store answered 503

| Metric | Value |
| ------ | ----- |
| Customers Affected | about 1,240 workspaces, ~8 % of all |
| Requests Affected | roughly 2.3 million uploads |
| Incident Severity | severity 2 |
| Start Time | 2031-03-04 06:12 UTC |
| End Time | 2031-03-04 21:48 UTC |
| Total Duration | 15 hrs 36 min |

## Summary

Uploads failed from 06:12 UTC until 21:48 UTC, because the pool of connections to the index was used up.

`;

function hourOf(hour: number): string {
  const date = new Date(Date.UTC(2031, 2, 4, 6 + hour));
  const [day = '', time = ''] = date.toISOString().slice(0, 13).split('T');
  const at = (minute: number) => `${time}:${String(minute).padStart(2, '0')}`;
  return `## ${day} ${at(0)} UTC

Between ${at(3)} and ${at(41)} UTC *one in ${2 + (hour % 7)}* uploads got an error (see the [dashboard](https://metrics.example.com/d/${hour}?from=${day}T${at(0)}Z)). **@dora** asked
whether the write path could be moved; it takes ~20 minutes, and nobody had done it since ${day}.

| Time | What happened |
| ---- | ------------- |
| ${at(2)} | Alert \`UploadErrors\` fires again, ${12 + hour} % of uploads fail |
| ${at(9)} | @alice restarts the workers of the index, errors go down |
| ~${at(17)} | Outage begins anew for about ${300 + hour} customers |
| ${at(38)} - ${at(44)} | Traffic moved to the second pool, service restored |

- ${at(46)} UTC: errors at 0.2 %, watched for ${10 + (hour % 20)} minutes
- ${at(52)} UTC: [x] status page updated, ~~resolved~~ mitigated

> ${at(53)} carol: the pool is at ${hour % 100} of 100 again, do not close yet

\`\`\`text
${day}T${at(54)}:01.${String(hour % 1000).padStart(3, '0')}Z ERROR upload id=${hour * 7919} pool=exhausted waited=30000ms
${day}T${at(54)}:02.118Z WARN  upload id=${hour * 7919} retry in 1h5m10s, 10.2.0.${hour % 256}:5432
${day}T${at(55)}:10.004Z INFO  upload id=${hour * 7919} stored bytes=${1024 * (hour + 1)}
\`\`\`

`;
}

const repeated = (piece: string) => (characters: number) =>
  piece.repeat(Math.ceil(characters / piece.length)).slice(0, characters);

const counted = (piece: (n: number) => string) => (characters: number) => {
  const pieces: string[] = [];
  for (let n = 0, length = 0; length < characters; n += 1) {
    const next = piece(n);
    pieces.push(next);
    length += next.length;
  }
  return pieces.join('').slice(0, characters);
};

/** Half of the text opens, the other half closes. */
const nested = (open: string, close: string) => (characters: number) =>
  `${repeated(open)(characters / 2)}x${repeated(close)(characters / 2)}`.slice(0, characters);

const table = '| Time | What |\n| --- | --- |\n';

/** Texts that whoever can write an incident may write, to see what they cost. */
export const hostileTexts: Record<string, (characters: number) => string> = {
  'half-open emphasis': repeated('*a_ '),
  'open links': repeated('[a](<b'),
  'nested brackets': nested('[', ']'),
  'nested quotes, one line': repeated('> '),
  'deeper quotes line by line': counted((n) => `${'> '.repeat(n % 200)}12:00 began\n`),
  'deeper lists line by line': counted((n) => `${'  '.repeat(n % 200)}- 12:00 began\n`),
  'nested tags': nested('<details>', '</details>'),
  'comments that never end': repeated('<!-- 12:00 '),
  'tags that never end': repeated('<a href="12:00 '),
  'fences of any length': counted((n) => `${'`'.repeat(3 + (n % 300))}\n12:00\n`),
  'runs of backticks': counted((n) => `${'`'.repeat(1 + (n % 300))} `),
  'one line of words': repeated('the service was slow and then it was not '),
  digits: repeated('1234567890'),
  colons: repeated(':'),
  'digits and colons': repeated('12:'),
  times: repeated('12:00 '),
  'times, a line for each': repeated('12:00 outage\n'),
  'dates, one line': repeated('2031-03-04 '),
  'dates in words': repeated('4th March 2031, '),
  'dates that are none': repeated('2031-13-45 99/99/9999 '),
  'times and offsets': repeated('12:00+01:00 UTC PST '),
  'times with open ranges': repeated('12:00 - '),
  dashes: repeated('-'),
  'dashes and blanks': repeated('- '),
  pipes: repeated('|'),
  'open brackets': repeated('('),
  'the word between': repeated('between '),
  'the word from': repeated('from 12:00 to '),
  'numbers and units': repeated('1 h 2 min 3 s '),
  'counts of customers': repeated('about 1,000 customers or '),
  'thousands and thousands': repeated('1,000,'),
  blanks: repeated(' '),
  'blanks, a letter at times': repeated(`${' '.repeat(500)}a`),
  'lines that are empty': repeated('\n'),
  'carriage returns': repeated('12:00\r'),
  'cells in one row': (characters) => `${table}${repeated('| 12:00 ')(characters)}`.slice(0, characters),
  'rows of a table': (characters) =>
    `${table}${repeated('| 12:00 | began |\n')(characters)}`.slice(0, characters),
  headings: counted((n) => `# 2031-03-04 12:00 part ${n}\n`),
  fields: counted((n) => `Start Time: 2031-03-04 ${String(n % 24).padStart(2, '0')}:00\n`),
  'front matter that never ends': (characters) =>
    `---\n${repeated('date: 2031-03-04\n')(characters)}`.slice(0, characters),
  'characters of no width': repeated('\u200b\u200d\ufeff12\u200b:\u200b00'),
  'turned writing': repeated('\u202e\u206612:00\u2069\u202c'),
  'combining marks': repeated('a\u0301\u0301\u0301\u0301'),
  'halves of characters': repeated('\ud83d12:00\udd25'),
  'escaped characters': repeated('\\*\\|\\[&#49;&#50;:00 '),
};
