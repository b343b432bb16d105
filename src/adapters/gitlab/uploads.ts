import { z } from 'zod';
import { Problem } from '../../domain/problems.ts';
import type { GitLabWrites } from '../../ports/gitlab.ts';
import { readAnswer } from './read-answer.ts';
import type { Resources } from './resources.ts';

/** Nothing in it ends an image of Markdown or leads elsewhere. GitLab puts `_` for all other signs of a name. */
const address = /^\/uploads\/(?<secret>[0-9a-f]{32})\/(?<name>[\p{L}\p{N}_][\p{L}\p{N}_.+-]*)$/u;
const Uploaded = z.object({ url: z.string().regex(address) });

/** GitLab answers 400 where there is no such upload, in these words (app/services/uploads/destroy_service.rb). */
const isNotThere = 'does not exist';

export function uploadCalls({ uploads }: Resources): Pick<GitLabWrites, 'upload' | 'ensureUploadGone'> {
  return {
    async upload(project, { name, content, type }) {
      const file = { content: new Blob([new Uint8Array(content)], { type }), filename: name };
      return readAnswer(Uploaded, await uploads.create(project, file), `the upload to project ${project}`);
    },

    /** 404 is an older GitLab, which has no such route, or a project that we may not see: the upload may be there. */
    async ensureUploadGone(project, url) {
      const { secret, name } = address.exec(url)?.groups ?? {};
      if (secret === undefined || name === undefined)
        throw new TypeError(`what is to be deleted from project ${project} is no address of an upload`);
      try {
        await uploads.remove(project, secret, name);
        return 'deleted';
      } catch (failure) {
        if (!(failure instanceof Problem) || failure.code !== 'gitlab-refused') throw failure;
        if (!failure.message.includes(isNotThere)) throw failure;
        return 'already-gone';
      }
    },
  };
}
