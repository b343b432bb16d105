import type { Note } from '../domain/events.ts';
import type { LabelEvent, ProjectFacts, StateEvent, TimelineEvent, UserFacts } from '../domain/facts.ts';
import type { Deployment, MergeRequest } from '../domain/times/changes.ts';
import type { Day, Instant, IssueSnapshot } from '../domain/words.ts';

/** Who our token is. A re-created token is a new user. */
export type Identity = { id: number; username: string };

/** An issue with the text that stands in GitLab now. */
export type IssueWithText = IssueSnapshot & {
  description: string;
  author: { id: number; username: string };
  /** false: GitLab counts no comments on it. */
  hasComments: boolean;
};

export type IssueDraft = {
  title: string;
  description: string;
  labels: string[];
  assignee: number | null;
  dueDate: Day | null;
  confidential: boolean;
};

/** `undefined` leaves a field alone. */
export type IssueChange = {
  confidential?: boolean;
  assignee?: number;
  dueDate?: Day;
  addLabels?: string[];
  removeLabels?: string[];
  /** The whole text: GitLab has no lock, so read it directly before. */
  description?: string;
  reopen?: true;
};

export type IssueAddress = { project: number; iid: number };

export type Upload = { name: string; content: Buffer; type: 'image/png' };

export type IssuesBySearch = {
  project: number;
  author: number;
  createdAfter: Instant;
};

/** What changes something in GitLab, and cannot be taken back. */
export interface GitLabWrites {
  createIssue(project: number, draft: IssueDraft): Promise<IssueWithText>;
  changeIssue(address: IssueAddress, change: IssueChange): Promise<IssueWithText>;
  addNote(address: IssueAddress, body: string): Promise<{ id: number }>;
  /** Writes a note of ours anew. */
  changeNote(address: IssueAddress & { note: number }, body: string): Promise<void>;
  /** Ensures a `relates_to` link; says whether it made one. */
  ensureLink(from: IssueAddress, to: IssueAddress): Promise<'linked' | 'already-linked'>;
  /**
   * Puts a picture into a project, for texts of issues there, and answers its address for `![…](url)`, without a title:
   * `/uploads/<32 hex digits>/<name>`, in which GitLab may have changed the name. The address is relative to the
   * project on purpose. GitLab completes it on its pages and in mails, and when an issue is moved it copies the
   * picture along: it looks for this form alone (`FileUploader::MARKDOWN_PATTERN`) and would leave others behind.
   *
   * Whoever can read the project can fetch it, and in a public one whoever has the address, however confidential the
   * issue is that shows it. Nobody but a Maintainer can look whether it is there: repeated after
   * `outcome: 'unknown'`, it leaves at worst a file that no text shows.
   */
  upload(project: number, file: Upload): Promise<{ url: string }>;
  /**
   * Ensures that nobody can fetch an upload any more, by the address that `upload` answered; says whether it was there
   * until now. For Maintainers, others are `gitlab-forbidden`; a GitLab before 17.4 cannot do it, which is
   * `gitlab-not-found`, and not taken for gone. Whoever repeats it does nothing twice.
   */
  ensureUploadGone(project: number, url: string): Promise<'deleted' | 'already-gone'>;
  /**
   * For the next seconds GitLab shows us all that anybody has written: whoever has written something is not sent to
   * a replica that is behind. Where we have not, this writes what concerns nobody but us.
   */
  catchUp(address: IssueAddress): Promise<void>;
}

/**
 * What we need from GitLab. Each call has a deadline. Every failure is a `Problem`; reads are tried
 * again inside, writes never are: after `outcome: 'unknown'` the caller looks before it repeats.
 */
export interface GitLab extends GitLabWrites {
  /** How long the limit on all calls lets nothing through but what is urgent; 0: it lets everything. */
  heldBackMs(): number;
  /** Whatever this work asks of GitLab is urgent. */
  urgently<T>(work: () => Promise<T>): Promise<T>;
  /** Cached for the process. */
  whoAmI(): Promise<Identity>;
  /** By id or path; cached for ten minutes. */
  project(idOrPath: number | string): Promise<ProjectFacts>;
  /** The same as of some seconds ago: for who can read it. */
  projectLately(id: number): Promise<ProjectFacts>;
  /** Ids of all members with at least this access level (a guest's unless told), inherited ones included, as of some seconds ago. */
  memberIds(project: number, accessLevel?: number): Promise<Set<number>>;
  /** Somebody's access level in a project at this moment; 0: no member, or blocked. Never cached. */
  accessOf(project: number, user: number): Promise<number>;
  /** null: nobody has this username. Cached for ten minutes. */
  userByName(username: string): Promise<UserFacts | null>;
  /** Content of `.gitlab/issue_templates/<name>.md` of a project; cached for ten minutes. */
  issueTemplate(project: number, name: string): Promise<string>;

  issue(address: IssueAddress): Promise<IssueWithText>;
  /** Where an issue with this global id stands now; null when it is gone or hidden. For moved issues. */
  issueById(id: number): Promise<IssueAddress | null>;
  relatedIssues(address: IssueAddress): Promise<IssueSnapshot[]>;
  /** Empty on a GitLab that has no timeline events. */
  timeline(projectPath: string, issueId: number): Promise<TimelineEvent[]>;
  labelEvents(address: IssueAddress): Promise<LabelEvent[]>;
  /** Issues of a project by author, oldest first, every page. */
  issuesBy(search: IssuesBySearch): Promise<IssueWithText[]>;
  /**
   * The same as of some seconds ago, perhaps with some that are older: of a thousand who ask in a storm
   * each would read what the others have opened meanwhile.
   */
  issuesByLately(search: IssuesBySearch): Promise<IssueWithText[]>;
  /**
   * One page of those issues of a project that changed between two moments, both included, the oldest change
   * first. Rows that change meanwhile leave the window and let later ones move up: ask on from the last
   * row's moment rather than for the next page.
   */
  issuesChanged(search: {
    project: number;
    which: { type: 'incident' } | { label: string } | 'all';
    after: Instant;
    before: Instant;
    page: number;
  }): Promise<{ issues: IssueSnapshot[]; isLast: boolean }>;
  /** Those of them that are there and that we may see; up to 100 at once. */
  issuesByNumber(project: number, iids: number[]): Promise<IssueSnapshot[]>;
  /** Open issues of a project whose titles have all these words, every page. */
  openIssuesTitled(project: number, words: string): Promise<IssueSnapshot[]>;
  /** When it was closed and opened again, the oldest first. */
  stateEvents(address: IssueAddress): Promise<StateEvent[]>;
  notes(address: IssueAddress): Promise<Note[]>;
  note(address: IssueAddress & { note: number }): Promise<Note>;
  /** The newest hundred of them, the newest first, in one call. */
  newestNotes(address: IssueAddress): Promise<Note[]>;
  /** When the alerts of an incident were raised. Empty before 15.6, and for who may not read alerts. */
  alertsRaised(issueId: number): Promise<Instant[]>;
  /** A hundred at most, in one call; those of the issue's own project first. */
  relatedMergeRequests(address: IssueAddress): Promise<MergeRequest[]>;
  mergeRequest(project: number | string, iid: number): Promise<MergeRequest>;
  /** Those that succeeded and were changed since, the oldest change first; a hundred at most, in one call. */
  deploymentsSince(project: number, after: Instant): Promise<Deployment[]>;
  /** Numbers of the merge requests that were first deployed with a deployment; a hundred at most, in one call. */
  shippedWith(project: number, deployment: number): Promise<number[]>;
}
