/** What is wrong with a template, where, and what is allowed. `line` counts from 1; null for the whole file. */
export class TemplateMistake extends Error {
  readonly path: string;
  readonly line: number | null;

  constructor(path: string, line: number | null, message: string) {
    super(`${path}${line === null ? '' : `:${line}`}: ${message}`);
    this.name = 'TemplateMistake';
    this.path = path;
    this.line = line;
  }
}
