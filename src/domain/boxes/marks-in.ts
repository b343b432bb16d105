const mark = /^<!--\s*guideline:([^\s>]{1,64})\s*-->$/;

/**
 * The ids in the guideline marks of some words, but for those in inline code. From left to right as Markdown reads:
 * whichever of code and comment comes first wins. In linear time.
 */
export function marksIn(words: string): string[] {
  const found: string[] = [];
  const nextRun = runs(words);
  let at = 0;
  while (at < words.length) {
    const character = words[at];
    if (character === '\\') at += 2;
    else if (character === '`') at = nextRun(at);
    else if (character === '<' && words.startsWith('<!--', at)) {
      const end = words.indexOf('-->', at + 4);
      if (end < 0) return found;
      const id = mark.exec(words.slice(at, end + 3))?.[1];
      if (id !== undefined) found.push(id);
      at = end + 3;
    } else at += 1;
  }
  return found;
}

/** Where to read on from a run of backticks: after the next run of the same length, else after itself. */
function runs(words: string): (at: number) => number {
  const placesByLength = new Map<number, number[]>();
  for (const { 0: run, index } of words.matchAll(/`+/g)) {
    const places = placesByLength.get(run.length) ?? [];
    places.push(index);
    placesByLength.set(run.length, places);
  }
  for (const places of placesByLength.values()) places.reverse();
  return (at) => {
    let end = at;
    while (words[end] === '`') end += 1;
    const places = placesByLength.get(end - at) ?? [];
    while ((places.at(-1) ?? end) < end) places.pop();
    const close = places.at(-1);
    return close === undefined ? end : close + end - at;
  };
}
