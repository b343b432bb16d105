/** Plain blocks with one thing wrong. */

import { button, marked, picture, plain, section, video } from '../samples.ts';
import type { Broken } from './type.ts';

export const brokenBlocks: Broken[] = [
  ['an unknown block', { type: 'marquee' }, '/type', 'unsupported type: marquee'],
  ['a block without type', { text: plain('x') }, '', 'missing required field: type'],
  ['a block that is no object', 'section', '', 'must provide an object'],
  [
    'a block named like what every object has',
    { type: 'constructor' },
    '/type',
    'unsupported type: constructor',
  ],
  ['an unknown key', { type: 'divider', text: 'x' }, '', 'invalid additional property: text'],
  [
    'an unknown key deep inside',
    section({ text: { ...marked('x'), emoji: true } }),
    '/text',
    'invalid additional property: emoji',
  ],
  ['a section that says nothing', { type: 'section' }, '', 'must provide text or fields'],
  ['a text that is a bare string', section({ text: 'All quiet' }), '/text', 'must provide an object'],
  [
    'a text that is no string',
    section({ text: { type: 'mrkdwn', text: 7 } }),
    '/text/text',
    'must provide a string',
  ],
  ['a header with markup', { type: 'header', text: marked('*x*') }, '/text/type', 'unsupported type: mrkdwn'],
  [
    'a context with a button',
    { type: 'context', elements: [button()] },
    '/elements/0/type',
    'unsupported type: button',
  ],
  [
    'an image of two places',
    picture({ slack_file: { id: 'F1' } }),
    '',
    'must provide either image_url or slack_file',
  ],
  [
    'an image of nowhere',
    picture({ image_url: undefined }),
    '',
    'must provide either image_url or slack_file',
  ],
  ['an image without words', picture({ alt_text: undefined }), '', 'missing required field: alt_text'],
  [
    'a file of Slack named twice',
    picture({ image_url: undefined, slack_file: { id: 'F1', url: 'https://files.slack.com/F1' } }),
    '/slack_file',
    'must provide either id or url',
  ],
  ['a video without TLS', video({ video_url: 'http://example.com' }), '/video_url', 'must be an https URL'],
  [
    'a file from elsewhere',
    { type: 'file', external_id: 'x', source: 'local' },
    '/source',
    'must be a valid enum value',
  ],
];
