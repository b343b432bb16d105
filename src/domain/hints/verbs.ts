/** With what actions begin, as they stand in imperatives; their other forms are told by their endings. */
const verbs = new Set(
  `add adjust adopt agree alert align allow amend announce apply archive ask assess attach audit automate avoid backfill
  backport backup ban block bring buffer build bump cache cap capture catch change check clarify clean clear close
  collect communicate compare complete configure confirm consider contact convert copy correct cover create cut
  debug decide declare decouple decrease define delete deploy deprecate describe design detect determine develop
  disable discard discuss distribute do document double draft drain drop educate emit enable encrypt enforce enhance ensure
  escalate establish estimate evaluate exclude execute expand expire explore export expose extend fail filter find finish
  fix flag follow force forbid free gate gather generate get give group guard handle harden have help hide
  identify implement import improve include increase index inform instrument integrate introduce investigate isolate
  keep label launch learn let limit link list lock log look lower make manage mark measure merge
  migrate minimise minimize mirror mitigate monitor move mute name notify open optimise optimize order organise
  organize page patch pin plan post prepare prevent prioritise prioritize probe promote propose protect prove provide
  provision prune publish pull purge push put queue raise reach read reboot rebuild recommend record recover
  redeploy redesign reduce refactor refine refuse register reindex reject release reload remind remove rename reorder
  repair repeat replace replicate report request require rerun research reset resolve restart restore restrict
  rethink retire retry return reuse revert review revise revisit rewrite rework roll rotate run save scale scan
  schedule separate serve set share shard ship shorten show shrink shut simplify simulate skip solve sort split stop
  store strengthen study submit support swap switch sync take talk teach tell test throttle tighten time trace track
  train trigger trim try tune turn unblock understand unify update upgrade upload use validate verify wait warm
  warn watch work wrap write`
    .split(/\s+/)
    .filter((verb) => verb !== ''),
);

const modal =
  /\b(?:should|must|will|shall|need(?:s|ed)?|to|can|could|have|has|is|are|was|were|be|been|we|let's)\b/i;
/** What begins so is a wish and no act: better alerts. */
const wish =
  /^\W*(?:better|more|less|fewer|new|improved|additional|further|missing|proper|automatic|automated)\b/i;
const longest = 500;

/**
 * Whether words say that something is done. Only a few words without any verb are told apart from an action, and none in
 * another script than ours.
 */
export function hasVerb(words: string): boolean {
  const all =
    words
      .slice(0, longest)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  if (all.length === 0 || all.length > 6) return true;
  if (wish.test(words)) return modal.test(words);
  if (modal.test(words) || all.some((word) => !/^[a-z]+$/.test(word))) return true;
  return all.some((word) => verbs.has(word) || formsOf(word).some((form) => verbs.has(form)));
}

/** What a word may be a form of: `adding`, `added`, `adds`, `stopping`, `tried`. */
function formsOf(word: string): string[] {
  const [, stem = ''] = /^(.{2,})(?:ing|ed|es|s)$/.exec(word) ?? [];
  if (stem === '') return [];
  const doubled = /(.)\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  return [stem, `${stem}e`, word.replace(/ie[ds]$/, 'y'), word.replace(/(?:ed|s)$/, ''), ...doubled];
}
