import type { Evidence } from '../check/evidence.ts';
import { partsOf, piecesOf } from '../review-text/sections.ts';
import type { Hint } from './hint.ts';

const longestPiece = 10_000;
const code = /`[^`\n]*`/g;

/** What is said of people and of machines alike; before or behind a mention it is about a person. */
const failing =
  '(?:forgot|failed to|did(?: not|n.t)|neglected|overlooked|ignored|missed|broke|caused|mistakenly|accidentally|wrongly|carelessly|should(?: not|n.t)? have|was (?:careless|responsible|at fault|to blame)|made (?:a|an|the) (?:mistake|error))';
/** What is said of people alone. */
const human =
  '(?:forgot|neglected|overlooked|misread|mistyped|carelessly|was (?:careless|at fault|to blame)|made (?:a|an|the) (?:mistake|error)|should have (?:known|checked|noticed|tested|asked))';
const fault =
  '(?:caused by|fault of|mistake (?:of|by)|error (?:of|by)|blame(?:d)?|negligence of|carelessness of|thanks to the carelessness of)';
/** A user, and no group, package or address. */
const mention = '(?<![\\w@/.])@[a-z0-9_](?:[\\w.-]{0,60}[\\w-])?(?![\\w/])';
const fullName = '\\p{Lu}\\p{Ll}{1,30} \\p{Lu}\\p{Ll}{1,30}';

/** Few and certain, for to be told so without reason is worse than not to be told. */
const forms = [
  new RegExp(
    `${mention}(?:['’]s (?:mistake|error|fault|negligence|carelessness)|,?(?: \\w{1,20}){0,2}? ${failing})\\b`,
    'iu',
  ),
  new RegExp(`\\b${fault} ${mention}`, 'iu'),
  new RegExp(
    `(?<![\\p{L}-])${fullName}(?:['’]s (?:mistake|negligence|carelessness)| (?:had |has |simply |just )?${human})(?!\\p{L})`,
    'u',
  ),
  new RegExp(
    `(?<!\\p{L})(?:mistake (?:of|by)|negligence of|carelessness of|blame(?:d)?) ${fullName}(?!\\p{L})`,
    'u',
  ),
];

/** A cause that is a person: what made it possible for them is the better question. Names nobody itself. */
export function peopleAsCause({ text }: Pick<Evidence, 'text'>): Hint[] {
  const found = piecesOf(partsOf(text, 'Root Cause')).find(({ source }) => {
    const words = source.slice(0, longestPiece).replace(code, ' ').replace(/\s+/g, ' ');
    return forms.some((form) => form.test(words));
  });
  if (found === undefined) return [];
  const says =
    '_Root Cause_ seems to name a person. What in the system, the tools or the process let it happen, and would have let it happen to anybody?';
  return [{ about: 'person-as-cause', line: found.line, says }];
}
