import { describe, expect, test } from 'vitest';
import type { Deployment, MergeRequest } from '../../../src/domain/times/changes.ts';
import { isProduction } from '../../../src/domain/times/production.ts';
import { revertAmong } from '../../../src/domain/times/reverts.ts';
import { shipmentsAfter } from '../../../src/domain/times/shipments.ts';
import { aMergeRequest, at } from './values.ts';

const reverting = (iid: number, description: string, over: Partial<MergeRequest> = {}) =>
  aMergeRequest(iid, { title: 'Revert "Add a foreign key"', description, ...over });

describe('an environment', () => {
  test.each(['production', 'prod', 'gprd', 'PROD', 'live', 'prd-eu', 'production/eu'])(
    '%s is production',
    (name) => {
      expect(isProduction(name)).toBe(true);
    },
  );

  test.each([
    'staging',
    'gstg',
    'preprod',
    'pre-production',
    'nonprod',
    'review/fix-prod',
    'prod-test',
    'production-qa',
    'development',
    'demo-live',
    'canary',
    'main',
    '',
    'integration-prod',
  ])('%s is not', (name) => {
    expect(isProduction(name)).toBe(false);
  });
});

describe('what was reverted', () => {
  test.each([
    ['This reverts merge request !41', 'acme/production', 41],
    ['This reverts merge request acme/other/project!41', 'acme/other/project', 41],
    ['It broke.\r\n\r\nThis reverts merge request !41.\r\n', 'acme/production', 41],
    [
      'This reverts merge request !41\n\nabc1234 Add a key\n\nThis reverts merge request !41',
      'acme/production',
      41,
    ],
  ])('is what GitLab wrote: %j', (description, path, iid) => {
    expect(revertAmong([reverting(44, description)])?.reverted).toEqual({ path, iid });
  });

  test.each([
    ['', 'nothing is said'],
    ['The earlier This reverts merge request !41 was wrong', 'in the middle of a sentence'],
    ['> This reverts merge request !41', 'somebody is quoted'],
    ['This reverts commit 99d03678', 'a commit'],
    ['Reverts !41', 'other words'],
    ['This reverts merge request !41\nThis reverts merge request !42', 'two are reverted at once'],
    ['This reverts merge request other!41', 'a project without its group'],
  ])('is not guessed: %j (%s)', (description) => {
    expect(revertAmong([reverting(44, description)])).toBeNull();
  });

  test('is not known from a revert that was never merged', () => {
    expect(revertAmong([reverting(44, 'This reverts merge request !41', { mergedAt: null })])).toBeNull();
  });

  test('is not known where several different ones were reverted', () => {
    const related = [
      reverting(44, 'This reverts merge request !41'),
      reverting(45, 'This reverts merge request !42'),
    ];
    expect(revertAmong(related)).toBeNull();
  });

  test('is known by the first revert where the same one was reverted several times', () => {
    const related = [
      reverting(45, 'This reverts merge request !41', { mergedAt: at('10:00') }),
      aMergeRequest(46, { description: 'Closes #12' }),
      reverting(44, 'This reverts merge request !41', { mergedAt: at('09:00') }),
    ];
    expect(revertAmong(related)?.revert.iid).toBe(44);
  });

  test('is not the revert itself, when the change is brought back', () => {
    const back = reverting(48, 'This reverts merge request !44', {
      title: 'Bring the key back',
      mergedAt: at('23:00'),
    });
    const again = reverting(49, 'This reverts merge request !99', {
      title: 'Revert "Revert "Add a foreign key""',
    });
    const related = [back, again, reverting(44, 'This reverts merge request !41')];
    expect(revertAmong(related)?.reverted.iid).toBe(41);
    expect(revertAmong([again])).toBeNull();
  });
});

describe('the first shipment of a change', () => {
  const deployment = (id: number, time: string, over: Partial<Deployment> = {}): Deployment => ({
    id,
    environment: 'production',
    finishedAt: at(time),
    changedAt: at('23:00'),
    ...over,
  });
  const lookedAt = (...deployments: Deployment[]) =>
    shipmentsAfter(at('09:40'), deployments).map((one) => one.deployment);

  test('is looked for in production, from the merge on, in the order of their ends', () => {
    expect(
      lookedAt(
        deployment(3, '11:00'),
        deployment(2, '10:00'),
        deployment(1, '09:39'),
        deployment(4, '10:00', { environment: 'staging' }),
      ),
    ).toEqual([2, 3]);
  });

  test('no more than four are looked at', () => {
    expect(lookedAt(...[10, 11, 12, 13, 14, 15, 16].map((hour) => deployment(hour, `${hour}:00`)))).toEqual([
      10, 11, 12, 13,
    ]);
  });

  test('where GitLab does not tell the end, the last change counts, and says so', () => {
    expect(shipmentsAfter(at('09:40'), [deployment(3, '10:00', { finishedAt: null })])).toEqual([
      { deployment: 3, environment: 'production', at: at('23:00'), finished: false },
    ]);
  });
});
