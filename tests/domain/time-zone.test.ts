import { describe, expect, it } from 'vitest';
import { isTimeZone, nearestZone } from '../../src/domain/time-zone.ts';

describe('the name of a time zone', () => {
  it.each(['UTC', 'GMT', 'CET', 'Europe/Berlin', 'europe/berlin', 'Asia/Kolkata', 'Etc/GMT-2', 'EST5EDT'])(
    'is %s',
    (name) => expect(isTimeZone(name)).toBe(true),
  );

  // BST would be read as Dhaka, IST as Kolkata: whoever writes them may well mean London or Dublin.
  it.each(['BST', 'IST', 'PST', 'CEST', '+02:00', 'GMT+2', 'Z', 'Europe/Berln', ''])('is not %j', (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});

describe('the zone that was probably meant', () => {
  it.each([
    ['Europe/Berln', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['UTCC', 'UTC'],
    ['PST', null],
    ['+02:00', null],
  ])('by %j is %s', (name, zone) => expect(nearestZone(name)).toBe(zone));
});
