import { Router } from 'express';
import { z } from 'zod';
import { type Leap, leaps } from '../../clock.ts';
import { type ActSetting, act } from './answer.ts';

const leapNames = ['hour', 'day', 'workday'] as const satisfies Leap[];
const position = z.enum(['on', 'off']).optional();

/** What moves the stage itself: the time, what is broken, and the way back to the beginning. */
export function stageActs(setting: ActSetting): Router {
  const { stage, memory } = setting;
  const { slack, clock, scenario } = stage;
  const router = Router();

  router.post(
    '/sandbox/time',
    act(setting, { leap: z.enum(leapNames) }, ({ fields: { leap } }) => {
      clock.set(leaps[leap](clock.now()));
      stage.wake();
      return {};
    }),
  );
  router.post(
    '/sandbox/switches',
    act(setting, { archived: position, down: position }, ({ view, fields: { archived, down } }) => {
      const channel = scenario.acts[view.act - 1]?.channel;
      const lead = slack.as(scenario.lead);
      if (archived && channel !== undefined) {
        if (archived === 'on') lead.archive(channel);
        else lead.unarchive(channel);
      }
      if (down) {
        memory.setSlackDown(down === 'on');
        slack.faults.down(down === 'on');
      }
      return {};
    }),
  );
  router.post('/sandbox/over', (_request, response) => {
    response
      .status(202)
      .type('html')
      .set('refresh', '3; url=/')
      .send('<!doctype html><title>Starting over</title><p>Starting over …</p>');
    response.once('finish', stage.startOver);
  });
  return router;
}
