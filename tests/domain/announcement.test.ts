import { describe, expect, test } from 'vitest';
import { isNews, ladder, linkedChannel } from '../../src/domain/announcement.ts';
import { aPolicy } from '../fakes/facts.ts';

describe('the channel that an incident links to', () => {
  test.each([
    ['https://acme.slack.com/archives/C024BE7LH', 'C024BE7LH'],
    ['Channel: <https://acme.slack.com/archives/C024BE7LH>.', 'C024BE7LH'],
    ['[talk](https://acme.enterprise.slack.com/archives/G024BE7LH/)', 'G024BE7LH'],
    ['https://app.slack.com/client/T024BE7LD/C024BE7LH', 'C024BE7LH'],
    ['slack://channel?team=T024BE7LD&id=C024BE7LH', 'C024BE7LH'],
    [
      'first https://acme.slack.com/archives/C0AAAAAAA then https://acme.slack.com/archives/C0BBBBBBB',
      'C0AAAAAAA',
    ],
    ['seen in https://acme.slack.com/archives/C0AAAAAAA/p1730000000000100', null],
    [
      'seen in https://acme.slack.com/archives/C0AAAAAAA/p1730000000000100, we talk in https://acme.slack.com/archives/C0BBBBBBB',
      'C0BBBBBBB',
    ],
    ['<!-- paste it here, like https://acme.slack.com/archives/C0AAAAAAA -->', null],
    ['https://evil.example/acme.slack.com/archives/C024BE7LH', null],
    ['http://acme.slack.com/archives/C024BE7LH', null],
    ['https://acme.slack.com/archives/D024BE7LH', null],
    ['https://acmeslack.com/archives/C024BE7LH', null],
    ['#incident-12', null],
    ['', null],
  ])('%s', (text, channel) => {
    expect(linkedChannel(text)).toBe(channel);
  });

  test('hostile text of a mebibyte takes no time to speak of', () => {
    for (const piece of [
      'https://acme.slack.com/archives/C',
      '<!--',
      'https://a.',
      'slack://channel?team=T',
    ]) {
      expect(linkedChannel(piece.repeat(1_048_576 / piece.length))).toBeNull();
    }
  });
});

describe('the ladder', () => {
  const slack = { reviewsChannel: '#incident-reviews', incidentChannel: '#inc-{iid}' };
  const service = { label: 'Service::API', team: null, owners: [], manager: null, metrics: {} };
  const policy = aPolicy({ slack, services: [{ ...service, channel: '#g_api' }] });
  const incident = { iid: 12, labels: ['service::api'], text: '', hidden: false, dri: 'alice' };
  const rungsOf = (over: Partial<typeof incident>, by = policy) =>
    ladder({ ...incident, ...over }, by).map((step) =>
      'channel' in step ? step.channel : `@${step.username}`,
    );

  test.each([
    ['from the best place to the last', {}, ['#inc-12', '#g_api', '#incident-reviews', '@alice']],
    ['without a service', { labels: [] }, ['#inc-12', '#incident-reviews', '@alice']],
    [
      'with a link',
      { text: 'https://acme.slack.com/archives/C024BE7LH' },
      ['C024BE7LH', '#g_api', '#incident-reviews', '@alice'],
    ],
    ['hidden: the DRI alone', { hidden: true }, ['@alice']],
  ])('%s', (_, over, places) => {
    expect(rungsOf(over)).toEqual(places);
  });

  test('names each place once', () => {
    const same = { ...slack, incidentChannel: '#g_api' };
    expect(rungsOf({}, { ...policy, slack: same })).toEqual(['#g_api', '#incident-reviews', '@alice']);
  });
});

test.each([
  ['2024-10-31T00:00:00.000Z', '2024-11-07T00:00:00.000Z', true],
  ['2024-10-31T00:00:00.000Z', '2024-11-07T00:00:00.001Z', false],
  [null, '2024-11-07T00:00:00.000Z', true],
])('closed at %s it is news at %s: %s', (closedAt, now, news) => {
  expect(isNews({ closedAt }, null, now)).toBe(news);
});
