import { describe, expect, it } from 'vitest';
import { startHooked } from './hooked.ts';
import { startStory } from './story.ts';

describe('delivering', () => {
  it('is not tried again after a failure', async () => {
    const { gitlab, received, receiver } = await startHooked();
    receiver.answerWith(503);
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(1);
    expect(gitlab.deliveries[0]?.attempts).toEqual([{ status: 503, error: null }]);
  });

  it('survives a receiver that is not there', async () => {
    const { gitlab } = await startStory();
    gitlab.addHook(2001, { url: 'http://127.0.0.1:1/' });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(gitlab.deliveries[0]?.attempts).toEqual([{ status: null, error: expect.any(String) }]);
  });

  it('again by hand keeps key, event and body', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    const [delivery] = gitlab.deliveries;
    if (!delivery) throw new Error('nothing was delivered');
    await gitlab.redeliver(delivery);
    expect(received).toHaveLength(2);
    expect(received[1]?.raw).toBe(received[0]?.raw);
    for (const header of ['idempotency-key', 'x-gitlab-event']) {
      expect(received[1]?.headers[header]).toBe(received[0]?.headers[header]);
    }
  });

  it('goes to every hook of the project under a key of its own, and to no other project’s', async () => {
    const { gitlab, received, receiver } = await startHooked();
    gitlab.addHook(2001, { url: receiver.url });
    gitlab.addHook(2002, { url: receiver.url });
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    expect(received).toHaveLength(2);
    expect(new Set(received.map(({ headers }) => headers['idempotency-key'])).size).toBe(2);
  });

  it('is blocked when a client hands the event’s UUID back to GitLab', async () => {
    const { gitlab, received } = await startHooked();
    gitlab.as('alice').createIssue(2001, { title: 'x' });
    await gitlab.settled();
    await fetch(`${gitlab.url}/api/v4/projects/2001/issues/1`, {
      method: 'PUT',
      headers: {
        'PRIVATE-TOKEN': 'glpat-of-the-bot',
        'content-type': 'application/json',
        'x-gitlab-event-uuid': String(received[0]?.headers['x-gitlab-event-uuid']),
      },
      body: JSON.stringify({ title: 'an echo' }),
    });
    await gitlab.settled();
    expect(received).toHaveLength(1);
    expect(gitlab.deliveries[1]?.dropped).toBe('recursion');
  });
});
