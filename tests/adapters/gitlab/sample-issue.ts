/** An issue as GitLab's REST API writes it, with fields that we do not read. */
export function sampleIssue(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 9001,
    iid: 12,
    project_id: 77,
    title: 'Checkout answers 502',
    description: 'Orders fail.',
    state: 'closed',
    created_at: '2026-03-02T08:00:00.000Z',
    updated_at: '2026-03-02T11:30:00.250Z',
    closed_at: '2026-03-02T13:30:00.000+02:00',
    closed_by: { id: 5, username: 'dana', name: 'Dana' },
    labels: ['Service::Checkout', 'severity::2'],
    milestone: null,
    assignees: [
      { id: 5, username: 'dana', name: 'Dana', state: 'active', web_url: 'https://x.example/dana' },
    ],
    author: { id: 4, username: 'noor', name: 'Noor', state: 'active' },
    type: 'INCIDENT',
    issue_type: 'incident',
    severity: 'HIGH',
    confidential: false,
    due_date: null,
    web_url: 'https://gitlab.example.com/shop/live/-/issues/12',
    references: { short: '#12', relative: '#12', full: 'shop/live#12' },
    moved_to_id: null,
    task_completion_status: { count: 0, completed_count: 0 },
    ...changes,
  };
}
