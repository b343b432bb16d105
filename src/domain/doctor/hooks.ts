import { type Check, doubtful, fine, wrong } from './check.ts';
import type { HookFacts, ProjectState, WebhookExpectation } from './facts.ts';

const path = '/webhooks/gitlab';

/** The hooks of one project: is there one that sends us all that is needed, in a form that we accept? */
export function judgeHooks(
  { name, holds }: Pick<ProjectState, 'name' | 'holds'>,
  hooks: HookFacts[],
  webhooks: WebhookExpectation,
): Check[] {
  const ours = hooks.filter((hook) => isOurs(hook, webhooks.publicUrl));
  const [first, ...more] = ours;
  if (!first) return [missing({ name, holds }, hooks, webhooks.publicUrl)];
  const twice =
    more.length === 0
      ? []
      : [
          doubtful(
            'hook',
            `${name}: ${ours.length} webhooks send to ${plain(first.url)}, so each event comes ${ours.length} times`,
            'delete all but one',
          ),
        ];
  return [...ours.flatMap((hook) => judgeHook(name, hook, webhooks)), ...twice];
}

function missing(
  { name, holds }: Pick<ProjectState, 'name' | 'holds'>,
  hooks: HookFacts[],
  publicUrl: string | null,
): Check {
  const elsewhere = hooks.find((hook) => isOurs(hook, null));
  if (elsewhere) {
    return wrong(
      'hook',
      `${name}: its webhook sends to ${plain(elsewhere.url)}, not to ${publicUrl}${path}`,
      'correct the address of the webhook, or PUBLIC_URL',
    );
  }
  const text = `${name}: no webhook sends to ${publicUrl ?? '…'}${path}`;
  const mend =
    'add one in Settings › Webhooks with the secret, issues and comments, both also confidential ' +
    '(one of the group does as well, but cannot be seen from here)';
  return holds.includes('incidents')
    ? wrong('hook', text, mend)
    : doubtful('hook', `${text}: what people do with reviews goes unseen`, mend);
}

function judgeHook(name: string, hook: HookFacts, { secretsSet }: WebhookExpectation): Check[] {
  const findings = [
    ...judgeStatus(name, hook),
    ...judgeSwitches(name, hook),
    ...judgeSecret(name, hook, secretsSet),
    ...judgeTemplate(name, hook),
  ];
  if (findings.some(({ ok }) => ok === false)) return findings;
  const text = `${name}: the webhook is enabled and sends issues and comments, confidential ones too`;
  return [fine('hook', text), ...findings];
}

function judgeStatus(name: string, { status, disabledUntil }: HookFacts): Check[] {
  const mend = 'mend what it reports under Recent events, then press Test: a good answer enables it';
  if (status === 'disabled') {
    return [wrong('hook', `${name}: GitLab has disabled the webhook after too many failures`, mend)];
  }
  if (status !== 'temporarily_disabled') return [];
  const until = disabledUntil === null ? '' : ` until ${disabledUntil}`;
  return [wrong('hook', `${name}: GitLab holds the webhook back${until} after several failures`, mend)];
}

function judgeSwitches(name: string, hook: HookFacts): Check[] {
  const off = [
    hook.issues ? [] : ['issues'],
    hook.confidentialIssues ? [] : ['confidential issues'],
    hook.notes ? [] : ['comments'],
    hook.confidentialNotes ? [] : ['confidential comments'],
  ].flat();
  if (off.length === 0) return [];
  return [
    wrong('hook', `${name}: the webhook does not send ${off.join(', ')}`, 'tick them in Settings › Webhooks'),
  ];
}

/** Where signing tokens are configured, they alone decide; GitLab shows since 19.0 whether they are set. */
function judgeSecret(name: string, hook: HookFacts, set: WebhookExpectation['secretsSet']): Check[] {
  const [isSet, what, variable] = set.signing
    ? [hook.signingTokenSet, 'signing token', 'GITLAB_WEBHOOK_SIGNING_TOKEN']
    : [hook.tokenSet, 'secret token', 'GITLAB_WEBHOOK_TOKEN'];
  if (isSet === true) return [];
  if (isSet === false) {
    return [
      wrong(
        'hook',
        `${name}: the webhook has no ${what}, so its deliveries are refused`,
        `set the one from ${variable} in Settings › Webhooks`,
      ),
    ];
  }
  return [
    doubtful(
      'hook',
      `${name}: this GitLab does not show whether the webhook has a ${what}`,
      'press Test › Issues events in Settings › Webhooks: 202 means that it is right',
    ),
  ];
}

function judgeTemplate(name: string, { customTemplate }: HookFacts): Check[] {
  if (customTemplate !== true) return [];
  return [
    wrong(
      'hook',
      `${name}: the webhook has a custom template, so nobody can read what it sends`,
      'empty the template',
    ),
  ];
}

/** Whether a webhook sends to us. Without a public address of ours, the path alone must do. */
export function isOurs(hook: Pick<HookFacts, 'url'>, publicUrl: string | null): boolean {
  const there = plain(hook.url);
  return publicUrl === null ? there.endsWith(path) : there === plain(`${publicUrl}${path}`);
}

/** An address without what may be secret in it, and without what makes no difference. */
function plain(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname}`.replace(/\/+$/, '');
}
