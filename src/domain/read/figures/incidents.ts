import type { Document } from '../document/document.ts';

const label =
  /^(?:link (?:to )?(?:the )?)?(?:related |original )?incident(?: issue| link| ticket| number| report| id)?(?: link)?$/i;
const address =
  /https?:\/\/[^\s<>()|\]]{1,300}?\/(?:-\/)?(?:issues|work_items|incidents)(?:\/incident)?\/\d+/i;
const reference = /(?<![\w/])(?:[\w.-]{1,80}(?:\/[\w.-]{1,80}){1,8})?#\d{1,9}\b/;
const longest = 600;

/** The incident that a document belongs to, from the field that asks for it. As written: `#12`, `group/project#12`, an address. */
export function readIncident(document: Document): string | null {
  for (const [index, line] of document.lines.entries()) {
    if (line.kind === 'blank' || line.source.length > longest) continue;
    const name = line.cells?.[0] ?? /^([^:]{3,50}?)\s*(?::|$)/.exec(line.text)?.[1] ?? '';
    if (!label.test(name.trim())) continue;
    const from = line.source.indexOf(name) + name.length;
    const beside = incidentIn(line.source.slice(Math.max(0, from)));
    if (beside !== null) return beside;
    if (line.text.length > name.length + 1) continue;
    const below = document.lines.slice(index + 1, index + 4).find(({ kind }) => kind !== 'blank');
    const found = below ? incidentIn(below.source) : null;
    if (found !== null) return found;
  }
  return null;
}

function incidentIn(source: string): string | null {
  return (
    reference.exec(source.replace(address, (url) => url.replaceAll('#', ' ')))?.[0] ??
    address.exec(source)?.[0] ??
    null
  );
}
