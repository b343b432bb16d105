import type { Day, Instant, Visibility } from '../../../domain/words.ts';
import { ensureLabel } from '../rules/labels.ts';
import {
  ACCESS,
  type Hook,
  type Label,
  nextId,
  type Project,
  type Role,
  type Token,
  type User,
} from '../state.ts';
import { stamp, type World } from '../world.ts';
import { type IssueRef, type ProjectRef, requireIssue, requireProject, requireUser } from './refs.ts';

export type NewProject = {
  path: string;
  name?: string;
  description?: string;
  visibility?: Visibility;
  issuesAccess?: Project['issuesAccess'];
  mergeRequestsAccess?: Project['mergeRequestsAccess'];
  environmentsAccess?: Project['environmentsAccess'];
  archived?: boolean;
  /** Roles by username. */
  members?: Record<string, Role>;
};

export type NewHook = {
  url: string;
  token?: string;
  /** `whsec_…`; used from GitLab 19.0 on, ignored before. */
  signingToken?: string;
  /** All four switches are on unless switched off. */
  issues?: boolean;
  confidentialIssues?: boolean;
  notes?: boolean;
  confidentialNotes?: boolean;
  customTemplate?: string;
};

export type Seeds = {
  addUser(user: {
    username: string;
    name?: string;
    bot?: boolean;
    state?: User['state'];
    admin?: boolean;
  }): User;
  addProject(project: NewProject): Project;
  addMember(project: ProjectRef, username: string, role: Role): void;
  removeMember(project: ProjectRef, username: string): void;
  /** The user is made if nobody has the name. Scopes are `['api']` and it never expires, unless said otherwise. */
  addToken(token: { value: string; user: string; scopes?: string[]; expiresOn?: Day }): Token;
  revokeToken(value: string): void;
  addLabel(project: ProjectRef, name: string, more?: { color?: string; description?: string }): Label;
  /** Takes it from all issues too, and leaves nulls in the label events. Fires nothing. */
  deleteLabel(project: ProjectRef, name: string): void;
  addIssueTemplate(project: ProjectRef, name: string, content: string): void;
  addHook(project: ProjectRef, hook: NewHook): Hook;
  removeHook(id: number): void;
  /** As after too many failures: until a moment, or for good. */
  disableHook(id: number, until?: Instant): void;
  setVisibility(project: ProjectRef, visibility: Visibility): void;
  /** Renames or transfers a project; its former path is answered with 301 from then on. */
  renameProject(project: ProjectRef, path: string): void;
  setUserState(username: string, state: User['state']): void;
  /** Puts a description into the database as it is, as an older GitLab may have left it. Fires nothing. */
  unsafeStoreDescription(issue: IssueRef, text: string): void;
};

/** What an administrator sets up before anything happens. None of it fires a webhook. */
export function seeds(world: World): Seeds {
  const { db } = world;

  const addUser: Seeds['addUser'] = ({ username, name, bot, state, admin }) => {
    const user: User = {
      id: nextId(db, 'user'),
      username,
      name:
        name ??
        username.replace(/(^|[-_.])(\w)/g, (_, gap, letter) => (gap ? ' ' : '') + letter.toUpperCase()),
      state: state ?? 'active',
      bot: bot ?? false,
      admin: admin ?? false,
    };
    db.users.set(user.id, user);
    world.changed();
    return user;
  };

  return {
    addUser,
    addProject(wish) {
      const project: Project = {
        id: nextId(db, 'project'),
        path: wish.path,
        formerPaths: [],
        name: wish.name ?? wish.path.slice(wish.path.lastIndexOf('/') + 1),
        description: wish.description ?? null,
        visibility: wish.visibility ?? 'private',
        issuesAccess: wish.issuesAccess ?? 'enabled',
        mergeRequestsAccess: wish.mergeRequestsAccess ?? 'enabled',
        environmentsAccess: wish.environmentsAccess ?? 'enabled',
        archived: wish.archived ?? false,
        members: new Map(),
        labels: [],
        issueTemplates: new Map(),
        lastIid: 0,
        lastMergeRequestIid: 0,
        lastDeploymentIid: 0,
        createdAt: stamp(world),
      };
      db.projects.set(project.id, project);
      for (const [username, role] of Object.entries(wish.members ?? {})) {
        project.members.set(requireUser(world, username).id, ACCESS[role]);
      }
      world.changed();
      return project;
    },
    addMember(project, username, role) {
      requireProject(world, project).members.set(requireUser(world, username).id, ACCESS[role]);
      world.changed();
    },
    removeMember(project, username) {
      requireProject(world, project).members.delete(requireUser(world, username).id);
      world.changed();
    },
    addToken(wish) {
      const known = [...db.users.values()].find((user) => user.username === wish.user);
      const user = known ?? addUser({ username: wish.user, bot: true });
      const token: Token = {
        id: nextId(db, 'token'),
        value: wish.value,
        name: `token of ${user.username}`,
        userId: user.id,
        scopes: wish.scopes ?? ['api'],
        expiresOn: wish.expiresOn ?? null,
        revoked: false,
        createdAt: stamp(world),
      };
      db.tokens.push(token);
      return token;
    },
    revokeToken(value) {
      for (const token of db.tokens) if (token.value === value) token.revoked = true;
    },
    addLabel(ref, name, more) {
      const label = ensureLabel(world, requireProject(world, ref), name);
      label.color = more?.color ?? label.color;
      label.description = more?.description ?? label.description;
      world.changed();
      return label;
    },
    deleteLabel(ref, name) {
      const project = requireProject(world, ref);
      const gone = project.labels.find((label) => label.name === name);
      project.labels = project.labels.filter((label) => label !== gone);
      for (const issue of db.issues.values()) issue.labelIds = issue.labelIds.filter((id) => id !== gone?.id);
      world.changed();
    },
    addIssueTemplate(ref, name, content) {
      requireProject(world, ref).issueTemplates.set(name, content);
      world.changed();
    },
    addHook(ref, wish) {
      const hook: Hook = {
        id: nextId(db, 'hook'),
        projectId: requireProject(world, ref).id,
        url: wish.url,
        name: '',
        token: wish.token ?? null,
        signingToken: wish.signingToken ?? null,
        issues: wish.issues ?? true,
        confidentialIssues: wish.confidentialIssues ?? true,
        notes: wish.notes ?? true,
        confidentialNotes: wish.confidentialNotes ?? true,
        customTemplate: wish.customTemplate ?? null,
        recentFailures: 0,
        backoffs: 0,
        disabledUntil: null,
        disabled: false,
        createdAt: stamp(world),
      };
      db.hooks.push(hook);
      world.changed();
      return hook;
    },
    removeHook(id) {
      db.hooks = db.hooks.filter((hook) => hook.id !== id);
      world.changed();
    },
    disableHook(id, until) {
      const hook = db.hooks.find((one) => one.id === id);
      if (!hook) throw new Error(`there is no hook ${id}`);
      if (until === undefined) hook.disabled = true;
      else hook.disabledUntil = until;
      world.changed();
    },
    setVisibility(ref, visibility) {
      requireProject(world, ref).visibility = visibility;
      world.changed();
    },
    renameProject(ref, path) {
      const project = requireProject(world, ref);
      project.formerPaths.push(project.path);
      project.path = path;
      world.changed();
    },
    setUserState(username, state) {
      requireUser(world, username).state = state;
      world.changed();
    },
    unsafeStoreDescription(ref, text) {
      requireIssue(world, ref).description = text;
      world.changed();
    },
  };
}
