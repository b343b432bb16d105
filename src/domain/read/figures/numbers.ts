import { numberWords } from '../text/number-words.ts';

/** A number in a text, with what is said around it. */
export type Amount = {
  value: number;
  from: number;
  to: number;
  isPercent: boolean;
  isHedged: boolean;
  isRange: boolean;
};

const words: Record<string, number> = {
  ...numberWords,
  hundred: 100,
  dozen: 12,
};
const scales: Record<string, number> = {
  thousand: 1e3,
  k: 1e3,
  million: 1e6,
  mio: 1e6,
  m: 1e6,
  mn: 1e6,
  billion: 1e9,
  b: 1e9,
  bn: 1e9,
  hundred: 100,
  dozen: 12,
};

const pattern = new RegExp(
  String.raw`(?<![\w.,:/#$€£-])(?:(?<digits>\d{1,3}(?:[,.'\u00a0\u202f]\d{3}){1,4}(?![\d.,]\d|\d)|\d{1,3},\d{1,2}(?=\s?(?:%|million|mio|billion|thousand))|\d{1,15}(?:\.\d{1,6})?(?!\d))|(?<word>\b(?:a\s(?=dozen|hundred|thousand|million)|${Object.keys(words).join('|')})\b))(?:[\s-]?(?<scale>thousand|million|mio|billion|hundred|dozen|[kmb]n?(?![\p{L}\d])))?(?<percent>\s?(?:%|percent\b|per cent\b))?`,
  'giu',
);
const hedge =
  /(?:[~≈<>≥≤±]|\b(?:about|around|approx(?:imately|\.)?|roughly|almost|nearly|over|under|up to|at least|at most|more than|less than|fewer than|some|ca\.?|circa|an estimated|estimated|only about|close to|between|upwards of|as many as))\s?(?:an?\s)?$/i;

const moreWords = new RegExp(`^[\\s-](?:and\\s)?(?:${Object.keys(words).join('|')})\\b`, 'i');

/** Counts and shares, but no times, versions, dates or numbers of issues. Bounded to the first 100. */
export function readAmounts(text: string): Amount[] {
  const amounts: Amount[] = [];
  let read = 0;
  for (const found of text.matchAll(pattern)) {
    const { digits, word, scale, percent } = found.groups ?? {};
    const end = found.index + found[0].length;
    if (percent !== undefined && Number(digits) > 100) continue;
    // "two thousand five hundred", "twenty-five": more than this understands.
    if (word !== undefined && moreWords.test(text.slice(end, end + 16))) continue;
    if (found.index < read || isOther(text.slice(end, end + 12), percent !== undefined)) continue;
    const base =
      digits === undefined
        ? (words[(word ?? '').toLowerCase().trim()] ?? 1)
        : amountOf(digits, scale, percent);
    const value = rounded(base * (scale === undefined ? 1 : (scales[scale.toLowerCase()] ?? 1)));
    const before = text.slice(Math.max(0, found.index - 24), found.index);
    const upTo = upperEnd(text.slice(end, end + 24), before);
    const to = end + upTo;
    read = to;
    if (/\d\s(?:in|out of)\s$/.test(before)) continue;
    const isHedged = upTo > 0 || hedge.test(before);
    amounts.push({
      value,
      from: found.index,
      to,
      isPercent: percent !== undefined,
      isHedged,
      isRange: upTo > 0,
    });
    if (amounts.length === 100) break;
  }
  return amounts;
}

/** How many characters the upper end of "300-400" or "between 1,000 and 2,000" takes. */
function upperEnd(after: string, before: string): number {
  const found = /^\s?(-|–|to|and)\s?\d[\d.,]*(?:\s?(?:k|m|thousand|million)\b)?(?!-\d)/i.exec(after);
  if (!found || (found[1] === 'and' && !/\bbetween\W*$/i.test(before))) return 0;
  return found[0].length;
}

/** What follows shows that it is a time, a length or a size. */
function isOther(after: string, isPercent: boolean): boolean {
  if (isPercent) return false;
  return /^(?:\p{L}|:\d|-\d+-|[/x]\d|\s(?:in|out of)\s\d|\s?(?:[ap]m\b|utc|gmt|h(?:ou)?rs?\b|min(?:ute)?s?\b|sec(?:ond)?s?\b|ms\b|days?\b|weeks?\b|months?\b|years?\b|[gmkt]i?b\b|°|st\b|nd\b|rd\b|th\b))/iu.test(
    after,
  );
}

/** `90.733` users are ninety thousand: nobody counts thousandths of a user, but 5.013 million and 0.125 % are. */
function amountOf(digits: string, scale: string | undefined, percent: string | undefined): number {
  if (/^\d{1,3}(?:[,'\u00a0\u202f]\d{3})+$/.test(digits)) return Number(digits.replace(/\D/g, ''));
  const isGrouped = /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(digits) && scale === undefined && percent === undefined;
  return Number(isGrouped ? digits.replaceAll('.', '') : digits.replace(',', '.'));
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
