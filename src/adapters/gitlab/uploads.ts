import { z } from 'zod';
import type { GitLabWrites } from '../../ports/gitlab.ts';
import { readAnswer } from './read-answer.ts';
import type { Resources } from './resources.ts';

/** Nothing in it ends an image of Markdown or leads elsewhere. GitLab puts `_` for all other signs of a name. */
const address = /^\/uploads\/[0-9a-f]{32}\/[\p{L}\p{N}_][\p{L}\p{N}_.+-]*$/u;
const Uploaded = z.object({ url: z.string().regex(address) });

export function uploadCall({ uploads }: Resources): Pick<GitLabWrites, 'upload'> {
  return {
    async upload(project, { name, content, type }) {
      const file = { content: new Blob([new Uint8Array(content)], { type }), filename: name };
      return readAnswer(Uploaded, await uploads.create(project, file), `the upload to project ${project}`);
    },
  };
}
