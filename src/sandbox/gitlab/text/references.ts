import { addressesIn, proseOf } from './prose.ts';

/** `all` is everybody in the project; GitLab reads names up to the last letter, digit, `_` or `-`. */
export function mentionsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const piece of proseOf(text)) {
    for (const match of piece.matchAll(/(?<![\w@/.])@([a-zA-Z0-9_][a-zA-Z0-9_./-]*)/g)) {
      const name = match[1]?.replace(/[./-]+$/, '');
      if (name) found.add(name);
    }
  }
  return found;
}

/** An issue as a text names it; without a path it is of the same project. */
export type WrittenReference = { path: string | null; iid: number };

/** `#12`, `group/project#12`, and addresses of issues on this GitLab. */
export function issueReferencesIn(text: string, baseUrl: string): WrittenReference[] {
  const found: WrittenReference[] = [];
  for (const piece of proseOf(text)) {
    for (const match of piece.matchAll(/(?<![\w&/-])([\w.-]+(?:\/[\w.-]+)+)?#(\d+)\b/g)) {
      found.push({ path: match[1] ?? null, iid: Number(match[2]) });
    }
  }
  for (const address of addressesIn(text)) {
    const reference = readAddress(address, baseUrl);
    if (reference) found.push(reference);
  }
  return found;
}

/** Reads `#12`, `group/project#12` or an address, as `/relate` takes them. */
export function readReference(written: string, baseUrl: string): WrittenReference | null {
  const short = /^([\w.-]+(?:\/[\w.-]+)+)?#(\d+)$/.exec(written);
  if (short) return { path: short[1] ?? null, iid: Number(short[2]) };
  return readAddress(written, baseUrl);
}

function readAddress(address: string, baseUrl: string): WrittenReference | null {
  if (!address.startsWith(`${baseUrl}/`)) return null;
  const match = /^(.+?)\/-\/(?:issues|issues\/incident|work_items)\/(\d+)(?:[?#].*)?$/.exec(
    address.slice(baseUrl.length + 1),
  );
  return match?.[1] ? { path: match[1], iid: Number(match[2]) } : null;
}
