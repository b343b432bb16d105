import { expect, test } from 'vitest';
import { loadTemplates } from '../../../src/adapters/templates/load-templates.ts';
import { readMark } from '../../../src/domain/mark.ts';
import { asTitle } from '../../../src/domain/neutralise.ts';
import { hostileTexts } from '../../fakes/hostile.ts';
import { someValues } from '../../fakes/values.ts';
import { startStory } from '../../sandbox/gitlab/story.ts';
import { shipped } from './shipped.ts';

const templates = loadTemplates(shipped);

test('a GitLab that is given what hostile people wrote does nothing, tells nobody and keeps every character', async () => {
  const { gitlab, ask } = await startStory();
  const everything = hostileTexts.join(' ');
  for (const [index, text] of [...hostileTexts, everything].entries()) {
    const template = templates.reviewTemplates()[index % 3] ?? 'incident-review';
    const description = templates.review(
      template,
      someValues({
        incidentTitle: text,
        incidentReference: '',
        incidentUrl: '',
        services: [{ label: text, team: text }],
        dri: index % 2 === 0 ? { username: text, name: text, because: text } : null,
        noDriBecause: text,
        timeline: [{ at: '2024-10-31T04:18:00.000Z', text, tags: [text] }],
      }),
    );
    const title = asTitle(`Incident Review: ${text}`, 255);
    const created = await ask('POST', '/projects/2001/issues', { title, description });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ title, description, state: 'opened', labels: [], assignees: [] });
    expect(readMark(String(created.body.description))?.incident.issue).toBe(700);
    const note = templates.comment('waiver-reason', { label: text }, { project: 7, issue: 700, iid: 12 });
    const said = await ask('POST', `/projects/2001/issues/${created.body.iid}/notes`, { body: note });
    expect(said.body.body).toBe(note);
  }
  expect(gitlab.journal.commands).toEqual([]);
  expect(gitlab.journal.mentions).toEqual([]);
  expect(gitlab.journal.crossReferences).toEqual([]);
});
