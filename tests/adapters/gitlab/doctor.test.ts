import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';
import type { Asked, Reply } from './scripted-gitlab.ts';

const me = { status: 200, json: { id: 3, username: 'bot' } };
const byPath = (replies: Record<string, Reply>) => (asked: Asked) =>
  replies[asked.path.replace('/api/v4', '')] ?? { status: 404 };

describe('what doctor asks', () => {
  it('is the version', async () => {
    const { gitlab } = await connectTo(
      byPath({ '/metadata': { status: 200, json: { version: '19.0.1-ee', revision: 'abc' } } }),
    );
    expect(await gitlab.version()).toBe('19.0.1-ee');
  });

  it.each([
    [
      { active: true, revoked: false, expires_at: '2027-01-31' },
      { active: true, expiresOn: '2027-01-31' },
    ],
    [
      { active: true, revoked: false, expires_at: null },
      { active: true, expiresOn: null },
    ],
    [
      { active: false, revoked: false, expires_at: '2026-01-31' },
      { active: false, expiresOn: '2026-01-31' },
    ],
    [
      { active: true, revoked: true, expires_at: null },
      { active: false, expiresOn: null },
    ],
  ])('is what the token may do: %j', async (fields, facts) => {
    const token = { status: 200, json: { id: 1, name: 'bot', scopes: ['api'], user_id: 3, ...fields } };
    const { gitlab } = await connectTo(byPath({ '/user': me, '/personal_access_tokens/self': token }));
    expect(await gitlab.token()).toEqual({ identity: { id: 3, username: 'bot' }, scopes: ['api'], ...facts });
  });

  it('is our access level, inherited or not', async () => {
    const { gitlab } = await connectTo(
      byPath({
        '/user': me,
        '/projects/77/members/all/3': { status: 200, json: { id: 3, access_level: 20 } },
      }),
    );
    expect(await gitlab.accessLevel(77)).toBe(20);
    expect(await gitlab.accessLevel(78)).toBe(0);
  });

  it('is not 0 when GitLab fails', async () => {
    const { gitlab } = await connectTo((one) => (one.path.endsWith('/user') ? me : { status: 500 }));
    expect((await problemOf(gitlab.accessLevel(77))).code).toBe('gitlab-unavailable');
  });

  it('is the hooks, as far as this GitLab tells', async () => {
    const oldHook = {
      id: 1,
      url: 'https://bot.example.com/webhooks/gitlab',
      issues_events: true,
      confidential_issues_events: true,
      note_events: false,
      confidential_note_events: false,
    };
    const newHook = {
      ...oldHook,
      id: 2,
      alert_status: 'temporarily_disabled',
      disabled_until: '2026-03-02T10:00:00Z',
      token_present: true,
      signing_token_present: false,
      custom_webhook_template: '{"x": 1}',
    };
    const plainHook = { ...newHook, id: 3, custom_webhook_template: '', alert_status: 'resting' };
    const { gitlab } = await connectTo(
      byPath({ '/projects/77/hooks': { status: 200, json: [oldHook, newHook, plainHook] } }),
    );
    const [first, second, third] = await gitlab.hooks(77);
    expect(first).toEqual({
      id: 1,
      url: 'https://bot.example.com/webhooks/gitlab',
      issues: true,
      confidentialIssues: true,
      notes: false,
      confidentialNotes: false,
      tokenSet: null,
      signingTokenSet: null,
      status: null,
      disabledUntil: null,
      customTemplate: null,
    });
    expect(second).toMatchObject({
      tokenSet: true,
      signingTokenSet: false,
      status: 'temporarily_disabled',
      disabledUntil: '2026-03-02T10:00:00.000Z',
      customTemplate: true,
    });
    expect(third).toMatchObject({ customTemplate: false, status: null });
  });

  it.each([
    ['Mon, 02 Mar 2026 08:00:00 GMT', 500],
    ['Mon, 02 Mar 2026 08:02:00 GMT', 120_500],
    ['Mon, 02 Mar 2026 07:59:00 GMT', -59_500],
  ])('is how far the clocks are apart: %s', async (date, skewMs) => {
    const { gitlab } = await connectTo(() => ({ status: 200, json: { version: '19.0' }, headers: { date } }));
    expect(await gitlab.clockSkewMs()).toBe(skewMs);
  });

  it('is how far they are apart although a cache answers, where it tells how old that is', async () => {
    const headers = { date: 'Mon, 02 Mar 2026 07:00:00 GMT', age: '3600' };
    const { gitlab } = await connectTo(() => ({ status: 200, json: { version: '19.0' }, headers }));
    expect(await gitlab.clockSkewMs()).toBe(500);
  });
});
