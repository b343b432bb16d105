import type { FaultPlan } from '../faults.ts';
import type { App, User } from '../state.ts';
import type { World } from '../world.ts';
import { type Fields, type Raw, readArguments, type Values } from './arguments.ts';

/** What every method is given. */
export type Call = { world: World; app: App; bot: User; faults: FaultPlan; openSocket(): string };

/** What Slack answers besides `ok: true`. */
export type Body = Record<string, unknown>;

export type Method = {
  name: string;
  /** Whether Slack reads JSON bodies here. */
  json: boolean;
  /** Which tokens may call it. */
  token: 'bot' | 'app';
  /** Scopes of which the token needs one; none for methods that need no scope. */
  scopes: readonly string[];
  /** Codes that it can refuse with, besides those that every method knows. */
  errors: readonly string[];
  fields: Fields;
  answer(call: Call, raw: Raw): Body;
};

/** Declares a method. An argument that it does not name is ignored as Slack does, and held against the test. */
export function method<const F extends Fields, const R extends keyof F & string = never>(definition: {
  name: string;
  json?: boolean;
  token?: 'bot' | 'app';
  scopes: readonly string[];
  errors: readonly string[];
  fields: F;
  required?: readonly R[];
  answer(call: Call, args: Values<F, R>): Body;
}): Method {
  const { json = false, token = 'bot', required = [], answer, ...rest } = definition;
  return {
    ...rest,
    json,
    token,
    answer: (call, raw) => answer(call, readArguments(rest.fields, required, raw)),
  };
}
