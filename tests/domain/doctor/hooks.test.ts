import { describe, expect, it } from 'vitest';
import type { HookFacts, ProjectState, WebhookExpectation } from '../../../src/domain/doctor/facts.ts';
import { judge } from '../../../src/domain/doctor.ts';
import { aHook, aProject, someFacts, someRest } from './cases.ts';

type Situation = { holds?: ProjectState['holds']; webhooks?: Partial<WebhookExpectation> };

function findings(hooks: HookFacts[], { holds, webhooks }: Situation = {}): string[] {
  const expectation = { publicUrl: 'https://bot.example.com', secretsSet: { token: true, signing: false } };
  const project = aProject({ hooks: { value: hooks }, ...(holds ? { holds } : {}) });
  const facts = someFacts(
    { webhooks: { ...expectation, ...webhooks } },
    { rest: someRest({ projects: [project] }) },
  );
  return judge(facts)
    .filter(({ check, ok }) => check === 'hook' && ok !== true)
    .map(({ ok, text }) => `${ok} ${text}`);
}

describe('the webhook of a project', () => {
  it('has to be there where incidents are, and should be where reviews are', () => {
    const expected = 'acme/production: no webhook sends to https://bot.example.com/webhooks/gitlab';
    const other = aHook({ url: 'https://ci.example.com/hook' });
    expect(findings([])).toEqual([`false ${expected}`]);
    expect(findings([other])).toEqual([`false ${expected}`]);
    expect(findings([other], { holds: ['reviews'] })).toEqual([
      `warn ${expected}: what people do with reviews goes unseen`,
    ]);
  });

  it('that sends elsewhere is told with both addresses, without what may be secret in one', () => {
    const hook = aHook({ url: 'https://user:pass@old.example.com/webhooks/gitlab?key=secret' });
    expect(findings([hook])).toEqual([
      'false acme/production: its webhook sends to https://old.example.com/webhooks/gitlab, not to https://bot.example.com/webhooks/gitlab',
    ]);
  });

  it('is the same with a slash at its end or with a written default port', () => {
    expect(findings([aHook({ url: 'https://BOT.example.com:443/webhooks/gitlab/' })])).toEqual([]);
  });

  it('is known by its path where PUBLIC_URL is not set, which is a warning', () => {
    const hook = aHook({ url: 'https://anywhere.example.com/bot/webhooks/gitlab' });
    expect(findings([hook], { webhooks: { publicUrl: null } })).toEqual([
      'warn PUBLIC_URL is not set: webhooks are recognised by the end of their address alone',
    ]);
  });

  it('must be enabled', () => {
    expect(findings([aHook({ status: 'disabled' })])).toEqual([
      'false acme/production: GitLab has disabled the webhook after too many failures',
    ]);
    const heldBack = aHook({ status: 'temporarily_disabled', disabledUntil: '2026-11-20T11:00:00.000Z' });
    expect(findings([heldBack])).toEqual([
      'false acme/production: GitLab holds the webhook back until 2026-11-20T11:00:00.000Z after several failures',
    ]);
    expect(findings([aHook({ status: null })])).toEqual([]);
  });

  it.each([
    [{ issues: false }, 'issues'],
    [{ confidentialIssues: false }, 'confidential issues'],
    [{ notes: false }, 'comments'],
    [{ confidentialNotes: false }, 'confidential comments'],
    [{ issues: false, confidentialNotes: false }, 'issues, confidential comments'],
  ])('with %j off does not send %s', (off, what) => {
    expect(findings([aHook(off)])).toEqual([`false acme/production: the webhook does not send ${what}`]);
  });

  it('must have the secret that decides: the signing token where one is configured', () => {
    const both = { secretsSet: { token: true, signing: true } };
    expect(findings([aHook({ tokenSet: false })])).toEqual([
      'false acme/production: the webhook has no secret token, so its deliveries are refused',
    ]);
    expect(findings([aHook({ tokenSet: false })], { webhooks: both })).toEqual([]);
    expect(findings([aHook({ signingTokenSet: false })], { webhooks: both })).toEqual([
      'false acme/production: the webhook has no signing token, so its deliveries are refused',
    ]);
    expect(findings([aHook({ signingTokenSet: false })])).toEqual([]);
  });

  it('of an older GitLab does not show its secret, which is a warning', () => {
    expect(findings([aHook({ tokenSet: null })])).toEqual([
      'warn acme/production: this GitLab does not show whether the webhook has a secret token',
    ]);
  });

  it('must not have a custom template', () => {
    expect(findings([aHook({ customTemplate: true })])).toEqual([
      'false acme/production: the webhook has a custom template, so nobody can read what it sends',
    ]);
    expect(findings([aHook({ customTemplate: null })])).toEqual([]);
  });

  it('should be one alone, and each of several is looked at', () => {
    expect(findings([aHook(), aHook({ id: 2, notes: false })])).toEqual([
      'false acme/production: the webhook does not send comments',
      'warn acme/production: 2 webhooks send to https://bot.example.com/webhooks/gitlab, so each event comes 2 times',
    ]);
  });

  it('is not judged while nobody knows what it should look like', () => {
    const facts = someFacts(
      { webhooks: null },
      { rest: someRest({ projects: [aProject({ hooks: { value: [] } })] }) },
    );
    expect(judge(facts).filter(({ check }) => check === 'hook')).toEqual([]);
  });
});
