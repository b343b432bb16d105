import { describe, expect, it } from 'vitest';
import { connectTo, problemOf } from './connect-scripted.ts';

const address = { project: 77, iid: 12 };
const author = { id: 4, username: 'noor', name: 'Noor' };
const note = (id: number, fields: Record<string, unknown> = {}) => ({
  id,
  body: `Note ${id}`,
  author,
  system: false,
  internal: false,
  confidential: false,
  created_at: '2026-03-02T08:00:00.000Z',
  ...fields,
});

describe('notes', () => {
  it('are those of people and bots, from all pages', async () => {
    const { gitlab, asked } = await connectTo((one) =>
      one.query.get('page') === '1'
        ? { status: 200, json: [note(1), note(2, { system: true })], headers: { 'x-next-page': '2' } }
        : { status: 200, json: [note(3)] },
    );
    expect(await gitlab.notes(address)).toEqual([
      { id: 1, body: 'Note 1', author, internal: false, at: '2026-03-02T08:00:00.000Z' },
      { id: 3, body: 'Note 3', author, internal: false, at: '2026-03-02T08:00:00.000Z' },
    ]);
    expect(asked[0]?.path).toBe('/api/v4/projects/77/issues/12/notes');
    expect(asked[0]?.query.get('sort')).toBe('asc');
  });

  it('are internal under the old name of the field too', async () => {
    const old = note(1, { internal: undefined, confidential: true });
    const { gitlab } = await connectTo(() => ({ status: 200, json: [old, note(2, { internal: true })] }));
    expect((await gitlab.notes(address)).map((one) => one.internal)).toEqual([true, true]);
  });
});

describe('adding a note', () => {
  it('sends its text', async () => {
    const { gitlab, asked } = await connectTo(() => ({ status: 201, json: note(9) }));
    await gitlab.addNote(address, 'Said once');
    expect(asked[0]).toMatchObject({ method: 'POST', body: { body: 'Said once' } });
  });

  it('is refused when GitLab took the text as quick actions', async () => {
    const { gitlab } = await connectTo(() => ({
      status: 202,
      json: { commands_changes: { state_event: 'close' }, summary: ['Closed this issue.'] },
    }));
    expect((await problemOf(gitlab.addNote(address, '/close'))).code).toBe('gitlab-refused');
  });
});

describe('label events', () => {
  it('tell who set and took a label, and leave out labels that are gone', async () => {
    const event = {
      created_at: '2026-03-02T09:00:00.000Z',
      user: author,
      label: { id: 1, name: 'Resolved' },
    };
    const { gitlab, asked } = await connectTo(() => ({
      status: 200,
      json: [
        { ...event, id: 1, action: 'add' },
        { ...event, id: 2, action: 'add', label: null },
        { ...event, id: 3, action: 'remove', user: null },
        { ...event, id: 4, action: 'renamed' },
      ],
    }));
    expect(await gitlab.labelEvents(address)).toEqual([
      { label: 'Resolved', action: 'add', at: '2026-03-02T09:00:00.000Z', by: 'noor' },
      { label: 'Resolved', action: 'remove', at: '2026-03-02T09:00:00.000Z', by: null },
    ]);
    expect(asked[0]?.path).toBe('/api/v4/projects/77/issues/12/resource_label_events');
  });
});
