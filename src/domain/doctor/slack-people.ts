import type { Colleague, Policy } from '../policy.ts';
import type { SlackUser } from '../slack-facts.ts';
import { type Answer, type Check, doubtful, fine, unanswered, wrong } from './check.ts';
import { candidatesOf } from './people.ts';

/** Whether the configuration lets us find a person in Slack. */
export function isMapped({ slack, email }: Colleague): boolean {
  return slack !== null || email !== null;
}

/** Everybody whom the configuration maps to Slack, and those whom it should. `members`: by lower-case GitLab name. */
export function judgeSlackPeople(
  { services, people }: Pick<Policy, 'services' | 'people'>,
  members: Map<string, Answer<SlackUser | null>>,
): Check[] {
  const mapped = people.filter(isMapped);
  const findings = mapped.flatMap((colleague) => {
    const answer = members.get(colleague.gitlab.toLowerCase());
    return answer === undefined ? [] : judgeMember(colleague, answer);
  });
  const found = findings.length === 0 && mapped.length > 0 ? [allFound(mapped.length)] : [];
  return [...found, ...findings, ...judgeUnmapped(candidatesOf(services), mapped)];
}

function allFound(count: number): Check {
  return fine(
    'people',
    count === 1 ? 'the one person under people is in Slack' : `all ${count} people are in Slack`,
  );
}

function judgeMember({ gitlab, slack, email }: Colleague, answer: Answer<SlackUser | null>): Check[] {
  const whose = `${gitlab} in Slack (${slack ?? email})`;
  if ('problem' in answer) return [unanswered('people', whose, answer)];
  const mend = `correct ${slack === null ? 'email' : 'slack'} of ${gitlab} under people`;
  const member = answer.value;
  if (member === null) {
    return [wrong('people', `${whose}: nobody is known by this ${slack === null ? 'address' : 'id'}`, mend)];
  }
  // Slack takes messages to them without a word, and nobody reads them.
  if (member.deleted) return [wrong('people', `${whose} is deactivated`, mend)];
  if (member.bot) return [wrong('people', `${whose} is a bot`, mend)];
  if (!member.ours) {
    return [wrong('people', `${whose} is a guest or of another workspace, and is not written to`, mend)];
  }
  return [];
}

function judgeUnmapped(candidates: string[], mapped: Colleague[]): Check[] {
  const known = new Set(mapped.map(({ gitlab }) => gitlab.toLowerCase()));
  const missing = candidates.filter((name) => !known.has(name.toLowerCase()));
  if (missing.length === 0) return [];
  return [
    doubtful(
      'people',
      `nobody knows who ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} in Slack`,
      `add { gitlab: ${missing[0]}, slack: … } or an email under people`,
    ),
  ];
}
