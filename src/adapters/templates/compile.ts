import type { IncidentTopic } from '../../domain/comment-topics.ts';
import { livePieces } from '../../domain/markdown.ts';
import { inCode } from '../../domain/neutralise.ts';
import type { ReviewValues } from '../../domain/review.ts';
import { guidelinesView } from './guidelines-view.ts';
import { type Compiled, compile } from './liquid.ts';
import { TemplateMistake } from './mistake.ts';
import { reviewView } from './review-view.ts';
import {
  bareSample,
  commentSamples,
  fullSample,
  guidelinesSamples,
  probe,
  probedReport,
  probedSample,
} from './samples.ts';
import type { TemplateFile } from './template-file.ts';

/** A review template that has proved itself on sample values. Throws a TemplateMistake. */
export function compileReview(file: TemplateFile): Compiled {
  const view = (values: ReviewValues) => reviewView(values, values.timeline.length);
  // A view with rows left out as well, so that every variable has a value to be known by.
  const compiled = compile(file, reviewView(fullSample, 1));
  for (const values of [fullSample, bareSample]) compiled(view(values));
  for (const values of [fullSample, bareSample]) refuseLive(file, compiled(view(probedSample(values))));
  return compiled;
}

/** The template of a comment that has proved itself on sample values. Throws a TemplateMistake. */
export function compileComment(file: TemplateFile, topic: IncidentTopic): Compiled {
  const sample = commentSamples[topic];
  const compiled = compile(file, sample);
  compiled(sample);
  const probed = Object.keys(sample).map((name) => [name, inCode(probe + name)]);
  refuseLive(file, compiled(Object.fromEntries(probed)));
  return compiled;
}

/** The template of the comment on a review that has proved itself on sample values. Throws a TemplateMistake. */
export function compileGuidelines(file: TemplateFile): Compiled {
  const [full, ...others] = guidelinesSamples;
  const compiled = compile(file, guidelinesView(full));
  for (const report of [full, ...others]) compiled(guidelinesView(report));
  refuseLive(file, compiled(guidelinesView(probedReport)));
  return compiled;
}

/**
 * Values are inert in prose, lists, headings and table cells, but not in a link's address, an HTML
 * element or beside a stray backtick: a template that puts one there is refused before people's text
 * comes along.
 */
function refuseLive(file: TemplateFile, markdown: string): void {
  for (const { text } of livePieces(markdown)) {
    const at = text.indexOf(probe);
    if (at < 0) continue;
    const [name = ''] = text.slice(at + probe.length).split(/[^\w.[\]]/);
    const line = file.body.split('\n').findIndex((one) => one.includes(`{{ ${name} }}`));
    throw new TemplateMistake(
      file.path,
      line < 0 ? null : line + 1,
      `the value "${name}" stands where it would be read as more than words; allowed are prose, list items, headings and table cells`,
    );
  }
}
