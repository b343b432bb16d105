import { z } from 'zod';
import { limits } from '../limits.ts';
import { slackFile } from '../objects.ts';
import { characters, requireOneOf, url } from '../rules.ts';

/** Where an image comes from, and what is said to those who cannot see it; also of the image block. */
export const pictured = {
  type: z.literal('image'),
  image_url: url(limits.image.url).optional(),
  slack_file: slackFile.optional(),
  alt_text: characters(limits.image.altText),
};

/** An image comes from one place. */
export function requireSource(image: Record<string, unknown>, context: z.RefinementCtx): void {
  requireOneOf(image, 'image_url', 'slack_file', context);
}

export const image = z.strictObject(pictured).superRefine(requireSource);
