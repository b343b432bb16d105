import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gitlabVerifier } from '../../src/http/verify-gitlab.ts';

const now = '2026-05-28T06:11:46.957Z';
const nowSeconds = Math.floor(Date.parse(now) / 1000);
const keys = ['first key of a hook', 'second key of it', 'a stranger’s key'].map(
  (text) => `whsec_${Buffer.from(text).toString('base64')}`,
);
const configured = keys.slice(0, 2);

// The reference implementation reads the wall clock; ours is told the time.
beforeEach(() => {
  vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function referenceAccepts(headers: Record<string, string>, body: string): boolean {
  return configured.some((key) => {
    try {
      new Webhook(key).verify(body, headers, { jsonParse: false });
      return true;
    } catch {
      return false;
    }
  });
}

const signature = fc.oneof(
  { weight: 4, arbitrary: fc.record({ key: fc.constantFrom(...keys), tamper: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constantFrom('v1', 'v1,', 'v2,abc', '', 'v1,AAAA') },
);

test('signatures are judged as the reference implementation of Standard Webhooks judges them', () => {
  const verifier = gitlabVerifier({ tokens: [], signingTokens: configured });
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.record({
        id: fc.oneof(
          { weight: 9, arbitrary: fc.uuid() },
          { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii' }) },
        ),
        offsetSeconds: fc.oneof(fc.constantFrom(-301, -300, 300, 301), fc.integer({ min: -400, max: 400 })),
        body: fc.string({ unit: 'grapheme' }),
        sentBody: fc.oneof(
          { weight: 4, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.string() },
        ),
        signatures: fc.array(signature, { maxLength: 4 }),
      }),
      ({ id, offsetSeconds, body, sentBody, signatures }) => {
        const atSeconds = nowSeconds + offsetSeconds;
        const list = signatures.map((entry) => {
          if (typeof entry === 'string') return entry;
          const right = new Webhook(entry.key).sign(id, new Date(atSeconds * 1000), body);
          return entry.tamper ? right.replace(/.{3}=$/, 'AAA=') : right;
        });
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(atSeconds),
          'webhook-signature': list.join(' '),
        };
        const sent = sentBody ?? body;
        const refusal =
          verifier.refuseHeaders(headers, now) ?? verifier.refuseBody(headers, Buffer.from(sent));
        const accepted = refusal === null;
        seen[accepted ? 'accepted' : 'refused'] += 1;
        expect(accepted).toBe(referenceAccepts(headers, sent));
      },
    ),
    { numRuns: 1_000 },
  );
  // The comparison says something only if both verdicts were common.
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(100);
});

test('whatever the headers hold, they are judged without throwing', () => {
  const verifiers = [
    gitlabVerifier({ tokens: ['a secret of some length'], signingTokens: [] }),
    gitlabVerifier({ tokens: [], signingTokens: configured }),
  ];
  const anyText = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('x-gitlab-token', 'webhook-id', 'webhook-timestamp', 'webhook-signature'),
        anyText,
      ),
      anyText,
      (headers, body) => {
        for (const verifier of verifiers) {
          const refusal =
            verifier.refuseHeaders(headers, now) ?? verifier.refuseBody(headers, Buffer.from(body));
          expect(refusal).not.toBeNull();
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('each refusal has its reason', () => {
  const byToken = gitlabVerifier({ tokens: ['a secret of some length'], signingTokens: [] });
  expect(byToken.refuseHeaders({}, now)).toBe('secret-missing');
  expect(byToken.refuseHeaders({ 'x-gitlab-token': 'x' }, now)).toBe('secret-wrong');

  const bySignature = gitlabVerifier({ tokens: [], signingTokens: configured });
  const headers = (timestamp: string) => ({
    'webhook-id': 'a',
    'webhook-timestamp': timestamp,
    'webhook-signature': 'v1,AAAA',
  });
  expect(bySignature.refuseHeaders({}, now)).toBe('signature-missing');
  expect(bySignature.refuseHeaders(headers('soon'), now)).toBe('timestamp-unreadable');
  expect(bySignature.refuseHeaders(headers(`${nowSeconds}x`), now)).toBe('timestamp-unreadable');
  expect(bySignature.refuseHeaders(headers(String(nowSeconds - 301)), now)).toBe('timestamp-too-old');
  expect(bySignature.refuseHeaders(headers(String(nowSeconds + 301)), now)).toBe('timestamp-too-new');
  expect(bySignature.refuseHeaders(headers(String(nowSeconds)), now)).toBeNull();
  expect(bySignature.refuseBody(headers(String(nowSeconds)), Buffer.from('{}'))).toBe('signature-wrong');

  const closed = gitlabVerifier({ tokens: [], signingTokens: [] });
  expect(closed.refuseHeaders({ 'x-gitlab-token': '' }, now)).toBe('no-secret-configured');
});
