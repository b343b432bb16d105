import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boxesIn } from '../../domain/boxes/find-boxes.ts';
import { cellNames, cellsOf } from '../../domain/cells.ts';
import {
  type IncidentTopic,
  incidentTopics,
  type ReviewTopic,
  reviewTopics,
} from '../../domain/comment-topics.ts';
import { howFound } from '../../domain/how-found.ts';
import {
  hashOfText,
  longestMark,
  type ReviewMark,
  withMark,
  writeCommentMark,
  writeMark,
} from '../../domain/mark.ts';
import { cut, inCode } from '../../domain/neutralise.ts';
import { Problem } from '../../domain/problems.ts';
import type { ReviewValues } from '../../domain/review.ts';
import type { Templates } from '../../ports/templates.ts';
import { compileComment, compileGuidelines, compileReview } from './compile.ts';
import { renderToFit } from './fit.ts';
import { guidelinesView } from './guidelines-view.ts';
import type { Compiled } from './liquid.ts';
import {
  announcementView,
  type CompiledMessage,
  compileMessage,
  type MessageTopic,
  messageSamples,
  messageTopics,
  missingDriView,
  warningView,
} from './message.ts';
import type { MessageView } from './message-view.ts';
import { TemplateMistake } from './mistake.ts';
import { projectReview } from './project-review.ts';
import { reviewView } from './review-view.ts';
import { fullSample } from './samples.ts';
import { parseTemplateFile } from './template-file.ts';

const incidentPrefix = 'incident-';
const reviewPrefix = 'review-';
const messagePrefix = 'slack-';

const longestCommentValue = 255;

/**
 * Reads every `*.md` of a directory but README.md, and renders each with sample values. Throws one
 * error that names every mistake with file, line and what is allowed.
 */
export function loadTemplates(directory: string): Templates {
  const { reviews, comments, onReviews, messages } = readAll(directory);
  const asked = new Map([...reviews].map(([name, compiled]) => [name, guidelinesIn(compiled)]));
  const message = (topic: MessageTopic, view: MessageView) => {
    const compiled = messages.get(topic);
    if (!compiled) throw new Error(`no template for "${topic}", which loading should have noticed`);
    return compiled(view);
  };
  return {
    reviewTemplates: () => [...reviews.keys()].sort(),
    guidelinesOf: (template) => asked.get(template) ?? null,
    review: (template, values) => {
      const compiled = reviews.get(template);
      if (!compiled) {
        const names = [...reviews.keys()].sort().join(', ');
        throw new Problem(
          'template-missing',
          `there is no review template "${template}"; there are ${names}`,
        );
      }
      const block = howFound(values);
      const text = renderToFit(compiled, values, longestMark);
      const mark = writeMark({
        incident: values.incident,
        template,
        cells: cellHashesOf(values),
        blocks: text.includes(block) ? { howFound: hashOfText(block) } : {},
        boxes: boxesIn(text),
      });
      return withMark(text, mark);
    },
    projectReview,
    announcement: (values) => message('announcement', announcementView(values)),
    missingDri: (review) => message('missing-dri', missingDriView(review)),
    warning: (warning) => message('warning', warningView(warning)),
    comment: (topic, values, incident) => {
      const ready = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, inCode(cut(value, longestCommentValue))]),
      );
      const compiled = comments.get(topic);
      if (!compiled) throw new Error(`no template for "${topic}", which loading should have noticed`);
      return withMark(compiled(ready), writeCommentMark({ topic, incident }));
    },
    onReview: (topic, report, incident) => {
      const compiled = onReviews.get(topic);
      if (!compiled) throw new Error(`no template for "${topic}", which loading should have noticed`);
      const text = compiled(guidelinesView(report));
      return withMark(text, writeCommentMark({ topic, incident, text: hashOfText(text) }));
    },
  };
}

