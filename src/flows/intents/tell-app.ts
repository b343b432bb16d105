import { Problem } from '../../domain/problems.ts';
import type { Performer } from './performer.ts';

/** Tells one app one event. Apps hear each event at least once: `event.id` is the same when told again. */
export const tellApp: Performer<'tell-app'> = async ({ app: name, event }, _claimed, { apps }) => {
  const app = apps.find((one) => one.name === name);
  if (!app) return { note: `the app ${name} is not configured any more` };
  try {
    await app.tell(event);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(
      'app-failed',
      `${name} threw: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  return {};
};
