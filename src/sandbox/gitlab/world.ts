import type { Random } from './random.ts';
import type { Settings } from './settings.ts';
import type { Db, Hook, Issue, Note, Project, Upload, User } from './state.ts';

/** Who acts, and by which door: GitLab tells webhooks apart by it. */
export type Origin = {
  user: User;
  via: 'ui' | 'rest';
  /** The `X-Gitlab-Event-UUID` of the request, if the client forwarded one: recursion detection lives on it. */
  eventUuid?: string | undefined;
};

/** Something that happened to an issue and that hooks may want to know. Records are copies of that moment. */
export type HookEvent =
  | {
      kind: 'issue';
      action: 'open' | 'update' | 'close' | 'reopen';
      before: Issue | null;
      after: Issue;
      origin: Origin;
      /** Delivered that much later than the event before it. */
      delayMs: number;
      /** Changes that are announced besides the difference of `before` and `after`. */
      alsoChanged: Record<string, { previous: unknown; current: unknown }>;
    }
  | { kind: 'note'; action: 'create' | 'update'; note: Note; issue: Issue; origin: Origin };

/** Somebody whom GitLab would notify because a text names them. */
export type Mention = {
  kind: 'user' | 'group' | 'all';
  name: string;
  issueId: number;
  by: string;
  where: 'description' | 'note';
};

/** A text of `from` names `to`: GitLab leaves a system note there. */
export type CrossReference = { fromIssueId: number; toIssueId: number; by: string };

/** A quick action that a text executed, with the rights of its writer. */
export type ExecutedCommand = { name: string; argument: string; issueId: number; by: string };

/** A request, body field, query parameter, … that nobody taught the double. */
export type Unforeseen = { what: string; where: string };

export type Journal = {
  mentions: Mention[];
  crossReferences: CrossReference[];
  commands: ExecutedCommand[];
  unforeseen: Unforeseen[];
};

/** An attempt to deliver, as GitLab keeps it for a week. What was dropped leaves no entry. */
export type HookLogEntry = {
  id: number;
  hookId: number;
  url: string;
  /** `issue_hooks`, `confidential_note_hooks`, … */
  trigger: string;
  headers: Record<string, string>;
  payload: Record<string, unknown>;
  /** null: there was no answer. */
  status: number | null;
  createdAt: string;
};

export type World = {
  /** The primary. Reads through the API may see an older clone. */
  db: Db;
  /** Oldest first. */
  uploads: Upload[];
  settings: Settings;
  journal: Journal;
  random: Random;
  now(): Date;
  /** Base address without a slash at the end; known once the server listens. */
  url: string;
  /** Oldest first; the latest 10,000. */
  hookLog: HookLogEntry[];
  /** How often hooks were tested, by project, user and minute. */
  hookTests: Map<string, number>;
  /** Sends a made-up issue event, also through a hook that is disabled; resolves with the receiver's status. */
  testHook(hook: Hook, by: User): Promise<number | null>;
  /** Called after each act with what happened; the webhooks listen here. */
  emit(event: HookEvent): void;
  /** Called after every change of the state. */
  changed(): void;
};

export function stamp(world: World): string {
  return world.now().toISOString();
}

export function projectOf(db: Db, issue: Pick<Issue, 'projectId'>): Project {
  const project = db.projects.get(issue.projectId);
  if (!project) throw new Error(`the double lost project ${issue.projectId}`);
  return project;
}

export function userById(db: Db, id: number): User {
  const user = db.users.get(id);
  if (!user) throw new Error(`the double lost user ${id}`);
  return user;
}

export function userByName(db: Db, username: string): User | undefined {
  const wanted = username.toLowerCase();
  return [...db.users.values()].find((user) => user.username.toLowerCase() === wanted);
}

export function projectByRef(db: Db, ref: number | string): Project | undefined {
  if (typeof ref === 'number' || /^\d+$/.test(ref)) return db.projects.get(Number(ref));
  const wanted = ref.toLowerCase();
  return [...db.projects.values()].find((project) => project.path.toLowerCase() === wanted);
}

export function issueByIid(db: Db, projectId: number, iid: number): Issue | undefined {
  return [...db.issues.values()].find((issue) => issue.projectId === projectId && issue.iid === iid);
}

export function labelNames(db: Db, issue: Issue): string[] {
  const { labels } = projectOf(db, issue);
  return labels.filter((label) => issue.labelIds.includes(label.id)).map((label) => label.name);
}
