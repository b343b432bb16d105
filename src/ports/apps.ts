import type { AppEventName } from '../domain/app-event-names.ts';
import type { AppEvent } from '../domain/app-events.ts';

/** A loaded app of the user's: which events it listens to, and how to tell it one. */
export type App = {
  name: string;
  hears: AppEventName[];
  /** Resolves when every handler has. Throws a `Problem` with `app-failed` when one throws or takes too long. */
  tell(event: AppEvent): Promise<void>;
};

/** Those that `apps:` names, in its order. */
export type Apps = App[];
