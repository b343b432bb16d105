/** What the configuration names and what is not there: all of it, so that one start shows every mistake. */
export class NamesNotFound extends Error {
  readonly mistakes: string[];

  constructor(mistakes: string[]) {
    super(mistakes.join('\n'));
    this.name = 'NamesNotFound';
    this.mistakes = mistakes;
  }
}
