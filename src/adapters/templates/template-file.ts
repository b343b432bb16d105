import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { TemplateMistake } from './mistake.ts';

const FrontMatter = z.strictObject({
  /** What the template is, in a few words for people. */
  title: z.string().min(1),
  for: z.enum(['review', 'comment', 'message']),
});

/** A file of `templates/`. `body` is padded so that its lines have the numbers they have in the file. */
export type TemplateFile = z.infer<typeof FrontMatter> & { path: string; name: string; body: string };

const allowed =
  'allowed are "title" (words for people) and "for" (review, comment or message), between two lines "---"';

/** Takes a template apart into front matter and body. Throws a TemplateMistake. */
export function parseTemplateFile(path: string, name: string, text: string): TemplateFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end < 0) throw new TemplateMistake(path, 1, `no front matter; ${allowed}`);
  const counter = new LineCounter();
  const document = parseDocument(lines.slice(1, end).join('\n'), { lineCounter: counter });
  const lineAt = (offset: number) => counter.linePos(offset).line + 1;
  const [broken] = document.errors;
  if (broken) {
    const [summary = 'broken YAML'] = broken.message.split('\n');
    throw new TemplateMistake(path, lineAt(broken.pos[0]), `front matter: ${summary} ${allowed}`);
  }
  const checked = FrontMatter.safeParse(document.toJS());
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const at = lines.findIndex((line) => line.startsWith(`${String(issue?.path[0])}:`));
    const where = issue?.path.join('.') ?? '';
    const message = `front matter: ${where === '' ? '' : `${where}: `}${issue?.message}; ${allowed}`;
    throw new TemplateMistake(path, at < 0 ? 1 : at + 1, message);
  }
  return { ...checked.data, path, name, body: '\n'.repeat(end + 1) + lines.slice(end + 1).join('\n') };
}
