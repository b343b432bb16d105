/**
 * `npm run bench:accuracy -- FOLDER [--source NAME | --leave-out NAME | --only ID] [--markdown | --json]`: how well
 * key information is read from the labelled documents in FOLDER, beside what naive readings make of them. Ends with 1
 * when a goal is missed or there is nothing to measure, with 2 when it is asked for what there is not.
 */
import { parseArgs } from 'node:util';
import { readKeyInformation } from '../../src/domain/read/index.ts';
import { ensurePeers } from '../peers.ts';
import { readByChrono } from './chrono.ts';
import { type Document, readCorpus } from './corpus.ts';
import { judgeFacts } from './facts.ts';
import { goalsOf } from './goals.ts';
import { readNaively } from './naive.ts';
import { jsonOf, type Result, tablesOf } from './report.ts';
import { isOfSource, type Scored, scoreDocument, sourceOf } from './score.ts';
import { renderMarkdown, renderText } from './table.ts';

const usage = `Usage: npm run bench:accuracy -- FOLDER [options]
  --source NAME     only the documents of this source
  --leave-out NAME  all but this source, and its totals apart
  --only ID         only this document
  --markdown        the tables as Markdown
  --json            everything as one JSON document`;

function endWith(code: number, message: string): never {
  console.error(message);
  process.exit(code);
}

function readArguments() {
  const name = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      allowPositionals: true,
      options: { source: name, 'leave-out': name, only: name, markdown: flag, json: flag },
    });
  } catch (error) {
    return endWith(2, `${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

const { values: asked, positionals } = readArguments();
const [folder] = positionals;
if (folder === undefined || positionals.length > 1) endWith(2, usage);
if ([asked.source, asked['leave-out'], asked.only].filter((value) => value !== undefined).length > 1)
  endWith(2, `One of --source, --leave-out and --only at a time.\n${usage}`);

const corpus = readCorpus(folder);
if (corpus === null)
  endWith(
    1,
    `There are no labelled documents in ${folder}: nothing was measured. They are no part of this repository.`,
  );

function pick(documents: Document[], what: string, isPicked: (document: Document) => boolean): Document[] {
  const picked = documents.filter(isPicked);
  if (picked.length > 0) return picked;
  const sources = [...new Set(documents.map(sourceOf))].sort().join(', ');
  return endWith(2, `There is no ${what}. Sources: ${sources}`);
}

function hasChrono(): boolean {
  try {
    ensurePeers();
    return true;
  } catch (error) {
    console.error(`Without chrono-node. ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

async function scoreAll(documents: Document[], withChrono: boolean): Promise<Scored[]> {
  const byChrono = withChrono ? await readByChrono(documents) : [];
  return documents.map((document, index) => {
    const { text, title } = document;
    const chrono = byChrono[index];
    return scoreDocument(document, readKeyInformation(text, { title }), {
      'first and last time': readNaively(text, title),
      ...(chrono && { 'first and last time of chrono-node': chrono }),
    });
  });
}

const { documents } = corpus;
const { source, only, 'leave-out': leaveOut } = asked;
const chosen =
  source !== undefined
    ? pick(documents, `source ${source}`, (document) => isOfSource(document, source))
    : only !== undefined
      ? pick(documents, `document ${only}`, ({ label }) => label.id === only)
      : documents;
const apart =
  leaveOut === undefined
    ? null
    : pick(documents, `source ${leaveOut}`, (document) => isOfSource(document, leaveOut));

const withChrono = hasChrono();
const result: Result = {
  scored: await scoreAll(
    chosen.filter((document) => !apart?.includes(document)),
    withChrono,
  ),
  leftOut:
    leaveOut !== undefined && apart ? { name: leaveOut, scored: await scoreAll(apart, withChrono) } : null,
  facts: judgeFacts(corpus.facts, (text) => readKeyInformation(text, {})),
};

const render = asked.markdown ? renderMarkdown : renderText;
console.log(asked.json ? JSON.stringify(jsonOf(result), null, 2) : tablesOf(result).map(render).join('\n\n'));
process.exitCode = goalsOf(result.scored).every(({ met }) => met) ? 0 : 1;
