import { describe, expect, it } from 'vitest';
import { refusal, startWorkspace } from './workspace.ts';

describe('bookmarks', () => {
  const link = 'https://gitlab.example/acme/production/-/issues/3';

  it('are added to channels that the bot is in, listed and removed', async () => {
    const { slack, client, ids } = await startWorkspace();
    const added = await client.bookmarks.add({ channel_id: ids.open, title: 'Review', type: 'link', link });
    expect(added.bookmark).toMatchObject({ channel_id: ids.open, title: 'Review', link, type: 'link' });
    const id = added.bookmark?.id ?? '';
    expect(slack.channel('open').bookmarks).toEqual([{ id, title: 'Review', link }]);
    const list = await client.bookmarks.list({ channel_id: ids.open });
    expect(list.bookmarks).toMatchObject([{ id, icon_url: 'https://gitlab.example/favicon.ico' }]);
    await client.bookmarks.remove({ channel_id: ids.open, bookmark_id: id });
    expect(slack.channel('open').bookmarks).toEqual([]);
    expect(await refusal(client.bookmarks.remove({ channel_id: ids.open, bookmark_id: id }))).toBe(
      'not_found',
    );
    slack.assertNothingUnforeseen();
  });

  it('are refused with the codes of the documentation', async () => {
    const { slack, client, ids } = await startWorkspace();
    const add = (args: object) =>
      client.apiCall('bookmarks.add', { channel_id: ids.open, title: 'x', type: 'link', link, ...args });
    expect(await refusal(add({ link: 'ftp://x' }))).toBe('invalid_link');
    expect(await refusal(add({ type: 'file' }))).toBe('invalid_bookmark_type');
    expect(await refusal(add({ title: '' }))).toBe('invalid_arguments');
    expect(await refusal(add({ channel_id: ids.secret }))).toBe('channel_not_found');
    expect(await refusal(add({ channel_id: ids.elsewhere }))).toBe('access_denied');
    await Promise.all(Array.from({ length: 100 }, () => add({})));
    expect(await refusal(add({}))).toBe('too_many_bookmarks');
    slack.as('alice').archive('open');
    expect(await refusal(add({}))).toBe('permission_denied');
    slack.configureApp({ scopes: [] });
    expect(await refusal(add({}))).toBe('missing_scope');
  });
});

describe('files', () => {
  it('are uploaded by Slack’s own client and appear in the channel', async () => {
    const { slack, client, ids } = await startWorkspace();
    const uploaded = await client.filesUploadV2({
      channel_id: ids.open,
      filename: 'chart.png',
      title: 'Requests',
      alt_text: 'a chart',
      initial_comment: 'here',
      file: Buffer.from([137, 80, 78, 71]),
    });
    expect(uploaded).toMatchObject({ ok: true, files: [{ files: [{ title: 'Requests' }] }] });
    expect(slack.channel('open').messages).toMatchObject([
      { user: ids.bot, text: 'here', files: [{ id: expect.stringMatching(/^F0/), title: 'Requests' }] },
    ]);
    slack.assertNothingUnforeseen();
  });

  it('are taken as bare bytes too, and held to their announced length', async () => {
    const { slack, client, ids } = await startWorkspace();
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    });
    expect(upload_url.startsWith(`${slack.url}/upload/`)).toBe(true);
    const files: [{ id: string }] = [{ id: file_id }];
    expect(await refusal(client.files.completeUploadExternal({ files, channel_id: ids.open }))).toBe(
      'file_not_found',
    );
    const answer = await fetch(upload_url, { method: 'POST', body: 'four' });
    expect(await answer.text()).toBe('OK - 4');
    expect(slack.journal.unforeseen).toEqual([
      { what: '4 bytes of a.txt, announced with 3', where: 'upload' },
    ]);
    expect((await fetch(`${slack.url}/upload/v1/unknown`, { method: 'POST', body: 'x' })).status).toBe(404);
    const complete = (args: object) => client.apiCall('files.completeUploadExternal', { files, ...args });
    expect(await refusal(complete({ channel_id: ids.elsewhere }))).toBe('not_in_channel');
    expect(await refusal(complete({ channel_id: ids.secret }))).toBe('channel_not_found');
    expect(await refusal(complete({ channels: Array(101).fill(ids.open).join() }))).toBe(
      'channels_limit_exceeded',
    );
    expect(await refusal(complete({ channel_id: ids.open, blocks: 'x' }))).toBe('invalid_blocks');
    expect(await complete({ channels: `${ids.open},${ids.bob}` })).toMatchObject({
      files: [{ id: file_id, title: 'a.txt' }],
    });
    expect(slack.directWith('bob')).toMatchObject([{ files: [{ id: file_id }] }]);
    expect(await refusal(complete({ channel_id: ids.open }))).toBe('file_not_found');
  });

  it('need a length, and words that are not too long', async () => {
    const { slack, client, ids } = await startWorkspace();
    const url = (args: object) =>
      client.apiCall('files.getUploadURLExternal', { filename: 'x', length: 1, ...args });
    expect(await refusal(url({ length: 0 }))).toBe('missing_argument');
    expect(await refusal(url({ alt_txt: 'a'.repeat(1001) }))).toBe('alt_txt_too_large');
    expect(await refusal(client.apiCall('files.completeUploadExternal', { files: '[]' }))).toBe(
      'invalid_arguments',
    );
    slack.as('alice').archive('open');
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'a',
      length: 1,
    });
    await fetch(upload_url, { method: 'POST', body: 'a' });
    const complete = client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: ids.open });
    expect(await refusal(complete)).toBe('posting_to_channel_denied');
  });
});