/** Which guidelines a template asks for by itself, whatever a review is about. */
function guidelinesIn(compiled: Compiled): ReadonlySet<string> {
  const bare = reviewView({ ...fullSample, guidelines: [] }, fullSample.timeline.length);
  return new Set(Object.keys(boxesIn(compiled(bare))));
}

type Loaded = {
  reviews: Map<string, Compiled>;
  comments: Map<IncidentTopic, Compiled>;
  onReviews: Map<ReviewTopic, Compiled>;
  messages: Map<MessageTopic, CompiledMessage>;
};

function readAll(directory: string): Loaded {
  const loaded: Loaded = {
    reviews: new Map(),
    comments: new Map(),
    onReviews: new Map(),
    messages: new Map(),
  };
  const mistakes: TemplateMistake[] = [];
  const files = readdirSync(directory).filter((file) => file.endsWith('.md') && file !== 'README.md');
  for (const file of files.sort()) {
    try {
      readOne(join(directory, file), file.slice(0, -'.md'.length), loaded);
    } catch (error) {
      if (!(error instanceof TemplateMistake)) throw error;
      mistakes.push(error);
    }
  }
  const needed: [string, Map<string, unknown>, readonly string[], string][] = [
    [incidentPrefix, loaded.comments, incidentTopics, '"for: comment"; we say it on incidents'],
    [reviewPrefix, loaded.onReviews, reviewTopics, '"for: comment"; we say it on reviews'],
    [messagePrefix, loaded.messages, messageTopics, '"for: message"; we say it in Slack'],
  ];
  for (const [prefix, known, topics, what] of needed) {
    for (const topic of topics) {
      const path = join(directory, `${prefix}${topic}.md`);
      if (known.has(topic) || mistakes.some((mistake) => mistake.path === path)) continue;
      mistakes.push(new TemplateMistake(path, null, `is missing, or not ${what}`));
    }
  }
  if (loaded.reviews.size === 0) {
    mistakes.push(new TemplateMistake(directory, null, 'there is no template "for: review"'));
  }
  if (mistakes.length > 0) throw new Error(mistakes.map(({ message }) => message).join('\n'));
  return loaded;
}

function readOne(path: string, name: string, { reviews, comments, onReviews, messages }: Loaded): void {
  const file = parseTemplateFile(path, name, readFileSync(path, 'utf8'));
  if (file.for === 'review') {
    reviews.set(name, compileReview(file));
  } else if (file.for === 'message') {
    const topic = messageOf(name, path);
    messages.set(topic, compileMessage(file, messageSamples[topic]));
  } else {
    const onReview = reviewTopics.find((one) => name === reviewPrefix + one);
    if (onReview !== undefined) {
      onReviews.set(onReview, compileGuidelines(file));
      return;
    }
    const topic = topicOf(name, path);
    comments.set(topic, compileComment(file, topic));
  }
}

function topicOf(name: string, path: string): IncidentTopic {
  const topic = incidentTopics.find((one) => name === incidentPrefix + one);
  if (topic !== undefined) return topic;
  const all = [
    ...incidentTopics.map((one) => incidentPrefix + one),
    ...reviewTopics.map((one) => reviewPrefix + one),
  ];
  const allowed = all.map((one) => `${one}.md`).join(', ');
  throw new TemplateMistake(path, null, `no comment of this name is ever made; allowed are ${allowed}`);
}

function messageOf(name: string, path: string): MessageTopic {
  const topic = messageTopics.find((one) => name === messagePrefix + one);
  if (topic !== undefined) return topic;
  const allowed = messageTopics.map((one) => `${messagePrefix}${one}.md`).join(', ');
  throw new TemplateMistake(path, null, `no message of this name is ever sent; allowed are ${allowed}`);
}

function cellHashesOf(values: ReviewValues): ReviewMark['cells'] {
  const cells = cellsOf(values);
  return Object.fromEntries(cellNames.map((name) => [name, hashOfText(cells[name].text)]));
}
