/** Blocks that show something: image, video, file. */
import { z } from 'zod';
import { pictured, requireSource } from '../elements/image.ts';
import { limits } from '../limits.ts';
import { plainText } from '../objects.ts';
import { characters, httpsUrl, name, url } from '../rules.ts';
import { blockId } from './common.ts';

export const imageBlock = z
  .strictObject({ ...pictured, block_id: blockId, title: plainText(limits.image.title).optional() })
  .superRefine(requireSource);

export const video = z.strictObject({
  type: z.literal('video'),
  block_id: blockId,
  alt_text: characters(limits.video.altText),
  title: plainText(limits.video.title),
  thumbnail_url: url({}),
  video_url: httpsUrl({}),
  title_url: httpsUrl({}).optional(),
  author_name: characters(limits.video.author).optional(),
  description: plainText(limits.video.description).optional(),
  provider_name: characters(limits.video.provider).optional(),
  provider_icon_url: url({}).optional(),
});

/** Of another place, made known to Slack before. */
export const file = z.strictObject({
  type: z.literal('file'),
  block_id: blockId,
  external_id: name,
  source: z.literal('remote'),
});
