import {
  address,
  bySeverity,
  channel,
  day,
  email,
  host,
  hours,
  label,
  labelPattern,
  list,
  map,
  metricsLink,
  metricsQuery,
  oneOf,
  project,
  reviewTemplate,
  slackUser,
  timezone,
  username,
  weekday,
  wholeNumber,
  words,
} from './values.ts';

/** The part of the configuration file that says which incidents need a review, and what it looks like. */

export const gitlab = map(
  {
    projects: list(
      map({
        incidents: project.describe('Where incidents are: the path of a project or its numeric id'),
        reviews: project
          .exactOptional()
          .describe('Where their reviews are opened; default: the same project'),
      }).transform(({ incidents, reviews }) => ({ incidents, reviews: reviews ?? incidents })),
      'pairs such as { incidents: acme/production, reviews: acme/reviews }',
    )
      .min(1, 'at least one pair such as { incidents: acme/production }')
      .describe('Projects whose incidents are watched'),
  },
  'a map with the key projects, which lists at least one pair such as { incidents: acme/production }',
);

export const incident = map({
  label: label
    .default('incident')
    .describe('An issue with this label counts as an incident, besides the type'),
});

export const trigger = map({
  when: list(oneOf('closed', 'resolved', 'mitigated'), 'closed, resolved, mitigated')
    .min(1, 'at least one of closed, resolved, mitigated')
    .default(['closed'])
    .describe('The review is opened as soon as the incident is one of these'),
  labels: map({
    mitigated: label.default('Incident::Mitigated').describe('This label says that an incident is mitigated'),
    resolved: label.default('Incident::Resolved').describe('This label says that an incident is resolved'),
  })
    .prefault({})
    .describe('Labels that tell how far an incident has come'),
  severities: list(wholeNumber(1, 4), 'severities from 1 (the worst) to 4')
    .default([1, 2])
    .describe('Severities that need a review; [] = only where one is asked for'),
  requestedBy: label
    .default('review-requested')
    .describe('This label on an incident asks for a review at any severity'),
  notNeeded: label
    .default('review-not-needed')
    .describe('This label on an incident waives its review; a reason is asked for'),
});

const dueDays = wholeNumber(0, 365).describe('How many days later the review is due');
const dueUnit = oneOf('working', 'calendar').describe('Working days of the calendar below, or all days');
const dueFrom = oneOf('resolved', 'closed', 'opened').describe(
  'Counted from the day on which the incident was resolved, closed or opened',
);

export const review = map({
  template: reviewTemplate
    .default('incident-review')
    .describe("templates/<name>.md, or gitlab:<name> for the project's own issue template"),
  templates: bySeverity(reviewTemplate)
    .default({})
    .describe('Other templates by severity: { 3: incident-review-light }'),
  labels: list(label, 'labels').default(['IncidentReview']).describe('Labels of every review'),
  copyLabels: list(labelPattern, 'patterns of labels')
    .default(['Service::*', 'severity::*'])
    .describe('Labels copied from the incident; * stands for any text, upper and lower case are the same'),
  due: map({
    days: dueDays.default(5),
    unit: dueUnit.default('working'),
    from: dueFrom.default('resolved'),
  })
    .prefault({})
    .describe('When the review is due'),
  dueBySeverity: bySeverity(
    map({
      days: dueDays.exactOptional(),
      unit: dueUnit.exactOptional(),
      from: dueFrom.exactOptional(),
    }),
  )
    .default({})
    .describe('What differs from `due` by severity: { 1: { days: 3 } }'),
});

export const person = map({
  gitlab: username.describe('GitLab username'),
  slack: slackUser.nullable().default(null).describe('Slack member id'),
  email: email.nullable().default(null).describe('Finds the person in Slack where no member id is given'),
  manager: username.nullable().default(null).describe('GitLab username of the manager'),
  timezone: timezone.nullable().default(null).describe('Used where Slack does not know better'),
});

const query = metricsQuery.exactOptional();

export const service = map({
  label: label.describe('Incidents with this label are of this service'),
  team: words.nullable().default(null).describe('The team that runs it'),
  owners: list(username, 'GitLab usernames')
    .default([])
    .describe('Candidates for DRI: the one with the fewest open reviews is taken'),
  manager: username.nullable().default(null).describe('DRI where no owner can be'),
  channel: channel.nullable().default(null).describe('Slack channel of the team'),
  metrics: map({
    requestsAffected: query.describe('How many requests failed'),
    requestsTotal: query.describe('How many requests there were'),
    customersAffected: query.describe('How many customers had a failed request'),
    customersTotal: query.describe('How many customers there were'),
    errorRatio: query.describe('Failed by all requests at a moment, for the chart'),
  })
    .default({})
    .describe('PromQL, asked at the end of the impact window; $window, $start and $end are filled in'),
});

export const metrics = map({
  url: address
    .nullable()
    .default(null)
    .describe('Prometheus, Thanos, Mimir, VictoriaMetrics or the query API of Loki'),
  link: metricsLink
    .nullable()
    .default(null)
    .describe(
      'Where people can see a query: https://grafana.example.com/explore?expr=$query&from=$start&to=$end',
    ),
  linkHosts: list(host, 'hosts')
    .default([])
    .describe('Hosts whose addresses count as a metrics link, besides those two'),
  retentionDays: wholeNumber(1, 3650).default(7).describe('How far back the metrics reach'),
});

export const calendar = map({
  timezone: timezone.default('UTC').describe('In which days begin and end'),
  workdays: list(weekday, 'mon, tue, wed, thu, fri, sat, sun')
    .min(1, 'at least one of mon, tue, wed, thu, fri, sat, sun')
    .default(['mon', 'tue', 'wed', 'thu', 'fri'])
    .describe('Days on which people work'),
  hours: hours.default('09:00-17:00').describe('Working hours'),
  holidays: list(day, 'days such as 2026-12-25').default([]).describe('Days on which nobody works'),
  assumeZone: timezone
    .nullable()
    .default(null)
    .describe('Zone of times that name none; null = leave them without'),
});
