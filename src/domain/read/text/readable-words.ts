/** What only shows or hides words in Markdown; a line without any of it is read as it stands. */
const special = /[`*_~<>[\]&\\"“”]|:\/\//;

/** A code span that holds nothing but a time is how many people write times. */
const timeAlone =
  /^(?:[\s\d:.,/+~–-]|T(?=\d)|Z\b|[ap]m\b|UTC|GMT|[A-Z]{3,4}\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|(?:around|about|at|on|ca)\b){1,60}$/i;

const entities: Record<string, string> = { nbsp: ' ', ndash: '–', mdash: '—', amp: '&', lt: '<', gt: '>' };

/**
 * The words of one line of Markdown that are told in the writer's own voice: without code, addresses,
 * images, struck-out text and marks of emphasis. Times in a quotation are masked: they are somebody else's.
 */
export function readableWords(text: string): string {
  if (!special.test(text)) return text.trim();
  return text
    .replace(/(`+)([^`]*)\1/g, (_, __, code: string) =>
      /\d[:.hT]?\d/.test(code) && timeAlone.test(code) ? code : ' ',
    )
    .replace(/~~[^~]*~~|<(del|s|strike)>[^<]*<\/\1>/gi, ' ')
    .replace(/!\[[^\][]*\]\([^()\s]*(?:\s[^()]*)?\)/g, ' ')
    .replace(/\[([^\][]*)\]\(<?[^()<>\s]*(?:\([^()\s]*\)[^()\s]*)?>?(?:\s+"[^"]*")?\)/g, '$1')
    .replace(/\[([^\][]*)\]\[[^\][]*\]/g, '$1')
    .replace(/\[\^[\w-]{1,40}\]/g, ' ')
    .replace(/<br\s*\/?>/gi, ' ; ')
    .replace(/<?\bhttps?:\/\/[^\s<>|)\]]+>?/gi, ' ')
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, '')
    .replace(/["“]([^"“”]{12,400})["”]/g, (_, words: string) => ` "${masked(words)}" `)
    .replace(/&(nbsp|ndash|mdash|amp|lt|gt);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\\([\\`*_{}[\]()#+.!~|-])/g, '$1')
    .replace(/\*+/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\s{2,}/g, ' ')
    .trim();
}

function masked(words: string): string {
  if (!/\s\S+\s/.test(words)) return words;
  return words.replace(/\d[\d:.T-]*[:-]\d+|\d{1,2}\s?[ap]m\b/gi, (time) => time.replace(/\d/g, '#'));
}
