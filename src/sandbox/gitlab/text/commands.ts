/** Quick actions the double executes. */
const EXECUTED = [
  'assign',
  'unassign',
  'close',
  'confidential',
  'due',
  'label',
  'labels',
  'remove_label',
  'unlabel',
  'remove_due_date',
  'relate',
  'reopen',
  'severity',
  'timeline',
  'title',
] as const;

/**
 * Quick actions that GitLab knows besides. The double recognises and removes them as GitLab does, but does
 * not play them: executing one is reported as unforeseen.
 */
const KNOWN = [
  'add_child',
  'award',
  'blocked_by',
  'blocks',
  'board_move',
  'clone',
  'copy_metadata',
  'create_merge_request',
  'done',
  'duplicate',
  'epic',
  'estimate',
  'health_status',
  'invite_email',
  'link',
  'lock',
  'milestone',
  'move',
  'page',
  'promote_to',
  'promote_to_incident',
  'reassign',
  'relabel',
  'remove_epic',
  'remove_estimate',
  'remove_milestone',
  'remove_parent',
  'remove_time_spent',
  'remove_zoom',
  'set_parent',
  'spend',
  'spent',
  'status',
  'subscribe',
  'todo',
  'type',
  'unlock',
  'unsubscribe',
  'weight',
  'zoom',
] as const;

/** A command as it was written: name in lower case, argument trimmed. */
export type WrittenCommand = { name: string; argument: string; line: string };

const names = [...EXECUTED, ...KNOWN].toSorted((a, b) => b.length - a.length);
const pattern = new RegExp(`^/(${names.join('|')})(?: ([^\\n]*))?\\s*$`, 'i');

/** Reads one line as a quick action; GitLab wants the slash in the first column. */
export function readCommand(line: string): WrittenCommand | null {
  const match = pattern.exec(line);
  if (!match?.[1]) return null;
  return { name: match[1].toLowerCase(), argument: (match[2] ?? '').trim(), line: line.trimEnd() };
}
