import { describe, expect, test } from 'vitest';
import { speak } from '../../../src/sandbox/page/service/step-words.ts';

describe('a step in words', () => {
  test.each([
    ['open-review', 'done', 'gitlab', 'Opened the review'],
    ['announce-review', 'waiting', 'slack', 'Announcing the review did not work yet'],
    ['link-review', 'parked', 'gitlab', 'Gave up linking the review; a person should look'],
    ['tell-app', 'dropped', 'app', 'Somebody gave up telling an app'],
    ['Issue Hook', 'ignored', 'heard', 'GitLab told of an issue'],
    ['Push Hook', 'ignored', 'heard', 'GitLab told of something: Push Hook'],
  ])('%s, %s', (what, outcome, side, sentence) => {
    expect(speak({ what, outcome })).toEqual({ side, sentence });
  });
});
