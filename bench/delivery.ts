import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

export const secret = 'known to the benchmark alone';
/** As large as GitLab's delivery of a typical incident. */
export const bodyBytes = 4_600;
/** How many incidents the deliveries tell of. */
const incidents = 50;
export const project = 4711;

const Example = z.looseObject({
  project: z.looseObject({ id: z.number() }),
  object_attributes: z.looseObject({ id: z.number(), iid: z.number(), description: z.string() }),
});

/** Deliveries that tell of a change at open incidents of a configured project, one incident each. */
export function deliveryBodies(): string[] {
  const file = new URL('../webhooks/examples/incident-updated.json', import.meta.url);
  const example = Example.parse(JSON.parse(readFileSync(file, 'utf8')));
  return Array.from({ length: incidents }, (_, index) => {
    const write = (description: string) =>
      JSON.stringify({
        ...example,
        project: { ...example.project, id: project },
        object_attributes: {
          ...example.object_attributes,
          project_id: project,
          id: 90_000 + index,
          iid: 100 + index,
          description,
        },
      });
    return write('a'.repeat(bodyBytes - Buffer.byteLength(write(''))));
  });
}

/** Where a fresh key goes, in every request at another place; as wide as the keys are. */
export const keyPlaceholder = '{{a fresh key}}';

/** A whole HTTP request as the bytes of one write. */
function requestText(path: string, headers: Record<string, string>, body: string): string {
  const lines = Object.entries({
    Host: '127.0.0.1',
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** As GitLab sends it. */
export function gitlabRequests(path: string): string[] {
  return deliveryBodies().map((body) =>
    requestText(
      path,
      {
        'User-Agent': 'GitLab/19.0.0',
        'X-Gitlab-Event': 'Issue Hook',
        'X-Gitlab-Token': secret,
        'Idempotency-Key': keyPlaceholder,
      },
      body,
    ),
  );
}

/** The same bodies as GitHub would send them, for probot. */
export function githubRequests(path: string): string[] {
  return deliveryBodies().map((body) =>
    requestText(
      path,
      {
        'User-Agent': 'GitHub-Hookshot/1',
        'X-GitHub-Event': 'issues',
        'X-Hub-Signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
        'X-GitHub-Delivery': keyPlaceholder,
      },
      body,
    ),
  );
}
