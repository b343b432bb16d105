import { Router } from 'express';
import { z } from 'zod';
import { toggleBox } from '../markdown/boxes.ts';
import { type ActSetting, act } from './answer.ts';

const iid = z.coerce.number().int().positive();

/** What a visitor does in GitLab, with the rights of whom they play. */
export function gitlabActs(setting: ActSetting): Router {
  const { stage, memory } = setting;
  const { gitlab, scenario } = stage;
  const { project } = scenario;
  const router = Router();

  router.post(
    '/sandbox/acts/:number/close',
    act(setting, { number: z.coerce.number().int() }, ({ fields: { number } }) => {
      const incident = scenario.acts[number - 1]?.incident;
      if (incident && gitlab.issue(incident).state === 'opened') gitlab.as(scenario.lead).close(incident);
      return { act: number, issue: null, conversation: null };
    }),
  );
  router.post(
    '/sandbox/issues/:iid/state',
    act(setting, { iid, act: z.enum(['close', 'reopen']) }, ({ username, fields }) => {
      const person = gitlab.as(username);
      const issue = { project, iid: fields.iid };
      if (fields.act === 'close') person.close(issue);
      else person.reopen(issue);
      return {};
    }),
  );
  router.post(
    '/sandbox/issues/:iid/description',
    act(setting, { iid, text: z.string(), was: z.string() }, ({ username, fields }) => {
      const issue = { project, iid: fields.iid };
      if (!isSameText(gitlab.issue(issue).description, fields.was)) {
        const notice = memory.addNotice(
          'Somebody changed the text meanwhile. Yours still stands in the box: save again to put it over theirs.',
        );
        return { notice, issue: fields.iid, editing: true };
      }
      gitlab.as(username).editDescription(issue, fields.text);
      return {};
    }),
  );
  router.post(
    '/sandbox/issues/:iid/box',
    act(
      setting,
      { iid, line: z.coerce.number().int().nonnegative(), was: z.string() },
      ({ username, fields: { line, was, ...fields } }) => {
        const issue = { project, iid: fields.iid };
        const text = toggleBox(gitlab.issue(issue).description, { line, was });
        if (text === null) return { notice: memory.addNotice('Somebody changed that line meanwhile.') };
        gitlab.as(username).editDescription(issue, text);
        return {};
      },
    ),
  );
  return router;
}

/** Browsers send line ends as CR LF. */
function isSameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n') === other.replaceAll('\r\n', '\n');
}
