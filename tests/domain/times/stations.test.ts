import { describe, expect, test } from 'vitest';
import { stationsOf } from '../../../src/domain/times/stations.ts';
import { aChange, aShipment, moment, someMoments } from './values.ts';

const shown = (...of: Parameters<typeof stationsOf>) =>
  stationsOf(...of).map(({ name, sinceMinutes }) => `${name} ${sinceMinutes ?? '-'}`);
const noticed = { detected: moment('04:31', 'alert') };
const cause = aChange(41, '02:47', aShipment('03:30'));
const revert = aChange(44, '09:40', aShipment('10:25'));

describe('where the time went', () => {
  test('is told from the merge of the cause until service was restored', () => {
    expect(shown(someMoments(noticed), { cause, revert })).toEqual([
      'causeMerged -',
      'causeShipped 43',
      'impact 48',
      'noticed 13',
      'revertMerged 309',
      'revertShipped 45',
      'restored 700',
    ]);
  });

  test('stations that nobody knows are not named', () => {
    expect(shown(someMoments(), { cause: null, revert: aChange(44, '09:40') })).toEqual([
      'impact -',
      'revertMerged 322',
      'restored 745',
    ]);
    expect(shown(someMoments({ start: null, resolved: null }), { cause, revert: null })).toEqual([
      'causeMerged -',
      'causeShipped 43',
    ]);
  });

  test('without a merge request there is nothing to tell', () => {
    expect(shown(someMoments(noticed), { cause: null, revert: null })).toEqual([]);
  });

  test.each([
    [
      'a deployment before its merge',
      aChange(41, '02:47', aShipment('02:40')),
      ['causeMerged', 'impact', 'revertMerged', 'revertShipped', 'restored'],
    ],
    [
      'a cause that was merged after the impact began',
      aChange(41, '04:19'),
      ['impact', 'revertMerged', 'revertShipped', 'restored'],
    ],
    [
      'a cause that was deployed after the impact began',
      aChange(41, '02:47', aShipment('04:19')),
      ['causeMerged', 'impact', 'revertMerged', 'revertShipped', 'restored'],
    ],
    [
      'one that was deployed in the minute in which it began',
      aChange(41, '02:47', aShipment('04:18')),
      ['causeMerged', 'causeShipped', 'impact', 'revertMerged', 'revertShipped', 'restored'],
    ],
  ])('%s', (_, odd, expected) => {
    expect(stationsOf(someMoments(), { cause: odd, revert }).map(({ name }) => name)).toEqual(expected);
  });

  test('a revert that was deployed after service was restored is left out', () => {
    const late = aChange(44, '09:40', aShipment('22:30'));
    expect(shown(someMoments(), { cause: null, revert: late })).toEqual([
      'impact -',
      'revertMerged 322',
      'restored 745',
    ]);
  });

  test('something that was noticed before it began is left out', () => {
    expect(shown(someMoments({ detected: moment('04:00', 'alert') }), { cause, revert })).not.toContain(
      'noticed',
    );
  });

  test('no length is ever negative, whatever the moments are', () => {
    const times = ['01:00', '05:00', '09:00', '23:00'];
    for (const start of times)
      for (const detected of times)
        for (const merged of times)
          for (const shipped of times)
            for (const resolved of times) {
              const moments = someMoments({
                start: moment(start),
                detected: moment(detected),
                resolved: moment(resolved),
              });
              const changes = {
                cause: aChange(41, merged, aShipment(shipped)),
                revert: aChange(44, shipped, aShipment(merged)),
              };
              for (const { sinceMinutes } of stationsOf(moments, changes))
                expect(sinceMinutes ?? 0).toBeGreaterThanOrEqual(0);
            }
  });
});
