import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Memory } from '../memory.ts';
import type { Stage } from '../stage.ts';
import { addressOf, readView, type View } from '../view.ts';

/** What every act of the page is given. */
export type ActSetting = {
  stage: Stage;
  memory: Memory;
  /** Tells all open pages. */
  changed(): void;
};

export type Act<Fields> = {
  /** Who acts. */
  username: string;
  view: View;
  /** Named parts of the path, and what the form holds; already checked. */
  fields: Fields;
};

/**
 * A form of the page: reads it, does what it asks for, and leads back to the page, which shows what became of
 * it. What the doubles do not let people do is told there in their words. `act` may say what to look at next.
 */
export function act<Shape extends z.ZodRawShape>(
  { stage, memory, changed }: ActSetting,
  shape: Shape,
  perform: (act: Act<z.output<z.ZodObject<Shape>>>) => Partial<View> | Promise<Partial<View>>,
): RequestHandler {
  const schema = z.object(shape);
  return async (request: Request, response: Response) => {
    const names = stage.scenario.people.map(({ username }) => username);
    const view = readView(request.query, names);
    const read = schema.safeParse({ ...request.body, ...request.params });
    if (!read.success) {
      response
        .status(400)
        .type('text')
        .send(`This form cannot be read.\n${z.prettifyError(read.error)}\n`);
      return;
    }
    const change = await tryTo(() => perform({ username: view.as, view, fields: read.data }), memory);
    changed();
    response.redirect(303, addressOf(view, change));
  };
}

async function tryTo(
  perform: () => Partial<View> | Promise<Partial<View>>,
  memory: Memory,
): Promise<Partial<View>> {
  try {
    return await perform();
  } catch (error) {
    return { notice: memory.addNotice(error instanceof Error ? `${error.message}.` : String(error)) };
  }
}
