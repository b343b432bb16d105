const textOrComment = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*/g;
const estimating = /(?<![\w:.])(?:increase|rate|delta)\s*\(/;
const counting = /^\s*count\s*(?:(?:by|without)\s*\([^()]*\)\s*)?\(/;

/**
 * Whether the value of a query is an estimate, where the source extrapolates. What counts series gives a whole number,
 * whatever the series are made of.
 */
export function isEstimate(query: string): boolean {
  const bare = query.replace(textOrComment, '""');
  return estimating.test(bare) && !isOneCount(bare);
}

/** `count(…)` from the first to the last character, perhaps with `by (…)` or `or vector(0)` behind it. */
function isOneCount(query: string): boolean {
  const head = counting.exec(query);
  if (head === null) return false;
  let depth = 1;
  let at = head[0].length;
  for (; at < query.length && depth > 0; at += 1) {
    if (query[at] === '(') depth += 1;
    if (query[at] === ')') depth -= 1;
  }
  return (
    depth === 0 &&
    /^\s*(?:(?:by|without)\s*\([^()]*\)\s*)?(?:or\s+vector\s*\(\s*\d+\s*\)\s*)?$/.test(query.slice(at))
  );
}
