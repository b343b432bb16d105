import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { GitLab } from '../../ports/gitlab.ts';
import type { GitLabDoctor, HookFacts } from '../../ports/gitlab-doctor.ts';
import type { Log } from '../../ports/log.ts';
import { InstantText } from './instant.ts';
import { readAnswer, readEach, readPages } from './read-answer.ts';
import type { Resources } from './resources.ts';

const Version = z.object({ version: z.string() });
const Token = z.object({
  scopes: z.array(z.string()),
  expires_at: z.string().nullish(),
  active: z.boolean(),
  revoked: z.boolean().nullish(),
});
/** `age`: the seconds that it has lain in a cache. */
const Dated = z.object({
  headers: z.object({ date: z.string(), age: z.coerce.number().nonnegative().catch(0) }),
});

/** `token_present` and `signing_token_present` came with 19.0, `custom_webhook_template` with 16.10. */
const Hook = z
  .object({
    id: z.number(),
    url: z.string(),
    issues_events: z.boolean(),
    confidential_issues_events: z.boolean().nullish(),
    note_events: z.boolean(),
    confidential_note_events: z.boolean().nullish(),
    token_present: z.boolean().nullish(),
    signing_token_present: z.boolean().nullish(),
    alert_status: z.enum(['executable', 'temporarily_disabled', 'disabled']).nullish().catch(null),
    disabled_until: InstantText.nullish().catch(null),
    custom_webhook_template: z.string().nullish(),
  })
  .transform(
    (hook): HookFacts => ({
      id: hook.id,
      url: hook.url,
      issues: hook.issues_events,
      confidentialIssues: hook.confidential_issues_events ?? false,
      notes: hook.note_events,
      confidentialNotes: hook.confidential_note_events ?? false,
      tokenSet: hook.token_present ?? null,
      signingTokenSet: hook.signing_token_present ?? null,
      status: hook.alert_status ?? null,
      disabledUntil: hook.disabled_until ?? null,
      customTemplate:
        hook.custom_webhook_template === undefined ? null : Boolean(hook.custom_webhook_template),
    }),
  );

export function doctorCalls(
  { metadata, tokens, hooks }: Resources,
  { whoAmI, accessOf }: Pick<GitLab, 'whoAmI' | 'accessOf'>,
  { now, log }: { now: () => number; log?: Pick<Log, 'warn'> | undefined },
): GitLabDoctor {
  return {
    /** GitLab 15.2 and newer. */
    version: async () => readAnswer(Version, await metadata.show(), 'the version').version,

    async token() {
      const [identity, answer] = await Promise.all([whoAmI(), tokens.show()]);
      const token = readAnswer(Token, answer, 'the token');
      return {
        identity,
        scopes: token.scopes,
        expiresOn: token.expires_at ?? null,
        active: token.active && token.revoked !== true,
      };
    },

    accessLevel: async (project) => accessOf(project, (await whoAmI()).id),

    /** Maintainers alone may read them. */
    async hooks(project) {
      const what = `hooks of project ${project}`;
      const all = await readPages(z.unknown(), what, (page) => hooks.all(project, page));
      return readEach(Hook, all, what, log);
    },

    /** The header counts whole seconds, so half of one is added: right to about a second. */
    async clockSkewMs() {
      const sentAtMs = now();
      const answer = await metadata.show({ showExpanded: true });
      const midwayMs = (sentAtMs + now()) / 2;
      const { date, age } = readAnswer(Dated, answer, 'the answer with GitLab’s clock').headers;
      const theirsMs = Date.parse(date) + age * 1_000;
      if (Number.isNaN(theirsMs))
        throw new Problem('gitlab-unreadable', 'The Date header of GitLab is no date');
      return Math.round(theirsMs + 500 - midwayMs);
    },
  };
}
